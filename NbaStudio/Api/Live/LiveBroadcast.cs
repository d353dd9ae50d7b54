using Microsoft.AspNetCore.SignalR;
using NbaStudio.Live;

namespace NbaStudio.Api.Live;

/// <summary>Sends what the live feed holds to the connected dashboards, at most four times a second. Nothing is built while nobody is connected.</summary>
internal sealed class LiveBroadcast(LiveFeed feed, IHubContext<LiveHub> hub, ILogger<LiveBroadcast> log) : IHostedService
{
    private const int MostAtOnce = 200;
    private const int Welcome = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private IDisposable? _subscription;
    private long _sent;
    private int _connected;
    private int _sending;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Interval, Wake);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void Joined() => Interlocked.Increment(ref _connected);

    public void Left() => Interlocked.Decrement(ref _connected);

    /// <summary>The newest decisions and the counters, so that a dashboard is not empty until something happens.</summary>
    public async Task WelcomeAsync(IClientProxy caller, string language)
    {
        await caller.SendAsync("decisions", feed.Recent(Welcome).Select(decision => LiveDecisionMessage.Of(decision, language)).ToList());
        await caller.SendAsync("counters", LiveCounters.Of(feed, language));
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _sending, 1, 0) == 0)
        {
            _ = SendAsync();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            var total = feed.Decisions;
            var fresh = feed.Recent((int)Math.Min(total - _sent, MostAtOnce));
            _sent = total;
            if (Volatile.Read(ref _connected) == 0)
            {
                return;
            }

            foreach (var language in (string[])["en", "ja"])
            {
                var group = hub.Clients.Group(language);
                if (fresh.Count > 0)
                {
                    await group.SendAsync("decisions", fresh.Select(decision => LiveDecisionMessage.Of(decision, language)).ToList());
                }

                await group.SendAsync("counters", LiveCounters.Of(feed, language));
            }
        }
        catch (Exception failure)
        {
            // The next beat sends again; a dashboard must never end the program.
            log.LogWarning(failure, "The live stream could not be sent");
        }
        finally
        {
            Volatile.Write(ref _sending, 0);
        }
    }
}
