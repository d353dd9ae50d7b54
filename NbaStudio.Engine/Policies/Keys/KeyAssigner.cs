namespace NbaStudio.Engine.Policies.Keys;

/// <summary>Hands out keys: the one an item has, the one the published item of the same kind and id has, else the next new one.</summary>
internal sealed class KeyAssigner
{
    private readonly Dictionary<(string Kind, string Id), int> _before = [];
    private readonly HashSet<int> _used;

    public KeyAssigner(IReadOnlyList<KeyedItem> items, IReadOnlyList<KeyedItem> previous, int highest)
    {
        foreach (var item in previous.Where(p => p.Key is not null && p.Id.Length > 0))
        {
            _before.TryAdd((item.Kind, item.Id), item.Key!.Value);
        }

        _used = [.. items.Where(i => i.Key is not null).Select(i => i.Key!.Value)];
        Highest = items.Concat(previous).Select(i => i.Key ?? 0).Where(k => k <= KeyChecks.MaximumKey).Append(highest).Max();
    }

    public int Highest { get; private set; }

    public int KeyFor(string kind, string id, int? key)
    {
        if (key is not null)
        {
            return key.Value;
        }

        if (_before.TryGetValue((kind, id), out var known) && _used.Add(known))
        {
            return known;
        }

        return Highest = checked(Highest + 1);
    }
}
