using NbaStudio.Channels.Email;
using NbaStudio.Channels.Streams;
using NbaStudio.Channels.Testing;
using NbaStudio.Channels.Tracking;
using NbaStudio.Channels.Webhooks;
using NbaStudio.Configuration;
using NbaStudio.Demo;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting;
using NbaStudio.Live.Reading;

namespace NbaStudio.Channels;

/// <summary>Registers the ways out of the house. Senders are asked in the order in which they stand here: what is simulated never gets past the market.</summary>
internal static class ChannelRegistration
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<StreamRegistry>()
        .AddSingleton<DeliveryQueues>()
        .AddSingleton<PublicAddress>()
        .AddSingleton<WebhookAddresses>()
        .AddSingleton<MailComposer>()
        .AddSingleton<IChannelSender, StreamSender>()
        .AddSingleton<IChannelSender>(provider => new MarketSender(provider.GetRequiredService<HubClock>(), provider.GetService<MarketService>()))
        .AddSingleton<IChannelSender, WebhookSender>()
        .AddSingleton<IChannelSender, EmailSender>()
        .AddSingleton<SenderChoice>()
        .AddSingleton<ITestSends, TestSends>()
        .AddSingleton<DeliveryDispatcher>()
        .AddSingleton<IHubObserver, DispatchObserver>()
        .AddSingleton<TrackedDeliveries>()
        .AddSingleton<IEndpointModule, StreamEndpoint>()
        .AddSingleton<IEndpointModule, BrowserTokenEndpoint>()
        .AddSingleton<IEndpointModule, TrackingEndpoints>()
        .AddSingleton<IEndpointModule, PictureEndpoints>()
        .AddSingleton<IEndpointModule, DeliveryEndpoints>()
        .AddHostedService(provider => provider.GetRequiredService<DeliveryDispatcher>())
        .AddHostedService<ChannelMonitor>();
}
