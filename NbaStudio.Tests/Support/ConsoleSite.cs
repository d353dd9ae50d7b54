using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NbaStudio.Components;
using NbaStudio.Live;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>The console on a real socket, over readers of the tests.</summary>
public sealed class ConsoleSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleSite(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public FakeStarts Starts => _app.Services.GetRequiredService<FakeStarts>();

    public FakeTrials Trials => _app.Services.GetRequiredService<FakeTrials>();

    public FakeMeasure Measure => _app.Services.GetRequiredService<FakeMeasure>();

    public LiveFeed Feed => _app.Services.GetRequiredService<LiveFeed>();

    public FakeHub Hub => (FakeHub)_app.Services.GetRequiredService<IHubControl>();

    /// <param name="decisions">Decisions of the last five minutes.</param>
    public static async Task<ConsoleSite> StartAsync(int decisions = 0)
    {
        // The site's clock stands at noon of the samples and runs on from there.
        var clock = new ShiftedClock();
        var start = ConsoleSamples.Noon - TimeProvider.System.GetUtcNow();
        clock.Shift = start - TimeSpan.FromMinutes(5);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "NbaStudio",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.WebHost.UseStaticWebAssets().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock).AddConsole();
        builder.Services.AddFakeReaders();

        // A page that is open holds up the end of its site until the host's patience is over, and nothing here has to be finished.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws:; object-src 'none'";
            return next();
        });
        app.MapConsole();
        await app.StartAsync();
        var site = new ConsoleSite(app);
        site.Feed.OnPolicy(ConsoleSamples.Objectives, ConsoleSamples.Channels, site.Hub.Workspace.TimeZone);
        for (var n = decisions - 1; n >= 0; n--)
        {
            clock.Shift = start - (TimeSpan.FromSeconds(299) * n / decisions * (1 + (0.004 * Math.Sin(n / 9.0))));
            ConsoleSamples.Add(site.Feed, n, ConsoleSamples.Noon.AddMilliseconds(-37 * n));
        }

        clock.Shift = start;
        if (decisions > 0)
        {
            ConsoleSamples.AddHealth(site.Feed);
        }

        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
