namespace NbaStudio.Demo;

/// <summary>Registers the simulated market.</summary>
public static class DemoRegistration
{
    /// <summary>Adds <see cref="MarketService"/>, once as a service that pages may stop and start, and as a background service. Needs the hub and its clock.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Customers, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Speed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.ClockSpeed);
        return services
            .AddSingleton(settings)
            .AddSingleton<MarketService>()
            .AddHostedService(provider => provider.GetRequiredService<MarketService>());
    }
}
