using System.Globalization;

namespace NbaStudio.Engine.Policies.Keys;

/// <summary>Finds keys that are out of range, doubled, or used before for something else.</summary>
internal static class KeyChecks
{
    /// <summary>Largest key: leaves room so that new keys can always be given.</summary>
    public const int MaximumKey = 1_000_000_000;

    public static void Check(IReadOnlyList<KeyedItem> items, IReadOnlyList<KeyedItem> previous, IssueList issues)
    {
        var before = new Dictionary<int, KeyedItem>();
        foreach (var item in previous.Where(p => p.Key is not null))
        {
            before.TryAdd(item.Key!.Value, item);
        }

        var seen = new Dictionary<int, KeyedItem>();
        foreach (var item in items)
        {
            if (item.Key is not { } key)
            {
                continue;
            }

            if (key is < 1 or > MaximumKey)
            {
                Report("key.range", item, issues);
            }
            else if (!seen.TryAdd(key, item))
            {
                Report("key.duplicate", item, issues, seen[key].Path);
            }
            else if (before.TryGetValue(key, out var was) && was.Kind != item.Kind)
            {
                Report("key.reused", item, issues, was.Kind, was.Id);
            }
        }
    }

    private static void Report(string code, KeyedItem item, IssueList issues, params string[] more) =>
        issues.Error(code, item.Path + "/key", null, [item.Key!.Value.ToString(CultureInfo.InvariantCulture), .. more]);
}
