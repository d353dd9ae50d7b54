using NbaStudio.Engine;

namespace NbaStudio.Live.Readers;

/// <summary>Fills what the pages read from memory (names, numbers of the last days) from the store once the engine runs, in the background.</summary>
internal sealed class ReaderFill(NbaEngine engine, CustomerIndex index, ActionStatistics statistics, EventTypeStatistics events, RandomCheckStatistics randomCheck, WatchCounters watched, ReportStatistics reports, ILogger<ReaderFill> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var head = engine.Store.ReadHead();
        while (!engine.IsReady)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(false);
        }

        try
        {
            await Task.Run(() => index.Fill(engine.Store, stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Run(() => statistics.Fill(engine.Store, head.Sequence, stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Run(() => reports.Fill(engine.Store, head.Sequence, stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Run(() => watched.Fill(engine.Store, head.Sequence, stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Run(() => events.Fill(engine.Store, head.Sequence, stoppingToken), stoppingToken).ConfigureAwait(false);
            await Task.Run(() => randomCheck.Fill(engine.Store, head.Sequence, stoppingToken), stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The pages work on with what happens from now on; names and numbers from before are missing until the next start.
            log.LogError(e, "Names and numbers from before the start could not be read");
        }
    }
}
