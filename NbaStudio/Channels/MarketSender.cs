using NbaStudio.Configuration;
using NbaStudio.Demo;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Channels;

/// <summary>Hands what is meant for simulated customers to the simulated market. Nothing of it reaches a network, whatever the channel's settings.</summary>
internal sealed class MarketSender(HubClock clock, MarketService? market = null) : IChannelSender
{
    public bool Takes(Delivery delivery, ChannelSnapshot channel) => delivery.Simulated;

    public string? FindFault(ChannelSnapshot channel) => null;

    public Task<SendResult> SendAsync(Delivery delivery, ChannelSnapshot channel, CancellationToken stop)
    {
        if (delivery.IsTest)
        {
            return Task.FromResult(SendResult.Failed("Its customer is simulated: a test reaches nobody, and the market does not answer it."));
        }

        if (market is null)
        {
            return Task.FromResult(SendResult.Failed("Its customer is simulated, and this workspace has no simulated market: nothing was sent."));
        }

        market.React(new MarketDelivery(
            delivery.CustomerId, delivery.DecisionId, delivery.Action, delivery.Treatment, delivery.Channel, delivery.Value, clock.GetUtcNow()));
        return Task.FromResult(SendResult.Delivered);
    }
}
