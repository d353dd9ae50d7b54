using NbaStudio.Data;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Hosting.Hub;

/// <summary>A policy document as the stored items of a revision, and back. The order carries the tree: an objective before its groups, a group before its actions, an action before its treatments.</summary>
public static class PolicyStorage
{
    private static readonly Dictionary<string, string> ParentKinds = new(StringComparer.Ordinal) { ["group"] = "objective", ["action"] = "group", ["treatment"] = "action" };

    public static IReadOnlyList<StoredItem> Split(PolicyDocument document) =>
        [.. PolicyItems.Split(document).Select(item => new StoredItem(item.Kind, item.Id, item.Key ?? 0, item.Json))];

    /// <summary>The document, or the issues that keep it from being one.</summary>
    public static PolicyReading Join(IReadOnlyList<StoredItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        var positions = new Dictionary<(string Kind, string? Parent), int>();
        var joined = new List<PolicyItem>(items.Count);
        foreach (var item in items)
        {
            var parent = ParentKinds.TryGetValue(item.Kind, out var kind) ? last.GetValueOrDefault(kind) : null;
            var position = positions.GetValueOrDefault((item.Kind, parent));
            positions[(item.Kind, parent)] = position + 1;
            last[item.Kind] = item.Id;
            joined.Add(new PolicyItem(item.Kind, item.Id, parent, position, item.Key == 0 ? null : checked((int)item.Key), item.Json));
        }

        return PolicyItems.Join(joined);
    }
}
