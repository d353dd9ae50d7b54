using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Demo;
using NbaStudio.Engine;
using NbaStudio.Live;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Browsing;

/// <summary>The real program with a small demo and its market, started once for all tests that use it. The market rests once enough has happened.</summary>
public sealed class RealConsole : IAsyncLifetime
{
    private const int Customers = 200;
    private const int Enough = 120;

    /// <summary>Noon in Japan and an ordinary pace, so that neither quiet hours nor the day of the test decide what happens.</summary>
    private const string Noon = "--Nba:Clock=start=2026-11-02T03:00:00Z,speed=1";
    private StudioServer? _server;

    public string Address => Server.Origin;

    public NbaEngine Engine => Server.Services.GetRequiredService<NbaEngine>();

    public LiveFeed Feed => Server.Services.GetRequiredService<LiveFeed>();

    public MarketService Market => Server.Services.GetRequiredService<MarketService>();

    /// <summary>A decision that said something.</summary>
    public LiveDecision Spoken { get; private set; } = null!;

    private StudioServer Server => _server ?? throw new InvalidOperationException("The console has not started.");

    public async Task InitializeAsync()
    {
        _server = await StudioServer.StartAsync("--Nba:Market:Run=true", $"--Nba:Market:Customers={Customers}", "--Nba:Market:Speed=3000", Noon);
        await Poll.UntilAsync(() => Task.FromResult(Feed.Decisions >= Enough && Feed.Recent(LiveFeed.Capacity).Any(decision => decision.Choice is not null)), seconds: 120);
        Market.Stop();
        Spoken = Feed.Recent(LiveFeed.Capacity).First(decision => decision.Choice is not null);
    }

    public Task DisposeAsync() => _server?.DisposeAsync().AsTask() ?? Task.CompletedTask;
}
