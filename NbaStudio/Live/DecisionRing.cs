namespace NbaStudio.Live;

/// <summary>The newest decisions, with their latest results. Not thread safe: the feed's lock guards it.</summary>
internal sealed class DecisionRing(int capacity)
{
    private readonly LiveDecision?[] _rows = new LiveDecision?[capacity];
    private readonly Dictionary<string, long> _places = [];

    /// <summary>Decisions added so far; the newest has this number less one.</summary>
    public long Added { get; private set; }

    public void Add(LiveDecision decision)
    {
        var slot = Added % capacity;
        if (_rows[slot] is { } old && _places.TryGetValue(old.DecisionId, out var place) && place == Added - capacity)
        {
            _places.Remove(old.DecisionId);
        }

        _rows[slot] = decision;
        _places[decision.DecisionId] = Added++;
    }

    public LiveDecision? Find(string decisionId) => _places.TryGetValue(decisionId, out var place) ? _rows[place % capacity] : null;

    public void Replace(LiveDecision decision)
    {
        if (_places.TryGetValue(decision.DecisionId, out var place))
        {
            _rows[place % capacity] = decision;
        }
    }

    public List<LiveDecision> Newest(int count, long before, Func<LiveDecision, bool>? filter)
    {
        List<LiveDecision> found = [];
        for (var place = Math.Min(before, Added) - 1; place >= Math.Max(0, Added - capacity) && found.Count < count; place--)
        {
            if (_rows[place % capacity] is { } row && (filter is null || filter(row)))
            {
                found.Add(row);
            }
        }

        return found;
    }
}
