using NbaStudio.Engine;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live;

namespace NbaStudio.Channels;

/// <summary>Tells the Live page every second how the channels do and whether the engine takes work.</summary>
internal sealed class ChannelMonitor(NbaEngine engine, DeliveryQueues queues, LiveFeedObserver live, LiveFeed feed, ILogger<ChannelMonitor> log) : BackgroundService
{
    private const int CountedRows = 2_000;
    private const int FailuresUntilSlow = 3;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Look();
            }
            catch (HubStoreException failure)
            {
                log.LogWarning(failure, "The outbox could not be counted");
            }
        }
    }

    private void Look()
    {
        feed.OnCondition(engine.IsReady ? HubCondition.Ready : HubCondition.Recovering);
        if (live.Policy is not { } policy)
        {
            return;
        }

        var waiting = Waiting(OutboxStatus.Pending).Concat(Waiting(OutboxStatus.Held)).CountBy(row => row.ChannelId, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < policy.Channels.Count; i++)
        {
            var channel = policy.Snapshot.Channels[i];
            if ((channel.Direction & Engine.Policies.Snapshots.ChannelDirection.Outbound) == 0)
            {
                continue;
            }

            var tally = queues.Tally(channel.Id);
            var condition = engine.SendingStopped || channel.Paused ? ChannelCondition.Stopped
                : tally.FailedInARow >= FailuresUntilSlow ? ChannelCondition.Slow
                : ChannelCondition.Healthy;
            feed.OnChannelHealth(new ChannelHealth(policy.Channels[i], tally.Waiting + waiting.GetValueOrDefault(channel.Id), condition));
        }
    }

    private IReadOnlyList<OutboxRow> Waiting(OutboxStatus status) =>
        engine.Store.CountOutbox(status) == 0 ? [] : engine.Store.ReadOutbox(status, long.MaxValue, CountedRows);
}
