using System.Globalization;

namespace NbaStudio.Engine.Conditions;

/// <summary>A sentence of a mistake with its values apart, so that it can be said in another language. Equal where the English is. Immutable.</summary>
public sealed class IssueText : IEquatable<IssueText>
{
    private readonly string _english;

    private IssueText(string template, IReadOnlyList<object> arguments)
    {
        (Template, Arguments) = (template, arguments);
        _english = string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
    }

    /// <summary>The English sentence, with {0}, {1} ... where the values stand.</summary>
    public string Template { get; }

    /// <summary>Texts, numbers, or sentences themselves.</summary>
    public IReadOnlyList<object> Arguments { get; }

    internal static IssueText Of(FormattableString sentence) =>
        new(sentence.Format, [.. sentence.GetArguments().Select(a => a is FormattableString inner ? Of(inner) : a ?? "")]);

    public bool Equals(IssueText? other) => other is not null && _english == other._english;

    public override bool Equals(object? obj) => Equals(obj as IssueText);

    public override int GetHashCode() => _english.GetHashCode(StringComparison.Ordinal);

    /// <summary>In English.</summary>
    public override string ToString() => _english;
}
