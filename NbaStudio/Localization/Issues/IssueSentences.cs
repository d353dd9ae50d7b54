using System.Globalization;
using System.Text.RegularExpressions;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Localization.Issues;

/// <summary>Says in the reader's language what is wrong with a policy or an expression. English is what the engine says itself, as the API does. Thread safe.</summary>
public static partial class IssueSentences
{
    public static string Say(PolicyIssue issue, Words words)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(words);
        if (!IsJapanese(words) || !PolicyJapanese.Templates.TryGetValue(PolicyIssueTexts.TextKey(issue.Code), out var template))
        {
            return issue.Message;
        }

        return Place().Replace(template, place =>
        {
            var at = int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var value = issue.Arguments[at];
            return place.Groups[2].Value switch
            {
                "field" => words.Find("field." + value) ?? value,
                "item" => words.Find("item." + value) ?? value,
                "kind" => words.Find("kind." + value.ToLowerInvariant()) ?? value,
                "outcome" => words.Find("outcome." + value) ?? value,
                "phrase" => Phrase(value),
                // The sentence of an expression stands as the last value of the one that says where.
                _ => issue.Expression is { } expression && at == issue.Arguments.Count - 1 ? Say(expression, words) : value,
            };
        });
    }

    public static string Say(ConditionIssue issue, Words words)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(words);
        return issue.Text is { } text ? Say(text, words) : issue.Message;
    }

    public static string Say(ItemNote note, Words words)
    {
        ArgumentNullException.ThrowIfNull(note);
        return note.Issue is { } issue ? Say(issue, words) : note.Message;
    }

    public static string Say(ChangeNote note, Words words)
    {
        ArgumentNullException.ThrowIfNull(note);
        return note.Issue is { } issue ? Say(issue, words) : note.Message;
    }

    /// <summary>Language of a sentence that may be the API's; null where it is the page's.</summary>
    public static string? LanguageOf(PolicyIssue? issue) => issue is null ? "en" : null;

    private static string Say(IssueText text, Words words) =>
        !IsJapanese(words) || !ExpressionJapanese.Templates.TryGetValue(text.Template, out var template) ? text.ToString()
            : string.Format(CultureInfo.InvariantCulture, template, [.. text.Arguments.Select((a, i) => a switch { IssueText inner => Say(inner, words), string word when !IsQuoted(text.Template, i) => Phrase(word), _ => a })]);

    // What stands in quotes is what somebody wrote: a name may be spelled like a word of ours.
    private static bool IsQuoted(string template, int argument) => template.IndexOf("{" + argument, StringComparison.Ordinal) is var at and > 0 && template[at - 1] is '`' or '"';

    private static bool IsJapanese(Words words) => words.Language == "ja";

    // Numbers inside a phrase are the same in every language.
    private static string Phrase(string english)
    {
        if (PhraseJapanese.Phrases.TryGetValue(english, out var phrase))
        {
            return phrase;
        }

        if (!PhraseJapanese.Phrases.TryGetValue(Number().Replace(english, "#"), out phrase))
        {
            return english;
        }

        var numbers = Number().Matches(english).Select(m => m.Value).ToList();
        var next = 0;
        return Hash().Replace(phrase, _ => numbers[next++]);
    }

    [GeneratedRegex(@"\{(\d)(?::(\w+))?\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("#")]
    private static partial Regex Hash();
}
