using System.Threading.Channels;

namespace NbaStudio.Channels.Streams;

/// <summary>The open streams of one customer and channel and the last messages, for those who come back. Guarded by its own lock.</summary>
internal sealed class CustomerStreams(int capacity, long firstNumber)
{
    private readonly Lock _gate = new();
    private readonly List<Channel<NumberedMessage>> _open = [];
    private readonly Queue<NumberedMessage> _ring = new();
    private long _last = firstNumber;
    private bool _retired;

    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>When the last stream was closed; meaningless while one is open.</summary>
    public DateTimeOffset ClosedAt { get; private set; }

    /// <summary>Joins, with what was missed since the given number; null when there are as many as allowed. Retired = ask the registry again.</summary>
    public (Channel<NumberedMessage>? Stream, bool Retired) TryOpen(long after, int maximum)
    {
        lock (_gate)
        {
            if (_retired || _open.Count >= maximum)
            {
                return (null, _retired);
            }

            var stream = Channel.CreateBounded<NumberedMessage>(new BoundedChannelOptions(capacity * 2) { SingleReader = true });
            foreach (var missed in _ring)
            {
                if (missed.Number > after && after >= 0)
                {
                    stream.Writer.TryWrite(missed);
                }
            }

            _open.Add(stream);
            return (stream, false);
        }
    }

    public void Close(Channel<NumberedMessage> stream, DateTimeOffset now)
    {
        lock (_gate)
        {
            _open.Remove(stream);
            ClosedAt = now;
        }
    }

    /// <summary>Writes to every open stream; a stream whose reader does not keep up is closed and may come back for the rest.</summary>
    /// <returns>Whether anybody is there.</returns>
    public bool Send(StreamMessage message)
    {
        lock (_gate)
        {
            if (_open.Count == 0)
            {
                return false;
            }

            // The same key again: it is already in the ring and reaches those who come back.
            if (_ring.Any(known => known.Message.IdempotencyKey == message.IdempotencyKey))
            {
                return true;
            }

            var numbered = new NumberedMessage(++_last, message);
            _ring.Enqueue(numbered);
            if (_ring.Count > capacity)
            {
                _ring.Dequeue();
            }

            _open.RemoveAll(stream =>
            {
                var full = !stream.Writer.TryWrite(numbered);
                if (full)
                {
                    stream.Writer.Complete();
                }

                return full;
            });
            return true;
        }
    }

    /// <summary>Ends it for good when nobody was there since the given time.</summary>
    public bool TryRetire(DateTimeOffset before)
    {
        lock (_gate)
        {
            return _retired = _retired || (_open.Count == 0 && ClosedAt < before);
        }
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            _open.ForEach(stream => stream.Writer.TryComplete());
        }
    }
}
