namespace NbaStudio.Engine.Policies.Changes;

/// <summary>Which items of two documents are the same: by key; one without, or whose key is new to a document without keys, by id.</summary>
internal static class ItemPairs
{
    /// <summary>For each new item, in order, its old one or null. No old item is taken twice.</summary>
    public static IReadOnlyList<(PolicyItem? Old, PolicyItem New)> Find(IReadOnlyList<PolicyItem> olds, IReadOnlyList<PolicyItem> news)
    {
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

        var kept = news.Where(n => n.Key is not null).Select(n => (n.Kind, n.Key!.Value)).ToHashSet();
        var nameless = olds.Where(o => o.Kind == DraftTree.ContextWeight && o.Key is { } key && !kept.Contains((o.Kind, key))).ToList();
        var taken = new HashSet<PolicyItem>(ReferenceEqualityComparer.Instance);
        return [.. news.Select(item => ((IsNameless(item) ? nameless.Find(o => !taken.Contains(o) && IsSameContent(o, item)) : Partner(item, byKey, byId)) is { } old && taken.Add(old) ? old : null, item))];
    }

    /// <summary>The old id of each item that was there before, by its kind and id now. Of two with one id, which validation refuses, the first.</summary>
    public static IReadOnlyDictionary<(string Kind, string Id), string> OldIds(IReadOnlyList<(PolicyItem? Old, PolicyItem New)> pairs)
    {
        var ids = new Dictionary<(string, string), string>();
        foreach (var (old, item) in pairs)
        {
            if (old is not null)
            {
                ids.TryAdd((item.Kind, item.Id), old.Id);
            }
        }

        return ids;
    }

    /// <summary>New items that stand under the same parent as before but in another order, with their old places.</summary>
    public static IReadOnlySet<PolicyItem> Moved(IReadOnlyList<(PolicyItem? Old, PolicyItem New)> pairs)
    {
        var parents = OldIds(pairs);
        var moved = new HashSet<PolicyItem>(ReferenceEqualityComparer.Instance);
        foreach (var siblings in pairs.Where(p => p.Old is not null && IsSameParent(p.Old, p.New, parents)).GroupBy(p => (p.New.Kind, p.New.Parent)))
        {
            var list = siblings.ToList();
            var flags = Moves.Find([.. list.Select(p => p.Old!.Position)]);
            moved.UnionWith(list.Where((_, i) => flags[i]).Select(p => p.New));
        }

        return moved;
    }

    /// <summary>Whether both stand under the same item, whatever it is called now.</summary>
    public static bool IsSameParent(PolicyItem old, PolicyItem now, IReadOnlyDictionary<(string Kind, string Id), string> oldIds) =>
        now.Parent is null ? old.Parent is null : oldIds.GetValueOrDefault((DraftTree.ParentKindOf(now.Kind)!, now.Parent)) == old.Parent;

    // A context weight has no name, and its place says nothing: without a key it is the one that says the same.
    private static bool IsNameless(PolicyItem item) => item is { Kind: DraftTree.ContextWeight, Key: null };

    private static bool IsSameContent(PolicyItem old, PolicyItem item) => PolicyItems.WithKey(item.Kind, item.Json, old.Key!.Value) == old.Json;

    private static PolicyItem? Partner(PolicyItem item, Dictionary<(string, int), PolicyItem> byKey, Dictionary<(string, string), PolicyItem> byId)
    {
        if (item.Key is { } key && byKey.TryGetValue((item.Kind, key), out var same))
        {
            return same;
        }

        return byId.TryGetValue((item.Kind, item.Id), out var named) && (item.Key is null || named.Key is null) ? named : null;
    }
}
