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

            var text = key.ToString(CultureInfo.InvariantCulture);
            var path = item.Path + "/key";
            if (key is < 1 or > MaximumKey)
            {
                issues.Error("key.range", path, null, text);
            }
            else if (!seen.TryAdd(key, item))
            {
                issues.Error("key.duplicate", path, null, text, seen[key].Path);
            }
            else if (before.TryGetValue(key, out var was) && was.Kind != item.Kind)
            {
                issues.Error("key.reused", path, null, text, was.Kind, was.Id);
            }
        }
    }
}
