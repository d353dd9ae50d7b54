namespace NbaStudio.Engine.Customers;

/// <summary>The sticky decisions of one customer, one per placement. Not thread safe.</summary>
public sealed class StickyList
{
    private readonly List<StickyDecision> _items = [];

    public IReadOnlyList<StickyDecision> Items => _items;

    /// <summary>Sets the decision of a placement and forgets those that have ended.</summary>
    public void Set(string placement, long decision, long until, long now)
    {
        _items.RemoveAll(s => s.Until <= now || s.Placement == placement);
        if (until > now)
        {
            _items.Add(new StickyDecision(placement, decision, until));
        }
    }

    /// <summary>The decision that still holds for a placement, or 0. Allocates nothing.</summary>
    public long Find(string placement, long now)
    {
        foreach (var item in _items)
        {
            if (item.Until > now && item.Placement == placement)
            {
                return item.Decision;
            }
        }

        return 0;
    }

    /// <summary>Forgets a decision that is no longer allowed, at every placement.</summary>
    public bool Forget(long decision) => _items.RemoveAll(s => s.Decision == decision) > 0;

    /// <summary>Forgets all: something happened after which every placement is to be decided again.</summary>
    public void ForgetAll() => _items.Clear();

    internal void Restore(in StickyDecision item) => _items.Add(item);
}
