using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NbaStudio.Engine.Policies.Changes;

namespace NbaStudio.Engine.Policies.Diff;

/// <summary>Compares documents item by item and items field by field.</summary>
internal static class DocumentComparer
{
    public static IReadOnlyList<PolicyDifference> Compare(PolicyDocument before, PolicyDocument after)
    {
        var olds = PolicyItems.Split(before);
        var pairs = ItemPairs.Find(olds, PolicyItems.Split(after));
        var oldIds = ItemPairs.OldIds(pairs);
        var moved = ItemPairs.Moved(pairs);
        var differences = new List<PolicyDifference>();
        foreach (var (old, item) in pairs)
        {
            if (old is null)
            {
                differences.Add(new PolicyDifference(item.Kind, item.Id, item.Key, PolicyDifferenceKind.Added, null, []));
            }
            else if (Changed(old, item, !ItemPairs.IsSameParent(old, item, oldIds), moved.Contains(item)) is { } difference)
            {
                differences.Add(difference);
            }
        }

        var kept = pairs.Select(p => p.Old).OfType<PolicyItem>().ToHashSet(ReferenceEqualityComparer.Instance);
        differences.AddRange(olds.Where(o => !kept.Contains(o)).Select(o => new PolicyDifference(o.Kind, o.Id, o.Key, PolicyDifferenceKind.Removed, null, [])));
        return differences;
    }

    /// <summary>The fields that differ between two forms of an item, as canonical JSON without children.</summary>
    public static IReadOnlyList<PolicyFieldDifference> CompareItems(string before, string after)
    {
        var fields = new List<PolicyFieldDifference>();
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        CompareFields(old.RootElement, now.RootElement, "", null, fields);
        return fields;
    }

    private static PolicyDifference? Changed(PolicyItem before, PolicyItem after, bool isElsewhere, bool isMoved)
    {
        // Context weights have no name: their id is their place.
        var renamed = before.Kind != "contextWeight" && before.Id != after.Id;
        var fields = new List<PolicyFieldDifference>();
        if (before.Json != after.Json)
        {
            using var old = JsonDocument.Parse(before.Json);
            using var now = JsonDocument.Parse(after.Json);
            CompareFields(old.RootElement, now.RootElement, "", renamed ? before.Id : null, fields);
        }

        if (isElsewhere)
        {
            fields.Add(new PolicyFieldDifference("parent", Quote(before.Parent), Quote(after.Parent)));
        }
        else if (isMoved)
        {
            fields.Add(new PolicyFieldDifference("position", Place(before), Place(after)));
        }

        return renamed ? new PolicyDifference(after.Kind, after.Id, after.Key, PolicyDifferenceKind.Renamed, before.Id, fields)
            : fields.Count > 0 ? new PolicyDifference(after.Kind, after.Id, after.Key, PolicyDifferenceKind.Changed, null, fields)
            : null;
    }

    // People count from 1.
    private static string Place(PolicyItem item) => (item.Position + 1).ToString(CultureInfo.InvariantCulture);

    private static void CompareFields(JsonElement before, JsonElement after, string path, string? oldId, List<PolicyFieldDifference> fields)
    {
        var names = before.EnumerateObject().Select(p => p.Name).Union(after.EnumerateObject().Select(p => p.Name));
        foreach (var name in names)
        {
            if (path.Length == 0 && (name == "key" || IsOldId(before, name, oldId)))
            {
                continue;
            }

            var had = before.TryGetProperty(name, out var old);
            var has = after.TryGetProperty(name, out var now);
            var place = path.Length == 0 ? name : path + "/" + name;
            if (had && has && old.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
            {
                CompareFields(old, now, place, null, fields);
            }
            else if (place == "examples" && had && has)
            {
                CompareExamples(old, now, fields);
            }
            else if (!had || !has || !JsonElement.DeepEquals(old, now))
            {
                fields.Add(new PolicyFieldDifference(place, had ? Shown(place, old) : null, has ? Shown(place, now) : null));
            }
        }
    }

    // A model file has megabytes that say nothing to a reader: its size and the start of its hash tell one from another.
    private static string Shown(string place, JsonElement value)
    {
        if (place != "model" || value.ValueKind != JsonValueKind.String)
        {
            return value.GetRawText();
        }

        var bytes = Encoding.UTF8.GetBytes(value.GetString()!);
        return Quote(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}"))!;
    }

    // A text model has hundreds of examples: those that came and went are shown, not the whole lists.
    private static void CompareExamples(JsonElement before, JsonElement after, List<PolicyFieldDifference> fields)
    {
        var (olds, news) = (before.EnumerateArray().Select(e => e.GetRawText()).ToList(), after.EnumerateArray().Select(e => e.GetRawText()).ToList());
        var count = fields.Count;
        fields.AddRange(olds.Except(news).Select(e => new PolicyFieldDifference("examples", e, null)));
        fields.AddRange(news.Except(olds).Select(e => new PolicyFieldDifference("examples", null, e)));
        if (fields.Count == count && !JsonElement.DeepEquals(before, after))
        {
            fields.Add(new PolicyFieldDifference("examples", before.GetRawText(), after.GetRawText()));
        }
    }

    private static bool IsOldId(JsonElement before, string name, string? oldId) =>
        oldId is not null && (name is "id" or "name" or "type")
        && before.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() == oldId;

    private static string? Quote(string? text) => text is null ? null : "\"" + JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";
}
