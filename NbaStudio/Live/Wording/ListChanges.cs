using System.Text.Json;

namespace NbaStudio.Live.Wording;

/// <summary>One member of a list that differs.</summary>
/// <param name="Name">What it is called.</param>
internal sealed record ListChange(JsonElement Name, JsonElement? Before, JsonElement? After);

/// <summary>Which members of two lists of objects differ. Pure.</summary>
internal static class ListChanges
{
    private static readonly string[] Names = ["id", "name", "kind", "feature"];

    /// <summary>The members that came, went or differ; null where the lists are not of named objects, or only their order differs.</summary>
    public static IReadOnlyList<ListChange>? Members(JsonElement? before, JsonElement? after)
    {
        if (Read(before) is not { } olds || Read(after) is not { } news || olds.Count + news.Count == 0)
        {
            return null;
        }

        var changes = news.Keys.Concat(olds.Keys.Where(key => !news.ContainsKey(key)))
            .Select(key => (Old: olds.GetValueOrDefault(key), New: news.GetValueOrDefault(key)))
            .Where(c => c.Old is null || c.New is null || !JsonElement.DeepEquals(c.Old.Value, c.New.Value))
            .Select(c => new ListChange((c.New ?? c.Old)!.Name, c.Old?.Value, c.New?.Value)).ToList();
        return changes.Count == 0 ? null : changes;
    }

    private static Dictionary<string, Member>? Read(JsonElement? list)
    {
        if (list is null)
        {
            return [];
        }

        if (list.Value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var members = new Dictionary<string, Member>(StringComparer.Ordinal);
        foreach (var member in list.Value.EnumerateArray())
        {
            var name = member.ValueKind != JsonValueKind.Object ? null : Names.Select(n => member.TryGetProperty(n, out var value) ? value : (JsonElement?)null).FirstOrDefault(v => v is not null);
            // A head whose kind is the default one does not write it.
            var text = name?.GetString() ?? (member.ValueKind == JsonValueKind.Object ? "engagement" : null);
            if (text is null || !members.TryAdd(text, new Member(name ?? JsonSerializer.SerializeToElement(text), member)))
            {
                return null;
            }
        }

        return members;
    }

    private sealed record Member(JsonElement Name, JsonElement Value);
}
