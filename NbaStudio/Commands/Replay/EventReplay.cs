using NbaStudio.Commands.Import;
using NbaStudio.Commands.Import.Sending;

namespace NbaStudio.Commands.Replay;

/// <summary>Sends events in the order of their times while the hub's clock follows them.</summary>
/// <param name="step">Events whose times lie at most this far apart go in one call; the clock then shows the time of the last.</param>
internal sealed class EventReplay(IReadOnlyList<ReplayEvent> events, IEntrySender sender, HubClockCalls clock, TimeSpan step, TimeProvider time)
{
    // The clock also moves where nothing happens, so that what falls due in between is due then.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private SendResult _sum = new(0, 0, 0, []);
    private int _next;

    public async Task<SendResult> RunAsync(ReplayPace pace, Action<long> progress, CancellationToken stop)
    {
        await clock.MoveAsync(events[0].Time, stop);
        if (pace.Factor is { } factor)
        {
            await FollowAsync(factor, progress, stop);
        }

        while (_next < events.Count)
        {
            var until = events[_next].Time + step;
            await SendNextAsync(until, progress, stop);
        }

        return _sum;
    }

    private async Task FollowAsync(double factor, Action<long> progress, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        while (_next < events.Count)
        {
            var shown = events[0].Time + TimeSpan.FromSeconds(time.GetElapsedTime(started).TotalSeconds * factor);
            while (_next < events.Count && events[_next].Time <= shown)
            {
                var until = events[_next].Time + step;
                await SendNextAsync(until < shown ? until : shown, progress, stop);
            }

            if (_next < events.Count)
            {
                await clock.MoveAsync(shown, stop);
                await timer.WaitForNextTickAsync(stop);
            }
        }
    }

    private async Task SendNextAsync(DateTimeOffset until, Action<long> progress, CancellationToken stop)
    {
        var count = 1;
        while (count < ImportRun.BatchRows && _next + count < events.Count && events[_next + count].Time <= until)
        {
            count++;
        }

        List<PendingEntry> batch = [.. events.Skip(_next).Take(count).Select(one => one.Entry)];
        await clock.MoveAsync(events[_next + count - 1].Time, stop);
        _sum += await sender.SendAsync(batch, stop);
        _next += count;
        progress(_next);
    }
}
