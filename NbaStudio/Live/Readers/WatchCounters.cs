using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>What customers answered minute by minute and, of a trial, in each arm, and how long the decisions of each of the latest revisions took: what a watched publication is judged by. Answers are read from the journal at start; times are counted from the start on. Thread safe.</summary>
/// <param name="trial">Gives the trial that runs; null = none.</param>
public sealed class WatchCounters(TimeProvider time, Func<TrialDraw?> trial) : IHubObserver
{
    private const int Revisions = 4;
    private const long Minute = 60_000;

    /// <summary>How far back answers are known: a watch of 72 hours and as much before it.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(145);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, WatchCounts> _minutes = [];
    private readonly List<(int Revision, LatencyHistogram Times)> _times = [];
    private TrialCounts _trial;

    /// <summary>Counts answers from the journal, up to the entry that stood last when the hub started.</summary>
    public void Fill(IHubReader store, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var oldest = (time.GetUtcNow() - Reach).ToUnixTimeMilliseconds();
        var (from, arms) = (1L, default(TrialCounts));
        while (from <= lastSequence && store.ReadJournal(from, 1_000) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row.Payload is not { } payload || row.Sequence > lastSequence)
                {
                    continue;
                }

                if (row.Kind == JournalKind.Policy)
                {
                    arms = arms.Follow(JournalPayloads.ReadCatalogue(payload).Trial);
                }
                else if (row.Kind == JournalKind.Outcome && row.Time >= oldest)
                {
                    var entry = JournalPayloads.ReadOutcome(payload);
                    Count(entry.Kind, entry.Time, entry.IsPositive);
                    arms = arms.With(row.Customer, CountsOf(entry.Kind, entry.IsPositive));
                }
            }

            from = page[^1].Sequence + 1;
        }

        lock (_gate)
        {
            _trial = _trial.After(arms);
        }
    }

    /// <summary>What customers answered since the trial's share is what it is: those who do not have it, and those who do.</summary>
    public (WatchCounts Others, WatchCounts Taken) OfTrial(int id)
    {
        lock (_gate)
        {
            return _trial.Draw?.Id == id ? (_trial.Rest, _trial.Taken) : default;
        }
    }

    /// <summary>Answers from one instant up to another, to the minute.</summary>
    public WatchCounts Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, end) = (from.ToUnixTimeMilliseconds() / Minute, to.ToUnixTimeMilliseconds() / Minute);
        var sum = default(WatchCounts);
        lock (_gate)
        {
            foreach (var (minute, counts) in _minutes)
            {
                sum = minute >= first && minute < end ? sum + counts : sum;
            }
        }

        return sum;
    }

    /// <summary>Decisions of a revision since the hub started, and the milliseconds that 99 of 100 of them took at most; null before any.</summary>
    public (long Decisions, double? P99) TimesOf(int revision)
    {
        lock (_gate)
        {
            var times = _times.Find(t => t.Revision == revision).Times;
            return times is null ? (0, null) : (times.Count, times.Percentile(0.99) is { } p99 ? p99.Total / 1000.0 : null);
        }
    }

    public void OnDecision(DecisionNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var (revision, taken) = (notice.Reply.Revision, notice.Reply.Timings);
        lock (_gate)
        {
            var times = _times.Find(t => t.Revision == revision).Times;
            if (times is null)
            {
                times = new LatencyHistogram();
                _times.Add((revision, times));
                if (_times.Count > Revisions)
                {
                    _times.RemoveAt(0);
                }
            }

            times.Add(new LiveLatency(taken.Detect, taken.Data, taken.Decide, taken.Commit));
        }
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Count(notice.Kind, notice.Time.ToUnixTimeMilliseconds(), notice.IsPositive);
        var draw = trial();
        lock (_gate)
        {
            _trial = _trial.Follow(draw).With(notice.Decision.Customer, CountsOf(notice.Kind, notice.IsPositive));
        }
    }

    private static WatchCounts CountsOf(ContactKind kind, bool positive) => new(
        kind is ContactKind.Delivered or ContactKind.Impression ? 1 : 0, positive ? 1 : 0, kind is ContactKind.Unsubscribe or ContactKind.Complaint or ContactKind.Bounce ? 1 : 0);

    private void Count(ContactKind kind, long milliseconds, bool positive)
    {
        var counts = CountsOf(kind, positive);
        if (counts == default)
        {
            return;
        }

        var minute = milliseconds / Minute;
        lock (_gate)
        {
            _minutes[minute] = _minutes.GetValueOrDefault(minute) + counts;
            var oldest = minute - (long)Reach.TotalMinutes;
            while (_minutes.Count > (int)Reach.TotalMinutes && _minutes.Keys.First() is var first && first < oldest)
            {
                _minutes.Remove(first);
            }
        }
    }
}
