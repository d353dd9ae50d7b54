using System.Numerics;

namespace NbaStudio.Live;

/// <summary>Bounded log-linear histogram of total latency that also adds up the four parts per bucket. Not thread safe.</summary>
/// <remarks>Sixteen buckets per doubling (6 % wide) from 1 µs to 134 s. A percentile is the mean of the bucket that holds it, so its four parts add up to it exactly.</remarks>
public sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int SubCount = 1 << SubBits;
    private const int MaximumOctave = 26;
    private const int BucketCount = ((MaximumOctave - SubBits + 1) * SubCount) + SubCount;

    private readonly int[] _counts = new int[BucketCount];
    private readonly long[] _parts = new long[BucketCount * 4];
    private int _low = BucketCount;
    private int _high = -1;

    public long Count { get; private set; }

    public void Add(LiveLatency latency)
    {
        var index = IndexOf(latency.Total);
        _counts[index]++;
        _parts[index * 4] += latency.Detect;
        _parts[(index * 4) + 1] += latency.Data;
        _parts[(index * 4) + 2] += latency.Decide;
        _parts[(index * 4) + 3] += latency.Deliver;
        _low = Math.Min(_low, index);
        _high = Math.Max(_high, index);
        Count++;
    }

    public void AddTo(LatencyHistogram target)
    {
        for (var i = _low; i <= _high; i++)
        {
            target._counts[i] += _counts[i];
            for (var part = i * 4; part < (i * 4) + 4; part++)
            {
                target._parts[part] += _parts[part];
            }
        }

        target._low = Math.Min(target._low, _low);
        target._high = Math.Max(target._high, _high);
        target.Count += Count;
    }

    public void Clear()
    {
        if (_high >= _low)
        {
            Array.Clear(_counts, _low, _high - _low + 1);
            Array.Clear(_parts, _low * 4, (_high - _low + 1) * 4);
        }

        (_low, _high, Count) = (BucketCount, -1, 0);
    }

    /// <summary>Mean parts, in microseconds, of the bucket that holds the percentile; null without data.</summary>
    /// <param name="share">In (0, 1].</param>
    public LiveLatency? Percentile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var i = _low; i <= _high; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                var n = _counts[i];
                return new LiveLatency(_parts[i * 4] / n, _parts[(i * 4) + 1] / n, _parts[(i * 4) + 2] / n, _parts[(i * 4) + 3] / n);
            }
        }

        return null;
    }

    private static int IndexOf(long microseconds)
    {
        if (microseconds < SubCount)
        {
            return (int)Math.Max(0, microseconds);
        }

        var octave = BitOperations.Log2((ulong)microseconds);
        return octave > MaximumOctave
            ? BucketCount - 1
            : ((octave - SubBits + 1) * SubCount) + (int)((microseconds >> (octave - SubBits)) & (SubCount - 1));
    }
}
