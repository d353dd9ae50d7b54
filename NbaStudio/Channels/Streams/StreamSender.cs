using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels.Streams;

/// <summary>Pushes to the customer's open streams. Only the customer's side can say that it was seen.</summary>
internal sealed class StreamSender(StreamRegistry streams) : IChannelSender
{
    public bool Takes(Delivery delivery, ChannelSnapshot channel) =>
        channel.Kind is ChannelKind.Web or ChannelKind.App or ChannelKind.Agent && (!delivery.Simulated || streams.HasStream(delivery.Customer, channel.Id));

    public string? FindFault(ChannelSnapshot channel) => null;

    public Task<SendResult> SendAsync(Delivery delivery, ChannelSnapshot channel, CancellationToken stop) =>
        Task.FromResult(streams.Send(delivery.Customer, channel.Id, StreamMessage.Of(delivery)) ? SendResult.Sent : SendResult.Retry("The customer is not online."));
}
