using System.Collections.Concurrent;
using System.Threading.Channels;
using NbaStudio.Channels.Streams;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Channels;

/// <summary>Takes deliveries out of the outbox to their channels: new ones right after their commit, waiting ones when their time has come.</summary>
internal sealed class DeliveryDispatcher(
    NbaEngine engine, DeliveryQueues queues, SenderChoice senders, StreamRegistry streams, HubMeters meters, HubClock clock, ILogger<DeliveryDispatcher> log)
    : BackgroundService
{
    private const int Page = 256;
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Deliveries that found their queue full on the commit thread: they go back to the outbox.</summary>
    private readonly ConcurrentQueue<Delivery> _overflow = new();

    /// <summary>Takes a new delivery, which its commit has marked as being sent. Never waits.</summary>
    public void Take(Delivery delivery)
    {
        if (!queues.TryAdd(delivery, KindOf(delivery.Channel)))
        {
            _overflow.Enqueue(delivery);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What is decided from here on waits for the next start.
        engine.SendingStopped = true;
        streams.CloseAll();
        await base.StopAsync(cancellationToken);
        var returned = 0;
        foreach (var delivery in queues.Readers.SelectMany(queue => Drain(queue.Reader)).Concat(Drain(_overflow)))
        {
            await PutBackAsync(delivery, OutboxStatus.Pending, clock.GetUtcNow(), null);
            returned++;
        }

        if (returned > 0)
        {
            log.LogInformation("{Count} deliveries wait for the next start", returned);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = queues.Readers.SelectMany(queue => Enumerable.Range(0, queue.Workers).Select(_ => WorkAsync(queue.Reader, stoppingToken)));
        return Task.WhenAll([.. workers, PollAsync(stoppingToken)]);
    }

    private async Task WorkAsync(ChannelReader<Delivery> reader, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested && await NextAsync(reader, stop) is { } delivery)
        {
            await DeliverAsync(delivery, stop);
        }
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken stop)
    {
        var tally = queues.Tally(delivery.Channel);
        if (engine.SendingStopped)
        {
            tally.Withdraw();
            await PutBackAsync(delivery, OutboxStatus.Held, clock.GetUtcNow(), "All sending was stopped.");
            return;
        }

        var policy = engine.Policy!;
        var channel = policy.ChannelIndexOf(delivery.Channel) is var index and >= 0 ? policy.Channels[index] : null;
        var (sender, fault) = channel is null ? (null, $"The policy no longer has the channel '{delivery.Channel}'.") : senders.Find(delivery, channel);
        if (sender is null)
        {
            tally.End(false, fault);
            meters.Delivered(delivery.Channel, "held");
            await PutBackAsync(delivery, OutboxStatus.Held, clock.GetUtcNow() + LookAgainAfter, fault);
            return;
        }

        var result = await SendAsync(sender, delivery, channel!, stop);
        if (result is null)
        {
            // The process stops in the middle of it: whether it left is not known, and the next start says so.
            tally.Withdraw();
            return;
        }

        tally.End(result.Result is DeliveryResult.Delivered or DeliveryResult.Sent, result.Error);
        meters.Delivered(delivery.Channel, result.IsUncertain ? "uncertain" : result.Result.ToString());
        if (result.IsUncertain && !channel!.ResendUncertain)
        {
            await InLaneAsync(
                () => engine.Store.ReadOutboxRow(delivery.Id) is { Status: OutboxStatus.Sending } row
                    ? engine.SetDeliveryAsync(row with { Status = OutboxStatus.Uncertain, LastError = result.Error })
                    : Task.CompletedTask,
                delivery);
            return;
        }

        await InLaneAsync(() => engine.CompleteDeliveryAsync(delivery.Customer, delivery.Id, result.Result, result.Error), delivery);
    }

    private async Task<SendResult?> SendAsync(IChannelSender sender, Delivery delivery, ChannelSnapshot channel, CancellationToken stop)
    {
        try
        {
            return await sender.SendAsync(delivery, channel, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogError(failure, "Delivery {Id} on channel {Channel} failed", delivery.Id, delivery.Channel);
            return SendResult.Retry($"The sender failed: {failure.Message}");
        }
    }

    private async Task PollAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(PollEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                foreach (var delivery in Drain(_overflow))
                {
                    await PutBackAsync(delivery, OutboxStatus.Pending, clock.GetUtcNow(), "Too many deliveries waited.");
                }

                while (!stop.IsCancellationRequested && engine is { IsReady: true, SendingStopped: false } && await PollOnceAsync() == Page)
                {
                }
            }
            catch (HubStoreException failure)
            {
                log.LogWarning(failure, "The outbox could not be read; it is tried again");
            }
        }
    }

    /// <summary>Starts what is due; returns how many rows it looked at of the fuller status.</summary>
    private async Task<int> PollOnceAsync()
    {
        var now = clock.GetUtcNow();
        var most = 0;
        foreach (var status in (OutboxStatus[])[OutboxStatus.Pending, OutboxStatus.Held])
        {
            var rows = engine.Store.ReadOutbox(status, now.ToUnixTimeMilliseconds(), Page);
            most = Math.Max(most, rows.Count);
            foreach (var row in rows)
            {
                await BeginAsync(row, now);
            }
        }

        return most;
    }

    private async Task BeginAsync(OutboxRow row, DateTimeOffset now)
    {
        var kind = KindOf(row.ChannelId);
        var waiting = Delivery.FromBytes(row.Payload);
        var index = engine.Policy!.ChannelIndexOf(row.ChannelId);
        var fault = index < 0 ? $"The policy no longer has the channel '{row.ChannelId}'." : senders.Find(waiting, engine.Policy.Channels[index]).Fault;
        if (fault is not null)
        {
            var again = now + LookAgainAfter;
            await InLaneAsync(() => engine.SetDeliveryAsync(row with { Status = OutboxStatus.Held, NextAttempt = again.ToUnixTimeMilliseconds(), LastError = fault }), waiting);
            return;
        }

        Delivery? delivery = null;
        await InLaneAsync(async () => delivery = await engine.BeginDeliveryAsync(row.Customer, row.Id), waiting);
        if (delivery is not null && !queues.TryAdd(delivery, kind))
        {
            await PutBackAsync(delivery, OutboxStatus.Pending, now.AddSeconds(1), "Too many deliveries waited.");
        }
    }

    /// <summary>Gives a delivery that was not tried back to the outbox.</summary>
    private Task PutBackAsync(Delivery delivery, OutboxStatus status, DateTimeOffset notBefore, string? why) => InLaneAsync(
        () => engine.Store.ReadOutboxRow(delivery.Id) is { Status: OutboxStatus.Sending } row
            ? engine.SetDeliveryAsync(row with { Status = status, Attempt = Math.Max(0, row.Attempt - 1), NextAttempt = notBefore.ToUnixTimeMilliseconds(), LastError = why })
            : Task.CompletedTask,
        delivery);

    /// <summary>Tells the engine, also when it is busy for the moment.</summary>
    private async Task InLaneAsync(Func<Task> work, Delivery delivery)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception failure) when (failure is HubBusyException or CommitFailedException or HubUnavailableException && attempt < 100)
            {
                if (failure is HubUnavailableException && attempt > 40)
                {
                    log.LogWarning("Delivery {Id} could not be noted before the end: {Reason}", delivery.Id, failure.Message);
                    return;
                }

                await Task.Delay(BusyWait);
            }
            catch (CustomerGoneException)
            {
                // Erased meanwhile, with the delivery.
                return;
            }
        }
    }

    private ChannelKind KindOf(string channel) => engine.Policy is { } policy && policy.ChannelIndexOf(channel) is var index and >= 0 ? policy.Channels[index].Kind : ChannelKind.Webhook;

    // One delivery wakes one worker: waiting for "there is something" wakes all of them for each.
    private static async ValueTask<Delivery?> NextAsync(ChannelReader<Delivery> reader, CancellationToken stop)
    {
        try
        {
            return await reader.ReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static IEnumerable<Delivery> Drain(ChannelReader<Delivery> reader)
    {
        while (reader.TryRead(out var delivery))
        {
            yield return delivery;
        }
    }

    private static IEnumerable<Delivery> Drain(ConcurrentQueue<Delivery> queue)
    {
        while (queue.TryDequeue(out var delivery))
        {
            yield return delivery;
        }
    }
}
