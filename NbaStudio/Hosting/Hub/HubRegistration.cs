using System.Security.Cryptography;
using NbaStudio.Channels;
using NbaStudio.Channels.Shop;
using NbaStudio.Channels.Streams;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Hub;
using NbaStudio.Demo;
using NbaStudio.Engine;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Health;
using NbaStudio.Live;

namespace NbaStudio.Hosting.Hub;

/// <summary>Puts the engine into the program: store, secret, policy, demo, channels, live feed.</summary>
public static class HubRegistration
{
    /// <summary>File of the engine's data in the workspace's folder.</summary>
    public const string DatabaseFile = "hub.db";

    /// <summary>Registers the engine and everything that works with it. After <see cref="StudioServices.AddStudio"/>.</summary>
    public static WebApplicationBuilder AddHub(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.Select(service => service.ImplementationInstance).OfType<NbaOptions>().Single();
        var clock = services.Select(service => service.ImplementationInstance).OfType<HubClock>().Single();
        services
            .AddSingleton<IHubStore>(provider => new SqliteHubStore(Path.Combine(provider.GetRequiredService<Workspace>().Folder, DatabaseFile)))
            .AddSingleton<IHubReader>(provider => provider.GetRequiredService<IHubStore>())
            .AddSingleton<HubRevisions>()
            .AddSingleton<SimulatedPresence>()
            .AddSingleton<IPresence>(provider => provider.GetRequiredService<StreamRegistry>())
            .AddSingleton(CreateEngine)
            .AddSingleton<IDecisionHub>(provider => provider.GetRequiredService<NbaEngine>())
            .AddSingleton(provider => new LiveFeed(provider.GetRequiredService<WallClock>().Time))
            .AddSingleton<LiveFeedObserver>()
            .AddSingleton(provider => provider.GetRequiredService<NbaEngine>().Triggers)
            .AddSingleton<HubMeters>()
            .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<LiveFeedObserver>())
            .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<HubMeters>())
            .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<StreamRegistry>())
            .AddSingleton<IReadinessCheck, EngineCheck>()
            .AddHostedService<HubService>();
        services.AddChannels();
        services.AddSingleton<RetentionService>().AddHostedService(provider => provider.GetRequiredService<RetentionService>());
        if (options.Demo)
        {
            services
                .AddDemo(new DemoSettings
                {
                    Run = false, Seed = (ulong)options.Market.Seed, Customers = options.Market.Customers, Speed = options.Market.Speed, ClockSpeed = clock.Speed,
                })
                .AddSingleton<IEndpointModule, ShopEndpoints>()
                .AddSingleton<DemoStart>()
                .AddHostedService(provider => provider.GetRequiredService<DemoStart>())
                .AddSingleton<IReadinessCheck, DemoCheck>();
        }

        return builder;
    }

    private static NbaEngine CreateEngine(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<NbaOptions>();
        var clock = provider.GetRequiredService<HubClock>();
        return new NbaEngine(
            provider.GetRequiredService<IHubStore>(),
            new EngineOptions
            {
                Secret = HubSecret.LoadOrCreate(provider.GetRequiredService<Workspace>()),
                Runtime = new RuntimeOptions { LaneGroups = options.LaneThreads, CachedCustomers = options.CacheCustomers, DedupeDays = options.DedupeDays },
                CreateUnknownCustomers = options.UnknownCustomers == UnknownCustomers.Create,
                UnknownAttributes = options.UnknownAttributes == UnknownAttributes.AcceptAsText ? Engine.Customers.UnknownAttributes.AcceptAsText : Engine.Customers.UnknownAttributes.Reject,
                // Real time, told to an engine whose clock may run faster.
                ModelInterval = TimeSpan.FromMilliseconds(Math.Min(1_000, options.LearnerPublishMilliseconds)) * clock.Speed,
            },
            clock,
            RandomNumberGenerator.Fill,
            provider.GetRequiredService<StreamRegistry>(),
            provider.GetRequiredService<HubRevisions>().Find,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("NbaStudio.Engine"));
    }
}
