using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Engine.Policies.Diff;

/// <summary>Compares documents item by item and items field by field.</summary>
internal static class DocumentComparer
{
    public static IReadOnlyList<PolicyDifference> Compare(PolicyDocument before, PolicyDocument after)
    {
        var (olds, news) = (PolicyItems.Split(before), PolicyItems.Split(after));
        var byKey = new Dictionary<(string, int), PolicyItem>();
        var byId = new Dictionary<(string, string), PolicyItem>();
        foreach (var old in olds)
        {
            byId.TryAdd((old.Kind, old.Id), old);
            if (old.Key is { } key)
            {
                byKey.TryAdd((old.Kind, key), old);
            }
        }

        var differences = new List<PolicyDifference>();
        var matched = new HashSet<PolicyItem>(ReferenceEqualityComparer.Instance);
        foreach (var item in news)
        {
            var old = Partner(item, byKey, byId);
            if (old is null || !matched.Add(old))
            {
                differences.Add(new PolicyDifference(item.Kind, item.Id, item.Key, PolicyDifferenceKind.Added, null, []));
            }
            else if (Changed(old, item) is { } difference)
            {
                differences.Add(difference);
            }
        }

        differences.AddRange(olds.Where(o => !matched.Contains(o)).Select(o => new PolicyDifference(o.Kind, o.Id, o.Key, PolicyDifferenceKind.Removed, null, [])));
        return differences;
    }

    // An item with a key is the one with the same key; one without, or whose key is new to a document without keys, the one with the same id.
    private static PolicyItem? Partner(PolicyItem item, Dictionary<(string, int), PolicyItem> byKey, Dictionary<(string, string), PolicyItem> byId)
    {
        if (item.Key is { } key && byKey.TryGetValue((item.Kind, key), out var same))
        {
            return same;
        }

        return byId.TryGetValue((item.Kind, item.Id), out var named) && (item.Key is null || named.Key is null) ? named : null;
    }

    private static PolicyDifference? Changed(PolicyItem before, PolicyItem after)
    {
        // Context weights have no name: their id is their place.
        var renamed = before.Kind != "contextWeight" && before.Id != after.Id;
        var fields = new List<PolicyFieldDifference>();
        using (var old = JsonDocument.Parse(before.Json))
        using (var now = JsonDocument.Parse(after.Json))
        {
            CompareFields(old.RootElement, now.RootElement, "", renamed ? before.Id : null, fields);
        }

        if (before.Parent != after.Parent)
        {
            fields.Add(new PolicyFieldDifference("parent", Quote(before.Parent), Quote(after.Parent)));
        }

        return renamed ? new PolicyDifference(after.Kind, after.Id, after.Key, PolicyDifferenceKind.Renamed, before.Id, fields)
            : fields.Count > 0 ? new PolicyDifference(after.Kind, after.Id, after.Key, PolicyDifferenceKind.Changed, null, fields)
            : null;
    }

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
