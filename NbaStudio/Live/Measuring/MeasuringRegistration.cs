using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Measuring;

/// <summary>Registers what is counted from the journal.</summary>
internal static class MeasuringRegistration
{
    public static IServiceCollection AddMeasuring(this IServiceCollection services) => services
        .AddSingleton<ControlStatistics>()
        .AddSingleton<IJournalCounter>(provider => provider.GetRequiredService<ControlStatistics>())
        .AddSingleton<LifetimeBook>()
        .AddSingleton<IMeasureDesk, MeasureDesk>()
        .AddSingleton<JournalFollower>()
        .AddHostedService(provider => provider.GetRequiredService<JournalFollower>());
}
