namespace NbaStudio.Engine.Customers;

/// <summary>The newest awaited answers of one customer. Not thread safe.</summary>
public sealed class OpenResponseList
{
    /// <summary>Most answers kept.</summary>
    public const int Capacity = 64;

    private readonly List<OpenResponse> _items = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<OpenResponse> Items => _items;

    /// <summary>Adds one; when full the oldest settled one goes, else the oldest.</summary>
    /// <returns>The one that had to go, or null.</returns>
    public OpenResponse? Add(OpenResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        OpenResponse? dropped = null;
        if (_items.Count == Capacity)
        {
            var index = Math.Max(0, _items.FindIndex(r => r.IsSettled));
            dropped = _items[index];
            _items.RemoveAt(index);
        }

        _items.Add(response);
        return dropped;
    }

    /// <summary>The answer awaited for a treatment of a decision, or null. Allocates nothing.</summary>
    public OpenResponse? Find(long decision, int treatment)
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Decision == decision && _items[i].Treatment == treatment)
            {
                return _items[i];
            }
        }

        return null;
    }

    public bool Remove(OpenResponse response) => _items.Remove(response);

    /// <summary>Forgets those that were settled and whose windows ended before a time (milliseconds since 1970 UTC).</summary>
    public int RemoveSettledBefore(long time) => _items.RemoveAll(r => r.IsSettled && r.LastWindowEnd < time);
}
