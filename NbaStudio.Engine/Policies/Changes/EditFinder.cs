namespace NbaStudio.Engine.Policies.Changes;

/// <summary>Finds the edits between two documents.</summary>
internal static class EditFinder
{
    public static IReadOnlyList<PolicyEdit> Between(PolicyDocument? before, PolicyDocument after, int revision)
    {
        var olds = before is null ? [] : PolicyItems.Split(before);
        var pairs = ItemPairs.Find(olds, PolicyItems.Split(after));
        var handles = Handles(olds, pairs);
        var oldIds = ItemPairs.OldIds(pairs);
        var moved = ItemPairs.Moved(pairs);
        var parents = pairs.GroupBy(p => (p.New.Kind, p.New.Id)).ToDictionary(g => g.Key, g => handles[g.First().New]);
        var edits = new List<PolicyEdit>();
        var last = new Dictionary<(string, string?), string>();
        foreach (var (old, item) in pairs)
        {
            var handle = handles[item];
            var place = (item.Kind, item.Parent);
            var sibling = last.GetValueOrDefault(place) ?? "";
            last[place] = handle;
            var parent = item.Parent is null ? null : parents[(DraftTree.ParentKindOf(item.Kind)!, item.Parent)];
            if (old is null)
            {
                edits.Add(new PolicyEdit(item.Kind, handle, item.Json, revision) { Parent = parent, After = sibling });
                continue;
            }

            var json = item.Key is null && old.Key is { } key ? PolicyItems.WithKey(item.Kind, item.Json, key) : item.Json;
            var away = !ItemPairs.IsSameParent(old, item, oldIds);
            if (away || json != old.Json || moved.Contains(item))
            {
                edits.Add(new PolicyEdit(item.Kind, handle, json, revision) { Parent = away ? parent : null, After = away || moved.Contains(item) ? sibling : null });
            }
        }

        var kept = pairs.Select(p => p.Old).OfType<PolicyItem>().ToHashSet(ReferenceEqualityComparer.Instance);
        edits.AddRange(olds.Where(o => !kept.Contains(o)).Select(o => new PolicyEdit(o.Kind, DraftTree.NameOf(o), null, revision)));
        return edits;
    }

    // A new item may have the id of one that is renamed or removed: inside the change each has a handle of its own.
    private static Dictionary<PolicyItem, string> Handles(IReadOnlyList<PolicyItem> olds, IReadOnlyList<(PolicyItem? Old, PolicyItem New)> pairs)
    {
        var taken = olds.Select(o => (o.Kind, DraftTree.NameOf(o))).ToHashSet();
        var handles = new Dictionary<PolicyItem, string>(ReferenceEqualityComparer.Instance);
        foreach (var (old, item) in pairs)
        {
            handles[item] = old is not null ? DraftTree.NameOf(old) : Free(DraftTree.NameOf(item), name => taken.Add((item.Kind, name)));
        }

        return handles;
    }

    /// <summary>The name, or the name with a number that is still free.</summary>
    private static string Free(string name, Func<string, bool> take)
    {
        var free = name;
        for (var n = 2; !take(free); n++)
        {
            free = $"{name}~{n}";
        }

        return free;
    }
}
