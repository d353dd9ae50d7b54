using System.Globalization;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>A published figure and ours.</summary>
/// <param name="What">What it is.</param>
/// <param name="Ours">As computed now; null = it is not, and <paramref name="Note"/> says why.</param>
/// <param name="Reference">As published.</param>
/// <param name="Note">Null where the figures speak for themselves.</param>
public sealed record ReferenceRow(string What, double? Ours, string Reference, string? Note = null)
{
    private double? Published => double.TryParse(Reference, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Ours less the published one; null where one of them is no number.</summary>
    public double? Difference => Ours - Published;

    /// <summary>The same in units of the last digit that was published: up to 0.5 is its rounding.</summary>
    public double? InLastDigit => Difference is { } difference ? difference / LastDigit : null;

    private double LastDigit
    {
        get
        {
            var (digits, exponent) = Reference.Split('e', 'E') is [var before, var after] ? (before, int.Parse(after, CultureInfo.InvariantCulture)) : (Reference, 0);
            return Math.Pow(10, exponent - (digits.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? digits.Length - point - 1 : 0));
        }
    }

    /// <summary>A line of a table: what, ours, reference, difference, in its last digit.</summary>
    public string Line() => Ours is { } ours
        ? FormattableString.Invariant($"| {What} | {ours:G10} | {Reference} | {(Difference is { } d ? d.ToString("0.0e+0", CultureInfo.InvariantCulture) : Note)} | {(InLastDigit is { } last ? last.ToString("0.00", CultureInfo.InvariantCulture) : "")} |")
        : $"| {What} | not computed | {Reference} | {Note} | |";
}
