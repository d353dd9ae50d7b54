using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels;

/// <summary>Finds who sends a delivery: the first sender that takes it, in their order. Thread safe.</summary>
internal sealed class SenderChoice(IEnumerable<IChannelSender> senders)
{
    private readonly IChannelSender[] _senders = [.. senders];

    /// <summary>The sender, or why nobody can send it now.</summary>
    public (IChannelSender? Sender, string? Fault) Find(Delivery delivery, ChannelSnapshot channel)
    {
        foreach (var sender in _senders)
        {
            if (sender.Takes(delivery, channel))
            {
                return sender.FindFault(channel) is { } fault ? (null, fault) : (sender, null);
            }
        }

        return (null, $"Nothing delivers on channel '{channel.Id}' (kind {channel.Kind.ToString().ToLowerInvariant()}).");
    }
}
