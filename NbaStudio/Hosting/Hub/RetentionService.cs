using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Hosting.Hub;

/// <summary>Deletes what is kept long enough, a few rows at a time, every hour.</summary>
internal sealed class RetentionService(IHubStore store, NbaEngine engine, NbaOptions options, HubClock clock, ILogger<RetentionService> log) : BackgroundService
{
    /// <summary>Deliveries stay as long as their links may be followed.</summary>
    private static readonly TimeSpan KeepDeliveries = TimeSpan.FromDays(90);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs rounds until nothing is left to delete; returns how many rows went.</summary>
    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var deleted = 0;
        while (engine.IsReady)
        {
            var now = clock.GetUtcNow();
            var kept = now.AddDays(-options.RetentionDays).ToUnixTimeMilliseconds();
            var result = store.Compact(new CompactionRequest(
                DedupeBefore: now.AddDays(-options.DedupeDays).ToUnixTimeMilliseconds(),
                JournalBefore: FirstSequenceAt(kept),
                DecisionsBefore: kept,
                TokensBefore: now.ToUnixTimeMilliseconds(),
                OutboxBefore: (now - KeepDeliveries).ToUnixTimeMilliseconds()));
            deleted += result.Dedupe + result.Journal + result.Decisions + result.Tokens + result.Outbox;
            if (!result.HasMore)
            {
                break;
            }

            await Task.Delay(Breath, stop);
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = FirstWait; ; wait = Interval)
        {
            await Task.Delay(wait, stoppingToken);
            try
            {
                if (await RunOnceAsync(stoppingToken) is var deleted and > 0)
                {
                    log.LogInformation("Retention deleted {Rows} rows", deleted);
                }
            }
            catch (HubStoreException failure)
            {
                log.LogWarning(failure, "Retention could not delete; it tries again in an hour");
            }
        }
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
