using NbaStudio.Configuration;
using NbaStudio.Demo;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels;

/// <summary>Registers the ways out of the house. Senders are asked in the order in which they stand here.</summary>
internal static class ChannelRegistration
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<StreamRegistry>()
        .AddSingleton<DeliveryQueues>()
        .AddSingleton<IChannelSender, StreamSender>()
        .AddSingleton<IChannelSender>(provider => new MarketSender(provider.GetRequiredService<HubClock>(), provider.GetService<MarketService>()))
        .AddSingleton<SenderChoice>()
        .AddSingleton<DeliveryDispatcher>()
        .AddSingleton<IHubObserver, DispatchObserver>()
        .AddHostedService(provider => provider.GetRequiredService<DeliveryDispatcher>())
        .AddHostedService<ChannelMonitor>();
}
