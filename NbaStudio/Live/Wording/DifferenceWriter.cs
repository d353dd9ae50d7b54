using System.Text.Json;
using NbaStudio.Engine.Policies;
using NbaStudio.Localization;

namespace NbaStudio.Live.Wording;

/// <summary>Says what differs between two documents, in the language of its words. Pure.</summary>
public sealed class DifferenceWriter
{
    private static readonly HashSet<string> Rules = ["eligibility", "applicability", "suitability", "when"];
    private static readonly HashSet<string> Reworded = ["subject", "body", "button", "pattern", "schedule", "where", "progress", "deadline", "value", "leverExpression", "amount"];
    private static readonly HashSet<string> NotSaid = ["key", "id", "name", "type", "label", "model", "examples", "content"];

    private readonly Words _words;
    private readonly PolicyDocument _before;
    private readonly PolicyDocument _after;
    private readonly ItemNames _old;
    private readonly ItemNames _new;
    private readonly FieldWords _oldFields;
    private readonly FieldWords _newFields;

    public DifferenceWriter(PolicyDocument before, PolicyDocument after, Words words, Formats formats)
    {
        (_before, _after, _words) = (before, after, words);
        (_old, _new) = (new ItemNames(before, words.Language), new ItemNames(after, words.Language));
        (_oldFields, _newFields) = (new FieldWords(words, formats, _old), new FieldWords(words, formats, _new));
    }

    /// <summary>For an interface that has no formats of its own: currency and zone are those of the document.</summary>
    public static DifferenceWriter Create(PolicyDocument before, PolicyDocument after, string language)
    {
        ArgumentNullException.ThrowIfNull(after);
        var words = new Words(language);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(after.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return new DifferenceWriter(before, after, words, new Formats(new FormatSettings(words, after.Currency, zone)));
    }

    /// <summary>The differences in their order, each item once.</summary>
    public IReadOnlyList<DifferenceText> Write(IReadOnlyList<PolicyDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var bodies = new Lazy<Dictionary<(string, string), string>>(() => Bodies(_after));
        return [.. differences.Select(d => Write(d, bodies))];
    }

    /// <summary>The differences between two forms of one item.</summary>
    /// <param name="kind">Kind of the item.</param>
    /// <param name="before">Canonical JSON.</param>
    /// <param name="after">Canonical JSON.</param>
    public IReadOnlyList<DifferenceLine> WriteItem(string kind, string before, string after) =>
        [.. PolicyDiff.CompareItems(before, after).SelectMany(f => Field(kind, before, after, f))];

    private static Dictionary<(string, string), string> Bodies(PolicyDocument document) =>
        PolicyItems.Split(document).GroupBy(i => (i.Kind, i.Id)).ToDictionary(g => g.Key, g => g.First().Json);

    private DifferenceText Write(PolicyDifference difference, Lazy<Dictionary<(string, string), string>> bodies)
    {
        var (kind, id) = (difference.Kind, difference.Id);
        var names = difference.Difference == PolicyDifferenceKind.Removed ? _old : _new;
        var lines = new List<DifferenceLine>();
        switch (difference.Difference)
        {
            case PolicyDifferenceKind.Added:
                lines.Add(Line(Where("diff.added", kind, names.ParentOf(kind, id), names)));
                lines.AddRange(Facts(bodies.Value[(kind, id)]));
                break;
            case PolicyDifferenceKind.Removed:
                lines.Add(Line(Where("diff.removed", kind, names.ParentOf(kind, id), names)));
                break;
            case PolicyDifferenceKind.Renamed:
                lines.Add(Line(_words["diff.renamed", difference.PreviousId!, id]));
                break;
        }

        lines.AddRange(difference.Fields.SelectMany(f => Field(kind, null, bodies.Value.GetValueOrDefault((kind, id)), f)));
        return new DifferenceText(kind, id, difference.Difference, names.ObjectiveOf(kind, id), Heading(kind, id, names), lines);
    }

    private string Heading(string kind, string id, ItemNames names)
    {
        var heading = kind == PolicyItems.WorkspaceKind ? _words["item.workspace"] : _words["diff.item", _words["item." + kind], names.Find(kind, id) ?? id];
        return char.ToUpperInvariant(heading[0]) + heading[1..];
    }

    // Inside a sentence.
    private string Kind(string kind) => _words["item." + kind].ToLower(_words.Culture);

    private string Where(string key, string kind, string? parent, ItemNames names) =>
        PolicyItems.ParentKindOf(kind) is { } parentKind && parent is not null
            ? _words[key + ".in", _words["diff.item", Kind(parentKind), names.Find(parentKind, parent) ?? parent]] : _words[key];

    // What a new item says of itself, without its texts.
    private IEnumerable<DifferenceLine> Facts(string json)
    {
        using var item = JsonDocument.Parse(json);
        foreach (var field in item.RootElement.EnumerateObject().Where(f => !NotSaid.Contains(f.Name)).ToList())
        {
            yield return Line(_words["diff.pair", _newFields.Name(field.Name), _newFields.Value(field.Name, field.Value)]);
        }

        if (item.RootElement.TryGetProperty("content", out var content))
        {
            foreach (var language in content.EnumerateObject())
            {
                foreach (var text in language.Value.EnumerateObject())
                {
                    yield return Line(_words["diff.pair", _newFields.Name($"content/{language.Name}/{text.Name}"), _newFields.Value(text.Name, text.Value)]);
                }
            }
        }
    }

    private IEnumerable<DifferenceLine> Field(string kind, string? before, string? after, PolicyFieldDifference field)
    {
        var name = field.Field[(field.Field.LastIndexOf('/') + 1)..];
        if (field.Field == "parent")
        {
            var parentKind = PolicyItems.ParentKindOf(kind)!;
            return [Line(_words["diff.moved", Kind(parentKind), Name(_old, parentKind, field.Before), Name(_new, parentKind, field.After)])];
        }

        var (was, now) = (Read(field.Before), Read(field.After));
        if (field.Field is "label" or "content" || (field.Field.StartsWith("content/", StringComparison.Ordinal) && field.Field.Count(c => c == '/') == 1))
        {
            // What people wrote is told language by language, also where all of it is new.
            return Maps.Open(field.Field, was, now).SelectMany(f => Field(kind, before, after, f));
        }

        if (field.Field == "position")
        {
            return [Line(_words["diff.position", _oldFields.Value(name, was!.Value), _newFields.Value(name, now!.Value)])];
        }

        was ??= FieldDefaults.Of(kind, field.Field);
        now ??= FieldDefaults.Of(kind, field.Field);
        if (field.Field is "paused" or "archived")
        {
            return [Line(_words[$"diff.{field.Field}." + (now is { ValueKind: JsonValueKind.True } ? "on" : "off")])];
        }

        if (field.Field == "examples")
        {
            return [Example(was, now)];
        }

        if (was is { ValueKind: JsonValueKind.String } oldText && now is { ValueKind: JsonValueKind.String } newText)
        {
            if (Rules.Contains(name) && Conjuncts.Compare(oldText.GetString()!, newText.GetString()!) is { } parts)
            {
                return [.. parts.Removed.Select(p => Line(_words["diff.ruleOff", _oldFields.Name(field.Field), p])), .. parts.Added.Select(p => Line(_words["diff.ruleOn", _newFields.Name(field.Field), p]))];
            }

            if (Rules.Contains(name) || Reworded.Contains(name))
            {
                return [new DifferenceLine(_words["diff.reworded", _newFields.Name(field.Field)], WordMarks.Compare(oldText.GetString()!, newText.GetString()!))];
            }
        }

        if (ListChanges.Members(was, now) is { } members)
        {
            return members.SelectMany(m => Member(field.Field, m));
        }

        return [Line(Value(kind, after, field.Field, name, was, now))];
    }

    private string Value(string kind, string? after, string path, string name, JsonElement? was, JsonElement? now)
    {
        var label = _newFields.Name(path);
        var (old, text) = (was is { } w ? _oldFields.Value(name, w) : _words["word.none"], now is { } n ? _newFields.Value(name, n) : _words["word.none"]);
        // A cap is read with its window: 2 → 3 per 7 days.
        if (kind == "contactPolicy" && path == "limit" && after is not null)
        {
            using var item = JsonDocument.Parse(after);
            if (item.RootElement.TryGetProperty("window", out var window))
            {
                return _words["diff.cap", label, old, text, _newFields.Value("window", window)];
            }
        }

        return _words["diff.value", label, old, text];
    }

    private IEnumerable<DifferenceLine> Member(string path, ListChange change)
    {
        var list = _newFields.Name(path);
        if (change.Before is null || change.After is null)
        {
            var (key, fields, value) = change.After is { } added ? ("diff.memberOn", _newFields, added) : ("diff.memberOff", _oldFields, change.Before!.Value);
            yield return Line(_words[key, list, fields.Value("", value)]);
            yield break;
        }

        foreach (var field in PolicyDiff.CompareItems(change.Before.Value.GetRawText(), change.After.Value.GetRawText()))
        {
            var name = field.Field[(field.Field.LastIndexOf('/') + 1)..];
            yield return Line(_words["diff.member", list, _newFields.Value("", change.Name), _newFields.Name(field.Field),
                Read(field.Before) is { } was ? _oldFields.Value(name, was) : _words["word.none"], Read(field.After) is { } now ? _newFields.Value(name, now) : _words["word.none"]]);
        }
    }

    private DifferenceLine Example(JsonElement? was, JsonElement? now)
    {
        if (was is { ValueKind: JsonValueKind.Object } gone)
        {
            return Line(_words["diff.exampleOff", gone.GetProperty("text").GetString()!, gone.GetProperty("label").GetString()!]);
        }

        return now is { ValueKind: JsonValueKind.Object } come
            ? Line(_words["diff.exampleOn", come.GetProperty("text").GetString()!, come.GetProperty("label").GetString()!]) : Line(_words["diff.examples"]);
    }

    private static string Name(ItemNames names, string kind, string? quoted) => Read(quoted)?.GetString() is { } id ? names.Find(kind, id) ?? id : Formats.Missing;

    private static DifferenceLine Line(string text) => new(text, []);

    private static JsonElement? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
