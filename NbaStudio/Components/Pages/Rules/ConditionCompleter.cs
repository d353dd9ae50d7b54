using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Offers what fits at a caret in a condition or a pattern: names, functions, values and words of the language. Pure.</summary>
/// <param name="events">Events and their properties, with values that came.</param>
public sealed class ConditionCompleter(RuleVocabulary rules, PatternVocabulary events, Words words)
{
    /// <summary>Most entries that are offered; whoever types on gets fewer.</summary>
    public const int Most = 40;

    private static readonly string[] Windows = ["30m", "1h", "6h", "1d", "7d", "30d", "90d"];
    private static readonly string[] Outcomes = [.. Enum.GetNames<ContactKind>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];

    private static readonly (string Text, string Name, ValueKind Kind)[] Functions =
    [
        ("count(event \"", "count", ValueKind.Number), ("seen(event \"", "seen", ValueKind.Boolean), ("sum(event \"", "sum", ValueKind.Number), ("average(event \"", "average", ValueKind.Number),
        ("last(event \"", "last", ValueKind.Any), ("distinct(event \"", "distinct", ValueKind.Number), ("days_since(", "days_since", ValueKind.Number), ("outcome_count(", "outcome_count", ValueKind.Number),
        ("min(", "min", ValueKind.Number), ("max(", "max", ValueKind.Number), ("round(", "round", ValueKind.Number), ("starts_with(", "starts_with", ValueKind.Boolean), ("now", "now", ValueKind.DateTime),
    ];

    private static readonly Dictionary<string, string> OperatorNames = new(StringComparer.Ordinal)
    {
        ["="] = "Equal", ["!="] = "NotEqual", [">"] = "Greater", [">="] = "GreaterOrEqual", ["<"] = "Less", ["<="] = "LessOrEqual", ["in ("] = "OneOf", ["not in ("] = "NoneOf",
        ["between"] = "Between", ["contains"] = "Contains", ["is missing"] = "Missing", ["is present"] = "Present", ["missing"] = "Missing", ["present"] = "Present",
    };

    /// <summary>What fits at a place.</summary>
    /// <param name="isAsked">Whether it was asked for; else it is offered only where somebody is in the middle of a name or a value.</param>
    public Completion At(string text, int caret, bool isPattern, bool isAsked)
    {
        ArgumentNullException.ThrowIfNull(text);
        var place = isPattern ? PatternLanguage.PlaceAt(text, caret) : ConditionLanguage.PlaceAt(text, caret);
        var entries = EntriesOf(place).ToList();
        if (!isAsked && place.Typed.Length == 0 && !place.IsText && !(place.IsCompared && ValuesOf(place).Any()))
        {
            return Completion.None;
        }

        List<CompletionEntry> found = [.. entries.DistinctBy(e => e.Text).Select(e => (Entry: e, Rank: RankOf(e, place.Typed))).Where(e => e.Rank >= 0).OrderBy(e => e.Rank).Select(e => Fitted(e.Entry, text, place.End))];
        // What stands there whole is no choice.
        return found.Count == 0 || (found.Count == 1 && found[0].Text.TrimEnd() == text[place.Start..place.End]) ? Completion.None : new Completion(place.Start, place.End, [.. found.Take(Most)], found.Count);
    }

    private IEnumerable<CompletionEntry> EntriesOf(CaretPlace place) => place.Need switch
    {
        CaretNeed.Operand when place.IsText || place.IsList => ValuesOf(place),
        // A number is not looked for among names.
        CaretNeed.Operand when place.Typed.Length > 0 && char.IsAsciiDigit(place.Typed[0]) => [],
        CaretNeed.Operand => ValuesOf(place).Concat(place.IsWhere ? PropertiesOf(place) : NamesOf(place)).Concat(FunctionsOf(place)).Concat(WordsOf(place)),
        CaretNeed.Operator => WordsOf(place).Where(word => Says(word.Text.Trim(), KindOf(place))),
        CaretNeed.EventType => events.Events.Select(e => new CompletionEntry(Quoted(e.Type), e.Label)).Concat(rules.Events.Select(e => new CompletionEntry(Quoted(e.Type), e.Label))),
        CaretNeed.EventProperty => PropertiesOf(place),
        CaretNeed.ConditionName => rules.Conditions.Select(c => new CompletionEntry(Quoted(c.Name), c.Text)),
        CaretNeed.ItemId => rules.Items.Where(i => i.Kind == place.Scope).Select(i => new CompletionEntry(Quoted(i.Id), i.Label == i.Id ? "" : i.Label)),
        CaretNeed.Outcome => Outcomes.Select(o => new CompletionEntry(Quoted(o), words["outcome." + o])),
        CaretNeed.Window => Windows.Select(w => new CompletionEntry(w, "")).Concat(WordsOf(place)),
        _ => WordsOf(place),
    };

    private IEnumerable<CompletionEntry> NamesOf(CaretPlace place)
    {
        var kind = KindOf(place);
        return rules.Names.Concat(rules.OfDecisions).Where(n => !place.IsCompared || (n.Subject != place.Subject && n.Group != "condition" && GoesWith(n.Kind, kind))).Select(n => new CompletionEntry(n.Subject, n.Label));
    }

    private IEnumerable<CompletionEntry> PropertiesOf(CaretPlace place) =>
        place.IsCompared ? [] : (EventOf(place)?.Properties ?? []).Select(p => new CompletionEntry(ConditionLanguage.Print(new NameNode(NameRoot.Event, p.Name), insideWhere: true), p.Kind is { } kind ? words.Or("word." + kind.ToString().ToLowerInvariant(), "word.unknown") : ""));

    // Inside where only what reads no customer.
    private IEnumerable<CompletionEntry> FunctionsOf(CaretPlace place) => place.Typed.Contains('.', StringComparison.Ordinal) ? []
        : Functions.Where(f => (!place.IsCompared || (f.Kind != ValueKind.Boolean && GoesWith(f.Kind, KindOf(place)))) && (!place.IsWhere || f.Name is "starts_with" or "round" or "now"))
            .Select(f => new CompletionEntry(f.Text, words["complete.function." + f.Name]));

    private IEnumerable<CompletionEntry> WordsOf(CaretPlace place) => place.Words.Select(word => new CompletionEntry(word, LabelOf(word.Trim())));

    private IEnumerable<CompletionEntry> ValuesOf(CaretPlace place)
    {
        if (place is not { IsCompared: true, Subject: { } subject })
        {
            return [];
        }

        var kind = KindOf(place);
        if (kind == ValueKind.Boolean)
        {
            return place.IsText ? [] : [new("true", words["word.yes"]), new("false", words["word.no"])];
        }

        var values = place.IsWhere ? PropertyOf(place)?.Samples ?? [] : rules.Find(subject)?.Values ?? [];
        var dates = kind == ValueKind.DateTime && !place.IsText ? [new CompletionEntry("date \"", words["complete.date"])] : Enumerable.Empty<CompletionEntry>();
        return values.Where(v => !place.Taken.Contains(v, StringComparer.OrdinalIgnoreCase)).Select(v => Events.ConditionRow.Literal(v, kind is ValueKind.TextSet ? ValueKind.Text : kind is ValueKind.Any ? null : kind))
            .Where(v => !place.IsText || v.StartsWith('"')).Select(v => new CompletionEntry(v, "")).Concat(dates);
    }

    private ValueKind? KindOf(CaretPlace place) => place.Subject is not { } subject ? null
        : place.IsWhere ? PropertyOf(place)?.Kind
        : rules.Find(subject)?.Kind ?? RuleTexts.ValueKindOf(subject, rules);

    private PatternEvent? EventOf(CaretPlace place) => place.EventType is { } type ? events.Find(type) : null;

    private PatternProperty? PropertyOf(CaretPlace place) => place.Subject is not { } subject ? null
        : EventOf(place)?.Properties.FirstOrDefault(p => ConditionLanguage.Print(new NameNode(NameRoot.Event, p.Name), insideWhere: true) == subject || "event." + p.Name == subject);

    private static bool GoesWith(ValueKind one, ValueKind? other) => other is null or ValueKind.Any || one == ValueKind.Any || one == other || (IsNumber(one) && IsNumber(other.Value));

    private static bool IsNumber(ValueKind kind) => kind is ValueKind.Number or ValueKind.Money;

    // Which operators make sense of a kind; of what is not known, all.
    private static bool Says(string word, ValueKind? kind) => word switch
    {
        "=" or "!=" or "in (" or "not in (" => kind is not ValueKind.TextSet && (kind != ValueKind.Boolean || word.Length < 3),
        ">" or ">=" or "<" or "<=" or "between" => kind is not (ValueKind.Text or ValueKind.TextSet or ValueKind.Boolean),
        "contains" => kind is null or ValueKind.Any or ValueKind.Text or ValueKind.TextSet,
        _ => true,
    };

    private string LabelOf(string word) => OperatorNames.TryGetValue(word, out var name) ? words["rules.operator." + name] : words.Find("complete.word." + word.TrimEnd('"', ',', ' ').Replace(' ', '_')) ?? "";

    /// <summary>How well an entry goes with what is typed; below 0 when it does not.</summary>
    private static int RankOf(CompletionEntry entry, string typed)
    {
        if (typed.Length == 0)
        {
            return 0;
        }

        var (text, label, sought) = (TextValue.Fold(entry.Text.TrimStart('"')), TextValue.Fold(entry.Label), TextValue.Fold(typed));
        return text.StartsWith(sought, StringComparison.Ordinal) ? 0
            : text.Contains("." + sought, StringComparison.Ordinal) ? 1
            : label.StartsWith(sought, StringComparison.Ordinal) ? 2
            : text.Contains(sought, StringComparison.Ordinal) ? 3
            : label.Contains(sought, StringComparison.Ordinal) ? 4 : -1;
    }

    // What follows already is not written twice.
    private static CompletionEntry Fitted(CompletionEntry entry, string text, int end) => end >= text.Length ? entry
        : text[end] == '(' && entry.Text.IndexOf('(', StringComparison.Ordinal) is var at and > 0 && !entry.Text.StartsWith('"') ? entry with { Text = entry.Text[..at] }
        : text[end] == ' ' ? entry with { Text = entry.Text.TrimEnd() } : entry;

    private static string Quoted(string text) => ConditionLanguage.Print(new LiteralNode(Value.OfText(text)));
}
