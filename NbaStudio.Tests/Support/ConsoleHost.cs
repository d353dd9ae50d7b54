using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Tests.Support;

/// <summary>Renders parts of the console over sample readers, on a clock that stands still.</summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    /// <param name="language">en or ja.</param>
    /// <param name="configure">Adds services, in place of the sample ones.</param>
    public ConsoleHost(string language = "en", Action<IServiceCollection>? configure = null)
    {
        Feed = new LiveFeed(Clock);
        Host = new ComponentHost(services =>
        {
            services.AddFakeReaders();
            services.AddScoped<NbaStudio.Components.Access.DraftKeeper>();
            services.AddSingleton<NbaStudio.Live.Editing.EditorPresence>();
            services.AddSingleton<TimeProvider>(Clock).AddSingleton(Feed).AddSingleton(new Words(language));
            services.AddSingleton(provider =>
            {
                var workspace = provider.GetRequiredService<IHubControl>().Workspace;
                return new Formats(new FormatSettings(provider.GetRequiredService<Words>(), workspace.Currency, workspace.TimeZone));
            });
            configure?.Invoke(services);
        });
        Feed.OnPolicy(ConsoleSamples.Objectives, ConsoleSamples.Channels, Hub.Workspace.TimeZone);
    }

    public HandClock Clock { get; } = new(ConsoleSamples.Noon);

    public LiveFeed Feed { get; }

    public ComponentHost Host { get; }

    public FakeHub Hub => (FakeHub)Host.Services.GetRequiredService<IHubControl>();

    public FakeReaders Readers => Host.Services.GetRequiredService<FakeReaders>();

    public FakeModels Models => Host.Services.GetRequiredService<FakeModels>();

    public FakeMeasure Measure => Host.Services.GetRequiredService<FakeMeasure>();

    public FakeStandIns StandIns => Host.Services.GetRequiredService<FakeStandIns>();

    public FakePublications Publications => Host.Services.GetRequiredService<FakePublications>();

    public FakeTrials Trials => Host.Services.GetRequiredService<FakeTrials>();

    public FakeReports Reports => Host.Services.GetRequiredService<FakeReports>();

    public FakeAgent Agent => Host.Services.GetRequiredService<FakeAgent>();

    public FakeViewer Viewer => Host.Services.GetRequiredService<FakeViewer>();

    public FakeChanges Changes => Host.Services.GetRequiredService<FakeChanges>();

    public FakeActions Actions => Host.Services.GetRequiredService<FakeActions>();

    public FakeItems Items => Host.Services.GetRequiredService<FakeItems>();

    public FakeCalendar Calendar => Host.Services.GetRequiredService<FakeCalendar>();

    public FakeTests Tests => Host.Services.GetRequiredService<FakeTests>();

    public FakeGuide Guide => Host.Services.GetRequiredService<FakeGuide>();

    public FakeWorkspaces Workspaces => Host.Services.GetRequiredService<FakeWorkspaces>();

    public FakeEvents Events => Host.Services.GetRequiredService<FakeEvents>();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
