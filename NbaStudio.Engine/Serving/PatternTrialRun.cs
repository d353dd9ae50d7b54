using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Runs a pattern over the journal, in event time, without any effect. Reads what is durable and takes no lane. One run, one instance.</summary>
internal sealed class PatternTrialRun(IHubReader store, JournalEvents events, PolicySnapshot policy, PatternDefinition pattern, TimeSpan coolDown)
{
    /// <summary>Most fitting events that are kept in memory, about 80 bytes each, and most customers.</summary>
    public const int MaximumKept = 1_000_000;

    private const int Page = 1_000;

    // Event times lie at most this far ahead of the time at which they were taken in.
    private static readonly TimeSpan MaximumAhead = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _types = [.. pattern.EventTypes.Select(t => t.Folded)];
    private readonly IReadOnlySet<long> _moved = MergedCustomers.Moved(store);
    private readonly MergedCustomers _merged = new(store);
    private readonly PatternDefinition _plain = pattern.WithoutCaptures();

    /// <summary>Finds the matches whose instant lies in the time.</summary>
    /// <param name="most">How many matches are given in full.</param>
    /// <param name="kept">Most fitting events, and most customers, that are kept.</param>
    /// <param name="progress">Told the share that is read, in [0, 1].</param>
    public PatternTrial Run(DateTimeOffset from, DateTimeOffset now, int most, int kept, Action<double>? progress, CancellationToken cancellation)
    {
        var (begin, end) = (from.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        // A match may rest on events up to two windows back, and a cool-down on a match before that.
        var needed = begin - (long)Math.Min((2 * pattern.Window.TotalMilliseconds) + coolDown.TotalMilliseconds, EventIntake.OldestForWindows.TotalMilliseconds);
        var head = store.ReadHead();
        var first = FirstSince(head, needed - (long)MaximumAhead.TotalMilliseconds);
        var log = new PatternLog(_plain, coolDown);
        var isCut = false;
        for (var at = first; at <= head.Sequence && !isCut && store.ReadJournal(at, Page) is { Count: > 0 } page; at = page[^1].Sequence + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row.Sequence <= head.Sequence)
                {
                    Add(log, row, needed, end);
                }
            }

            // Customers cost memory too, whether an event of theirs fits or not.
            isCut = log.Kept > kept || log.Customers > kept;
            end = isCut ? Math.Max(begin, Math.Min(end, page[^1].Time)) : end;
            progress?.Invoke(Math.Min(1, (page[^1].Sequence - first + 1) / (double)Math.Max(1, head.Sequence - first + 1)));
        }

        var found = log.Find(end);
        var matches = found.Matches.Where(m => m.Instant >= begin && m.Instant <= end).OrderByDescending(m => m.Instant).ThenBy(m => m.Customer, StringComparer.Ordinal).ToList();
        return new PatternTrial(
            from, DateTimeOffset.FromUnixTimeMilliseconds(end), log.Events, log.Customers, [.. matches.Select(m => m.Instant).Reverse()],
            matches.Select(m => m.Customer).Distinct(StringComparer.Ordinal).Count(), InFull([.. matches.Take(most)], first, head.Sequence, needed, end, cancellation),
            found.Contradictions, found.Dropped, isCut, KeptFrom(head, needed), [.. pattern.EventTypes.Where(t => !OutcomeEvents.IsJournaled(t.Original)).Select(t => t.Original)]);
    }

    private void Add(PatternLog log, JournalRow row, long needed, long end)
    {
        if (events.Read(row, policy, type => _types.Contains(type.Folded)) is { TouchesWindows: true } one && one.Time >= needed && one.Time <= end)
        {
            Span<char> key = stackalloc char[20];
            Holder(row.Customer).TryFormat(key, out var length, provider: CultureInfo.InvariantCulture);
            log.Add(key[..length], one.Type, one.Time, new DictionaryPropertyReader(one.Properties));
        }
    }

    /// <summary>The same customers once more, with the values that the pattern captures: only for the few that are shown.</summary>
    private List<PatternTrialMatch> InFull(IReadOnlyList<PatternLogMatch> matches, long first, long last, long needed, long end, CancellationToken cancellation)
    {
        var captured = new Dictionary<PatternLogMatch, IReadOnlyDictionary<string, Value>>();
        foreach (var customer in pattern.Captures.Count == 0 ? [] : matches.Select(m => m.Customer).Distinct(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var log = new PatternLog(pattern, coolDown);
            var key = long.Parse(customer, CultureInfo.InvariantCulture);
            foreach (var row in MergedCustomers.AllOf(store, key).Append(key).SelectMany(k => RowsOf(k, first, last)).OrderBy(r => r.Sequence))
            {
                Add(log, row, needed, end);
            }

            foreach (var match in log.Find(end).Matches.Where(m => m.Captured is not null))
            {
                captured[match with { Captured = null }] = match.Captured!;
            }
        }

        return [.. matches.Select(m => new PatternTrialMatch(
            long.Parse(m.Customer, CultureInfo.InvariantCulture), At(m.First), At(m.Last), At(m.Instant), captured.GetValueOrDefault(m) ?? new Dictionary<string, Value>()))];
    }

    private IEnumerable<JournalRow> RowsOf(long customer, long first, long last)
    {
        for (var at = first; store.ReadJournal(at, Page, customer) is { Count: > 0 } page; at = page[^1].Sequence + 1)
        {
            foreach (var row in page.TakeWhile(r => r.Sequence <= last))
            {
                yield return row;
            }

            if (page.Count < Page)
            {
                break;
            }
        }
    }

    // Whoever became part of another customer is that one.
    private long Holder(long customer) => _moved.Contains(customer) ? _merged.HolderOf(customer) : customer;

    /// <summary>Sequence of the first entry that was written at a time or later: entries stand in the order of their times.</summary>
    private long FirstSince(StoreHead head, long time)
    {
        var (low, high) = (head.AnchorSequence + 1, head.Sequence + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = store.ReadJournal(middle, 1) is [var row] && row.Time < time ? (row.Sequence + 1, high) : (low, middle);
        }

        return low;
    }

    private DateTimeOffset? KeptFrom(StoreHead head, long needed) =>
        head.AnchorSequence > 0 && store.ReadJournal(head.AnchorSequence + 1, 1) is [var oldest] && oldest.Time > needed ? At(oldest.Time) : null;

    private static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);
}
