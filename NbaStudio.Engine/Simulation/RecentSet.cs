namespace NbaStudio.Engine.Simulation;

/// <summary>Remembers the newest texts, up to a capacity.</summary>
internal sealed class RecentSet(int capacity)
{
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>False when it is already there.</summary>
    public bool Add(string text)
    {
        if (!_members.Add(text))
        {
            return false;
        }

        _order.Enqueue(text);
        if (_order.Count > capacity)
        {
            _members.Remove(_order.Dequeue());
        }

        return true;
    }
}
