using NbaStudio.Engine.Policies;
using NbaStudio.Localization;

namespace NbaStudio.Live.Wording;

/// <summary>Says what contact rules, quiet hours and budgets mean, each in one sentence. Pure.</summary>
/// <param name="scopeName">Name of an objective, group, action, treatment or channel by its kind and id.</param>
public sealed class ContactSentences(Words words, Formats formats, Func<string, string, string> scopeName)
{
    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The key of the sentence of a kind of rule; its places are filled by <see cref="Of(ContactPolicyDocument)"/> and by the editor alike.</summary>
    public static string KeyOf(string kind) => "contacts.sentence." + kind;

    public string Of(ContactPolicyDocument rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string[] parts = rule.Kind switch
        {
            "cap" => [Number(rule.Limit), OfWord(rule.Of, "cap"), Scope(rule.Scope), Duration(rule.Window), Per(rule.Per)],
            "rest" => [OfWord(rule.Of, "after"), Scope(rule.Scope), Duration(rule.Rest), Per(rule.Per)],
            "never" => [OfWord(rule.Of, "after"), Scope(rule.Scope), Per(rule.Per)],
            _ => [Scope(rule.Scope), rule.Hours?.From ?? Formats.Missing, rule.Hours?.To ?? Formats.Missing, Days(rule.Hours?.Days)],
        };
        return Begin(words[KeyOf(rule.Kind), parts]) + (rule.IncludesService ? " " + words["contacts.withService"] : "");
    }

    /// <summary>The quiet hours of a channel.</summary>
    public string Of(ChannelDocument channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.QuietHours is not { } hours ? words["contacts.notQuiet"]
            : words[KeyOf("channel"), hours.From, hours.To, Days(hours.Days), words["contacts.mode." + channel.QuietHoursMode]];
    }

    public string Of(BudgetDocument budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return Begin(words[KeyOf("budget"), Scope(budget.Scope), budget.Unit == "money" ? formats.MoneyInSentence(budget.Limit) : formats.Number((double)budget.Limit, 2),
            words["contacts.period." + budget.Period], words[$"contacts.usedBy.{budget.UsedBy}"]])
            + (budget.Amount is { } amount ? " " + words["contacts.amount", amount] : "") + (budget.UsedBy == "accepted" ? " " + words["contacts.holds." + budget.Mode] : "");
    }

    /// <summary>What it is about.</summary>
    public string Scope(ScopeDocument scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (kind, id) = PartOf(scope);
        return kind.Length == 0 ? words["contacts.everything"] : words["contacts.scope", words["item." + kind], scopeName(kind, id)];
    }

    /// <summary>Kind and id of a scope; both "" for everything.</summary>
    public static (string Kind, string Id) PartOf(ScopeDocument scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope switch
        {
            { Objective: { } id } => ("objective", id),
            { Group: { } id } => ("group", id),
            { Action: { } id } => ("action", id),
            { Treatment: { } id } => ("treatment", id),
            { Channel: { } id } => ("channel", id),
            _ => ("", ""),
        };
    }

    /// <summary>14 days; what is no duration stands as it is.</summary>
    public string Duration(string? text) => text is { Length: > 1 } && int.TryParse(text[..^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && text[^1] is 's' or 'm' or 'h' or 'd'
        ? words[$"duration.{text[^1]}" + (count == 1 ? ".one" : ""), formats.Number(count)] : text ?? Formats.Missing;

    // What it is about may begin with a word that is small elsewhere.
    private static string Begin(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private string Number(int? number) => number is { } value ? formats.Number(value) : Formats.Missing;

    private string OfWord(string? of, string form) => of is null ? Formats.Missing : words.Or($"contacts.{form}.{of}", "word.unknown");

    private string Per(string per) => words.Or("contacts.per." + per, "contacts.per.all");

    private string Days(IReadOnlyList<string>? days) => days is null or { Count: 0 } || days.Count == Week.Length ? words["contacts.everyDay"]
        : words["contacts.onDays", string.Join(words["diff.comma"], Week.Where(d => days.Contains(d, StringComparer.OrdinalIgnoreCase)).Select(d => words["word." + d]))];
}
