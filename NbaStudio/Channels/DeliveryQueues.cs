using System.Collections.Concurrent;
using System.Threading.Channels;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels;

/// <summary>Deliveries that wait for a sender. Slow networks have queues of their own, so that a slow receiver never holds up a push.</summary>
internal sealed class DeliveryQueues
{
    /// <summary>Deliveries that one queue holds; more stay in the outbox and are read again later.</summary>
    public const int Capacity = 10_000;

    /// <summary>A push is in memory, but its worker waits until the result is durable: so many results share a commit.</summary>
    private const int NearWorkers = 256;

    private readonly Channel<Delivery> _near = Create();
    private readonly Channel<Delivery> _webhooks = Create();
    private readonly Channel<Delivery> _mail = Create();
    private readonly ConcurrentDictionary<string, ChannelTally> _tallies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Queues with the number of workers each has.</summary>
    public IEnumerable<(ChannelReader<Delivery> Reader, int Workers)> Readers => [(_near.Reader, NearWorkers), (_webhooks.Reader, 8), (_mail.Reader, 2)];

    public IReadOnlyDictionary<string, ChannelTally> Tallies => _tallies;

    public ChannelTally Tally(string channel) => _tallies.GetOrAdd(channel, _ => new ChannelTally());

    /// <summary>False when the queue is full.</summary>
    public bool TryAdd(Delivery delivery, ChannelKind kind)
    {
        var queue = delivery.Simulated ? _near : kind switch { ChannelKind.Webhook => _webhooks, ChannelKind.Email => _mail, _ => _near };
        if (!queue.Writer.TryWrite(delivery))
        {
            return false;
        }

        Tally(delivery.Channel).Begin();
        return true;
    }

    private static Channel<Delivery> Create() => Channel.CreateBounded<Delivery>(new BoundedChannelOptions(Capacity));
}
