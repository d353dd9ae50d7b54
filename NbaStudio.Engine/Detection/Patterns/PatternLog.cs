using System.Runtime.InteropServices;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Finds a pattern in a recorded log of many customers, in event time: what would have matched, exactly, whatever the order of the log. Not thread safe.</summary>
/// <remarks>Only what the pattern sees of an event is kept, about 40 bytes each, and the values that it captures.</remarks>
public sealed class PatternLog(PatternDefinition pattern, TimeSpan coolDown)
{
    private readonly EvaluationFrame _frame = new(Math.Max(1, pattern.FrameSize));
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<long> _newest = [];
    private readonly List<Logged> _hits = [];

    /// <summary>Events added.</summary>
    public long Events { get; private set; }

    /// <summary>Of these, the ones that fit a part: what is kept.</summary>
    public int Kept => _hits.Count;

    /// <summary>Customers seen.</summary>
    public int Customers => _names.Count;

    /// <summary>Events that stand after one of the same customer with a later time.</summary>
    public long Late { get; private set; }

    /// <summary>Time of the first event, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> without any.</summary>
    public long Start { get; private set; } = long.MaxValue;

    /// <summary>Time of the last event, milliseconds since 1970 UTC; <see cref="long.MinValue"/> without any.</summary>
    public long End { get; private set; } = long.MinValue;

    /// <summary>Adds the next event of the log.</summary>
    /// <param name="customer">Its customer.</param>
    /// <param name="type">Its type.</param>
    /// <param name="time">Its time, milliseconds since 1970 UTC.</param>
    /// <param name="properties">Its properties.</param>
    public void Add<TReader>(ReadOnlySpan<char> customer, TextValue type, long time, TReader properties)
        where TReader : IPropertyReader
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_customers.GetAlternateLookup<ReadOnlySpan<char>>(), customer, out var known);
        if (!known)
        {
            index = _names.Count;
            _names.Add(customer.ToString());
            _newest.Add(long.MinValue);
        }

        (Start, End) = (Math.Min(Start, time), Math.Max(End, time));
        Events++;
        Late += time < _newest[index] ? 1 : 0;
        _newest[index] = Math.Max(_newest[index], time);
        var fits = pattern.Fits(type, properties, _frame, onlyFirst: false, out var key);
        if (fits != 0)
        {
            _hits.Add(new Logged(index, _newest[index], new PatternHit(time, fits, key, PatternMatcher.Captured(pattern, properties, fits))));
        }
    }

    /// <summary>Finds the matches.</summary>
    /// <param name="now">Non-events that are due before it count, and events up to it; milliseconds since 1970 UTC.</param>
    public PatternLogResult Find(long now)
    {
        var matches = new List<PatternLogMatch>();
        var (contradictions, dropped, matched) = (0L, 0L, 0);
        foreach (var hits in ByCustomer(now))
        {
            var name = _names[hits[0].Customer];
            var inOrder = Match(hits.OrderBy(h => h.Hit.Time), clockOf: h => h.Hit.Time, now, ref dropped);
            matched += inOrder.Count > 0 ? 1 : 0;
            foreach (var match in inOrder)
            {
                matches.Add(new PatternLogMatch(name, match.First, match.Last, match.Instant, match.Captured));
            }

            if (IsOutOfOrder(hits))
            {
                var ignored = 0L;
                contradictions += Differences(inOrder, Match(hits, clockOf: h => h.Clock, now, ref ignored));
            }
        }

        return new PatternLogResult(matches, matched, contradictions, dropped);
    }

    private IEnumerable<ArraySegment<Logged>> ByCustomer(long now)
    {
        // By counting, so that the order of the log stays.
        var starts = new int[_names.Count + 1];
        foreach (ref readonly var hit in CollectionsMarshal.AsSpan(_hits))
        {
            starts[hit.Customer + 1] += hit.Hit.Time <= now ? 1 : 0;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var sorted = new Logged[starts[^1]];
        int[] next = [.. starts];
        foreach (ref readonly var hit in CollectionsMarshal.AsSpan(_hits))
        {
            if (hit.Hit.Time <= now)
            {
                sorted[next[hit.Customer]++] = hit;
            }
        }

        for (var i = 0; i + 1 < starts.Length; i++)
        {
            if (starts[i + 1] > starts[i])
            {
                yield return new ArraySegment<Logged>(sorted, starts[i], starts[i + 1] - starts[i]);
            }
        }
    }

    private IReadOnlyList<PatternMatch> Match(IEnumerable<Logged> hits, Func<Logged, long> clockOf, long now, ref long dropped)
    {
        var (state, results, timing) = (new PatternState(), new PatternResults(), new PatternTiming((long)coolDown.TotalMilliseconds));
        foreach (var hit in hits)
        {
            PatternMatcher.Show(pattern, state, timing, hit.Hit, clockOf(hit), results);
        }

        PatternMatcher.Advance(pattern, state, timing, now, results);
        dropped += results.Dropped;
        return results.Matches;
    }

    private static bool IsOutOfOrder(ArraySegment<Logged> hits)
    {
        for (var i = 1; i < hits.Count; i++)
        {
            if (hits[i].Hit.Time < hits[i - 1].Hit.Time)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Matches that only one of two lists has.</summary>
    private static long Differences(IReadOnlyList<PatternMatch> inOrder, IReadOnlyList<PatternMatch> atOnce)
    {
        var counts = new Dictionary<(long, long, long), int>();
        foreach (var match in inOrder)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (match.First, match.Last, match.Instant), out _)++;
        }

        foreach (var match in atOnce)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (match.First, match.Last, match.Instant), out _)--;
        }

        return counts.Values.Sum(n => (long)Math.Abs(n));
    }

    /// <param name="Clock">Newest time of the customer when it came: what a clock that follows the log shows.</param>
    private readonly record struct Logged(int Customer, long Clock, PatternHit Hit);
}
