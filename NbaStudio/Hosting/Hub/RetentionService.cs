using System.Data.Common;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Retention;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Readers;

namespace NbaStudio.Hosting.Hub;

/// <summary>Deletes what was kept long enough, once a day of the hub's clock, a few rows at a time so that decisions do not wait. A run that was cut off is taken up again.</summary>
/// <remarks>Every round is a transaction of its own and its rows are found anew by their age: a run has nothing that could be left half done.</remarks>
internal sealed class RetentionService(
    IHubStore store, NbaEngine engine, NbaOptions options, RetentionStore retention, AuditKeeper audit, WallClock wall, HubClock clock, ReportStatistics reports, EventTypeStatistics events, ILogger<RetentionService> log)
    : BackgroundService
{
    /// <summary>Most rows of a kind in one round.</summary>
    internal const int Round = 500;

    private const int Page = 1_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    // By the machine's time, also where the hub's clock runs a thousand times as fast.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _one = new(1);
    private HashSet<TextValue> _textEvents = [];
    private long _textsTo;

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    /// <summary>Runs rounds until nothing is left to delete. Returns null where the engine stopped meanwhile: the run is taken up again.</summary>
    internal async Task<RetentionRun?> RunOnceAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var id = await retention.BeginAsync(clock.GetUtcNow(), stop);
            var days = await retention.ReadDaysAsync(stop);
            for (var more = true; more; await Task.Delay(Breath, stop))
            {
                if (!engine.IsReady)
                {
                    return null;
                }

                (var deleted, more) = DeleteRound(days, stop);
                await retention.AddAsync(id, deleted, stop);
            }

            // The audit follows the machine's time.
            var cut = await audit.CutAsync(wall.Time.GetUtcNow().AddDays(-days.Audit), stop);
            await retention.AddAsync(id, default(RetentionCounts) with { Audit = cut }, stop);
            Forget(days);
            return await retention.FinishAsync(id, clock.GetUtcNow(), clock.GetUtcNow().AddDays(-days.Audit), stop);
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!engine.IsReady)
        {
            await Task.Delay(Breath, stoppingToken);
        }

        var wait = FirstWait;
        while (true)
        {
            await Task.Delay(wait, clock, stoppingToken);
            await Task.Delay(Breath, stoppingToken);
            try
            {
                wait = await RunDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is HubStoreException or DbException)
            {
                log.LogWarning(failure, "Retention could not delete; it goes on in an hour");
                wait = AfterFailure;
            }
        }
    }

    /// <summary>Runs when it is time; returns how long to wait then.</summary>
    private async Task<TimeSpan> RunDueAsync(CancellationToken stop)
    {
        var due = RetentionStore.DueAfter((await retention.ListAsync(1, stop)).FirstOrDefault());
        if (due is { } later && later > clock.GetUtcNow())
        {
            return later - clock.GetUtcNow();
        }

        if (await RunOnceAsync(stop) is not { } run)
        {
            return AfterFailure;
        }

        log.LogInformation("Retention deleted {Deleted}", run.Deleted);
        var next = run.Started + RetentionStore.Interval - clock.GetUtcNow();
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    private (RetentionCounts Deleted, bool More) DeleteRound(RetentionDays days, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (texts, textsTo) = FindTexts(Before(days.Texts), stop);
        var result = store.Compact(new CompactionRequest(
            DedupeBefore: Before(options.DedupeDays),
            JournalBefore: FirstSequenceAt(Before(days.Journal)),
            DecisionsBefore: Before(days.Decisions),
            TokensBefore: now.ToUnixTimeMilliseconds(),
            OutboxBefore: Before(days.Deliveries),
            Texts: texts,
            MaxRows: Round));
        _textsTo = textsTo;
        return (new RetentionCounts(result.Journal, result.Decisions, result.Texts, result.Outbox, result.Dedupe, result.Tokens, 0), result.HasMore || texts.Count == Round);

        long Before(int kept) => now.AddDays(-kept).ToUnixTimeMilliseconds();
    }

    /// <summary>What pages count in memory goes with the entries it was counted from.</summary>
    private void Forget(RetentionDays days)
    {
        var now = clock.GetUtcNow();
        reports.Forget(now.AddDays(-days.Journal));
        events.Forget(now.AddDays(-days.Journal), _ => true);
        events.Forget(now.AddDays(-days.Texts), type => _textEvents.Contains(new TextValue(type)));
    }

    /// <summary>The next old events with a text that a model reads, and how far they were looked for. After a start, and when models read other events, from the first entry.</summary>
    private (List<long> Sequences, long To) FindTexts(long before, CancellationToken stop)
    {
        HashSet<TextValue> types = [.. engine.TextModels.Select(model => model.Definition.EventType)];
        if (!types.SetEquals(_textEvents))
        {
            (_textEvents, _textsTo) = (types, 0);
        }

        List<long> found = [];
        var to = _textsTo;
        while (types.Count > 0 && store.ReadJournal(to + 1, Page) is { Count: > 0 } rows)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var row in rows)
            {
                if (row.Time >= before || found.Count == Round)
                {
                    return (found, to);
                }

                if (row is { Kind: JournalKind.Event, Payload: not null } && types.Contains(new TextValue(Engine.Serving.JournalPayloads.ReadEvent(row.Payload).Type)))
                {
                    found.Add(row.Sequence);
                }

                to = row.Sequence;
            }
        }

        return (found, to);
    }

    /// <summary>The first journal sequence at or after the time, by bisection: sequences and times rise together.</summary>
    private long FirstSequenceAt(long time)
    {
        var (low, high) = (1L, store.ReadHead().Sequence + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = store.ReadJournal(middle, 1).FirstOrDefault();
            if (row is null || row.Time >= time)
            {
                high = middle;
            }
            else
            {
                low = Math.Max(middle, row.Sequence) + 1;
            }
        }

        return low;
    }
}
