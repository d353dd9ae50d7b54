namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>What one pattern remembers of one customer: the times of the newest counted events, at most one fewer than the pattern needs, and the last match. Not thread safe.</summary>
public sealed class PatternState
{
    private readonly List<long> _times = [];

    /// <summary>Time of the last event of the last match, in milliseconds since 1970 UTC; null = none yet.</summary>
    public long? LastMatchMilliseconds { get; private set; }

    /// <summary>Times of the events that count toward the next match, ascending.</summary>
    public IReadOnlyList<long> Times => _times;

    /// <summary>Whether there is anything to keep.</summary>
    public bool IsEmpty => _times.Count == 0 && LastMatchMilliseconds is null;

    /// <summary>The state as it was stored.</summary>
    internal static PatternState Restore(long? lastMatchMilliseconds, ReadOnlySpan<long> times)
    {
        var state = new PatternState { LastMatchMilliseconds = lastMatchMilliseconds };
        state._times.AddRange(times);
        return state;
    }

    /// <summary>Adds the time of a counted event; where that completes a match, forgets the times and remembers the match.</summary>
    /// <returns>Whether it completed one.</returns>
    internal bool Add(long time, int count, long windowMilliseconds, long coolDownMilliseconds)
    {
        var place = _times.Count;
        while (place > 0 && _times[place - 1] > time)
        {
            place--;
        }

        _times.Insert(place, time);

        // Only runs of `count` neighbours that hold the new event can be new.
        for (var first = Math.Max(0, place - count + 1); first <= place && first + count <= _times.Count; first++)
        {
            var last = _times[first + count - 1];
            if (count == 1 || last - _times[first] < windowMilliseconds)
            {
                LastMatchMilliseconds = Math.Max(last, LastMatchMilliseconds ?? long.MinValue);
                var spent = first + count;
                while (spent < _times.Count && _times[spent] < last + coolDownMilliseconds)
                {
                    spent++;
                }

                _times.RemoveRange(0, spent);
                return true;
            }
        }

        if (_times.Count >= count)
        {
            _times.RemoveAt(0);
        }

        return false;
    }
}
