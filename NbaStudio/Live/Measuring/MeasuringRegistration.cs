using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Measuring;

/// <summary>Registers what is counted from the journal.</summary>
internal static class MeasuringRegistration
{
    public static IServiceCollection AddMeasuring(this IServiceCollection services) => services
        .AddSingleton<ControlStatistics>()
        .AddSingleton<IJournalCounter>(provider => provider.GetRequiredService<ControlStatistics>())
        .AddSingleton<LifetimeBook>()
        .AddSingleton<LifetimeService>()
        .AddHostedService(provider => provider.GetRequiredService<LifetimeService>())
        .AddSingleton<IMeasureDesk, MeasureDesk>()
        .AddSingleton<JournalFollower>()
        .AddHostedService(provider => provider.GetRequiredService<JournalFollower>());
}
