using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels;

/// <summary>Brings deliveries of some channels out of the house. Thread safe.</summary>
public interface IChannelSender
{
    /// <summary>Whether this one sends such deliveries.</summary>
    bool Takes(Delivery delivery, ChannelSnapshot channel);

    /// <summary>Why it cannot send on this channel until somebody changes the settings; null when it can.</summary>
    string? FindFault(ChannelSnapshot channel);

    /// <summary>Makes one attempt. Failures of the other side are a result, not an exception.</summary>
    Task<SendResult> SendAsync(Delivery delivery, ChannelSnapshot channel, CancellationToken stop);
}

/// <summary>How an attempt went.</summary>
/// <param name="Error">What went wrong, for people; null when nothing did.</param>
/// <param name="IsUncertain">It may or may not have left: it waits for a person, or is sent again where the channel says so.</param>
public sealed record SendResult(DeliveryResult Result, string? Error = null, bool IsUncertain = false)
{
    public static SendResult Delivered { get; } = new(DeliveryResult.Delivered);

    public static SendResult Sent { get; } = new(DeliveryResult.Sent);

    public static SendResult Retry(string error) => new(DeliveryResult.Retry, error);

    public static SendResult Uncertain(string error) => new(DeliveryResult.Retry, error, IsUncertain: true);

    public static SendResult Failed(string error) => new(DeliveryResult.Failed, error);
}
