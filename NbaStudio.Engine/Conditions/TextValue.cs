using System.Text;

namespace NbaStudio.Engine.Conditions;

/// <summary>A text as it was given, with the form that comparisons use (NFKC, ignoring case), made once so that the hot path allocates nothing.</summary>
/// <remarks>Equality is that of the folded form. Immutable and thread safe.</remarks>
public sealed class TextValue : IEquatable<TextValue>
{
    private readonly int _hash;

    public TextValue(string original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Original = original;
        Folded = Fold(original);
        _hash = string.GetHashCode(Folded, StringComparison.Ordinal);
        Code = StableCode(Folded);
    }

    public string Original { get; }

    public string Folded { get; }

    /// <summary>The same number for the same folded text in every process: 52 bits, so exact as a double. Predictors use it.</summary>
    public double Code { get; }

    public static string Fold(string text)
    {
        // Lone surrogates cannot be normalised; they compare as they are.
        var normalized = IsWellFormed(text) ? text.Normalize(NormalizationForm.FormKC) : text;
        return normalized.ToUpperInvariant();
    }

    public bool Equals(TextValue? other) => other is not null && (ReferenceEquals(this, other) || (_hash == other._hash && string.Equals(Folded, other.Folded, StringComparison.Ordinal)));

    public override bool Equals(object? obj) => Equals(obj as TextValue);

    public override int GetHashCode() => _hash;

    public override string ToString() => Original;

    private static double StableCode(string folded)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var c in folded)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return (hash ^ (hash >> 52)) & ((1UL << 52) - 1);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
