using System.Collections.Concurrent;
using System.Threading.Channels;
using NbaStudio.Configuration;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Channels.Streams;

/// <summary>Who is online, by customer and channel, and what they were sent last. In memory; thread safe.</summary>
public sealed class StreamRegistry(WallClock clock, SimulatedPresence simulated) : IPresence, IHubObserver
{
    /// <summary>Streams that one customer may have open on a channel.</summary>
    public const int MaximumPerCustomer = 3;

    /// <summary>Messages kept for those who come back.</summary>
    public const int Ring = 50;

    /// <summary>How long they are kept after the last stream was closed.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(5);

    /// <summary>Merged customers remembered, for messages that are on their way under the older key.</summary>
    private const int MaximumMoved = 100_000;

    private readonly ConcurrentDictionary<(long Customer, string Channel), CustomerStreams> _streams = new();
    private readonly ConcurrentDictionary<long, long> _moved = new();

    /// <summary>Open streams of everybody.</summary>
    public int Open => _streams.Values.Sum(streams => streams.Open);

    public bool IsOnline(long customer, string channelId) => HasStream(customer, channelId) || simulated.Contains(customer);

    /// <summary>Whether a real stream is open.</summary>
    public bool HasStream(long customer, string channelId) => _streams.TryGetValue((NowOf(customer), channelId), out var streams) && streams.Open > 0;

    /// <summary>Opens a stream.</summary>
    /// <param name="after">Number of the last message the caller has; -1 = only new ones.</param>
    /// <returns>Null when the customer has as many as allowed. Dispose it to close.</returns>
    public OpenStream? TryOpen(long customer, string channelId, long after)
    {
        Sweep();
        while (true)
        {
            // Numbers start at the time, so that those of an earlier process are always lower.
            var streams = _streams.GetOrAdd((customer, channelId), _ => new CustomerStreams(Ring, clock.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000));
            var (stream, retired) = streams.TryOpen(after, MaximumPerCustomer);
            if (!retired)
            {
                return stream is null ? null : new OpenStream(stream.Reader, () => streams.Close(stream, clock.Time.GetUtcNow()));
            }
        }
    }

    /// <summary>Sends to every open stream of the customer on the channel; false when there is none.</summary>
    public bool Send(long customer, string channelId, StreamMessage message) => _streams.TryGetValue((NowOf(customer), channelId), out var streams) && streams.Send(message);

    /// <summary>The streams of a customer who became part of another one are that one's. Where both had some, the older key's end and come back under the other one.</summary>
    public void OnMerge(long from, long into)
    {
        if (_moved.Count >= MaximumMoved)
        {
            _moved.Clear();
        }

        _moved[from] = into;
        foreach (var (key, streams) in _streams.Where(s => s.Key.Customer == from))
        {
            if (!_streams.TryAdd((into, key.Channel), streams))
            {
                streams.CloseAll();
            }

            _streams.TryRemove(key, out _);
        }
    }

    /// <summary>Ends every stream, because the process stops.</summary>
    public void CloseAll()
    {
        foreach (var streams in _streams.Values)
        {
            streams.CloseAll();
        }
    }

    private long NowOf(long customer)
    {
        while (_moved.TryGetValue(customer, out var now))
        {
            customer = now;
        }

        return customer;
    }

    private void Sweep()
    {
        var before = clock.Time.GetUtcNow() - KeepFor;
        foreach (var (key, streams) in _streams)
        {
            if (streams.TryRetire(before))
            {
                _streams.TryRemove(new KeyValuePair<(long, string), CustomerStreams>(key, streams));
            }
        }
    }
}

/// <summary>One open stream.</summary>
public sealed class OpenStream(ChannelReader<NumberedMessage> messages, Action close) : IDisposable
{
    public ChannelReader<NumberedMessage> Messages { get; } = messages;

    public void Dispose() => close();
}
