using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Readers;

/// <summary>Reach, successes and value per treatment of the last seven days, counted from outcomes. Rebuilt from the journal at start, kept current by what happens. Thread safe.</summary>
public sealed class ActionStatistics(TimeProvider time) : IHubObserver
{
    /// <summary>Days that the numbers cover.</summary>
    public const int Days = 7;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Treatment, int Day), DayCount> _days = [];

    /// <summary>Counts outcomes of the last days from the journal, up to the entry that stood last when the hub started.</summary>
    public void Fill(IHubReader store, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var oldest = time.GetUtcNow().AddDays(-Days).ToUnixTimeMilliseconds();
        var from = 1L;
        while (from <= lastSequence && store.ReadJournal(from, 1_000) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row is { Kind: JournalKind.Outcome, Payload: not null } && row.Sequence <= lastSequence && row.Time >= oldest)
                {
                    var entry = JournalPayloads.ReadOutcome(row.Payload);
                    Count(row.Customer, entry.Treatment, entry.Kind, entry.Time, entry.IsPositive, entry.Value);
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    /// <summary>Numbers of some treatments together; reach counts each customer once.</summary>
    public ActionNumbers Of(IEnumerable<int> treatmentKeys)
    {
        ArgumentNullException.ThrowIfNull(treatmentKeys);
        var today = DayOf(time.GetUtcNow().ToUnixTimeMilliseconds());
        var customers = new HashSet<long>();
        long shown = 0, positives = 0;
        var value = 0.0;
        lock (_gate)
        {
            foreach (var key in treatmentKeys)
            {
                for (var day = today - Days + 1; day <= today; day++)
                {
                    if (_days.TryGetValue((key, day), out var count))
                    {
                        customers.UnionWith(count.Customers);
                        shown += count.Shown;
                        positives += count.Positives;
                        value += count.Value;
                    }
                }
            }
        }

        return new ActionNumbers(customers.Count, shown, positives, (decimal)value);
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Count(notice.Decision.Customer, notice.TreatmentKey, notice.Kind, notice.Time.ToUnixTimeMilliseconds(), notice.IsPositive, notice.Value);
    }

    private void Count(long customer, int treatment, ContactKind kind, long milliseconds, bool positive, double value)
    {
        var seen = kind is ContactKind.Delivered or ContactKind.Impression;
        if (!seen && !positive)
        {
            return;
        }

        var day = DayOf(milliseconds);
        lock (_gate)
        {
            if (!_days.TryGetValue((treatment, day), out var count))
            {
                _days[(treatment, day)] = count = new DayCount();
                Forget(day);
            }

            count.Customers.Add(customer);
            count.Shown += seen ? 1 : 0;
            count.Positives += positive ? 1 : 0;
            count.Value += positive ? value : 0;
        }
    }

    private void Forget(int newest)
    {
        foreach (var key in _days.Keys.Where(k => k.Day <= newest - Days - 1).ToArray())
        {
            _days.Remove(key);
        }
    }

    private static int DayOf(long milliseconds) => (int)(milliseconds / 86_400_000);

    private sealed class DayCount
    {
        public HashSet<long> Customers { get; } = [];

        public long Shown { get; set; }

        public long Positives { get; set; }

        public double Value { get; set; }
    }
}

/// <summary>What some treatments achieved.</summary>
/// <param name="Reach">Customers who were shown or sent one of them.</param>
/// <param name="Shown">Times one was shown or delivered.</param>
/// <param name="Positives">Successes.</param>
/// <param name="Value">Money of the successes.</param>
public readonly record struct ActionNumbers(long Reach, long Shown, long Positives, decimal Value);
