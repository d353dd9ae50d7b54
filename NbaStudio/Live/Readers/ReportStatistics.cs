using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Numbers of the Report page by day and treatment. Rebuilt from the journal at start, kept current by what happens. Thread safe.</summary>
/// <remarks>Days are those of the workspace's zone. Erased customers are not counted again after a restart: their entries are gone.</remarks>
public sealed class ReportStatistics(NbaEngine engine) : IHubObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Day, int Treatment), ReportNumbers> _days = [];
    private int? _since;

    /// <summary>First day of which something is known; null before any.</summary>
    public DateOnly? Since
    {
        get
        {
            lock (_gate)
            {
                return _since is { } day ? DateOnly.FromDayNumber(day) : null;
            }
        }
    }

    /// <summary>Counts what the journal holds, up to the entry that stood last when the hub started.</summary>
    public void Fill(IHubReader store, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (var (day, _, treatment, numbers) in Read(store, engine.Policy?.Zone ?? TimeZoneInfo.Utc, lastSequence, cancellation))
        {
            Add(day, treatment, numbers);
        }
    }

    /// <summary>What the journal holds that counts, entry by entry, up to one of them.</summary>
    public static IEnumerable<(int Day, long Customer, int Treatment, ReportNumbers Numbers)> Read(IHubReader store, TimeZoneInfo zone, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(zone);
        var from = 1L;
        while (from <= lastSequence && store.ReadJournal(from, 1_000) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row.Payload is null || row.Sequence > lastSequence)
                {
                    continue;
                }

                if (row.Kind == JournalKind.Outcome)
                {
                    var entry = JournalPayloads.ReadOutcome(row.Payload);
                    yield return (DayOf(entry.Time, zone), row.Customer, entry.Treatment, Of(entry.Kind, entry.IsPositive, entry.Value));
                }
                else if (row.Kind == JournalKind.Decision)
                {
                    foreach (var treatment in JournalPayloads.ReadChosen(row.Payload))
                    {
                        yield return (DayOf(row.Time, zone), row.Customer, treatment, new ReportNumbers(1, 0, 0, 0, 0, 0, 0));
                    }
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    /// <summary>Days before that of the given time are no longer told.</summary>
    public void Forget(DateTimeOffset before)
    {
        var day = DayOf(before.ToUnixTimeMilliseconds(), engine.Policy?.Zone ?? TimeZoneInfo.Utc);
        lock (_gate)
        {
            foreach (var key in _days.Keys.Where(k => k.Day < day).ToArray())
            {
                _days.Remove(key);
            }

            _since = _days.Count == 0 ? null : Math.Max(_since ?? day, day);
        }
    }

    /// <summary>Numbers from one day to another, both included, each with its day and treatment.</summary>
    public IReadOnlyList<(DateOnly Day, int Treatment, ReportNumbers Numbers)> Between(DateOnly from, DateOnly to)
    {
        lock (_gate)
        {
            return [.. _days.Where(d => d.Key.Day >= from.DayNumber && d.Key.Day <= to.DayNumber).Select(d => (DateOnly.FromDayNumber(d.Key.Day), d.Key.Treatment, d.Value))];
        }
    }

    public void OnDecision(DecisionNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var day = DayOf(notice.Reply.Time.ToUnixTimeMilliseconds(), notice.Policy.Zone);
        foreach (var action in notice.Reply.Actions)
        {
            Add(day, action.TreatmentKey, new ReportNumbers(1, 0, 0, 0, 0, 0, 0));
        }
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Add(DayOf(notice.Time.ToUnixTimeMilliseconds(), engine.Policy?.Zone ?? TimeZoneInfo.Utc), notice.TreatmentKey, Of(notice.Kind, notice.IsPositive, notice.Value));
    }

    private static ReportNumbers Of(ContactKind kind, bool positive, double value) => new(
        0, kind == ContactKind.Delivered ? 1 : 0, kind is ContactKind.Impression or ContactKind.Open ? 1 : 0, kind == ContactKind.Click ? 1 : 0, kind == ContactKind.Accept ? 1 : 0, positive || kind == ContactKind.Conversion ? value : 0,
        kind is ContactKind.Unsubscribe or ContactKind.Complaint ? 1 : 0);

    private void Add(int day, int treatment, ReportNumbers numbers)
    {
        if (numbers.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            _days[(day, treatment)] = _days.GetValueOrDefault((day, treatment)) + numbers;
            _since = _since is { } first && first <= day ? first : day;
        }
    }

    private static int DayOf(long milliseconds, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), zone).DateTime).DayNumber;
}
