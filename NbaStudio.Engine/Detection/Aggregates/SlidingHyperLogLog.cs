using System.Numerics;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>HyperLogLog (Flajolet et al. 2007) with 256 registers over a sliding window.</summary>
/// <remarks>
/// Each register keeps the maxima that may still matter, per step (Chabchoub and Hebrail 2010).
/// Standard error 1.04/sqrt(256) = 6.5 %; linear counting below 640.
/// </remarks>
internal sealed class SlidingHyperLogLog
{
    private const int Registers = 256;
    private const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    // By register, then from the newest step to the oldest; within a register ranks strictly rise with age.
    private readonly List<Maximum> _maxima = [];

    public void Add(ulong hash, long step)
    {
        Add((byte)(hash >> 56), (byte)Math.Min(57, BitOperations.LeadingZeroCount(hash << 8) + 1), step);
    }

    /// <summary>Takes in everything that another sketch has seen.</summary>
    public void Merge(SlidingHyperLogLog other)
    {
        foreach (var maximum in other._maxima)
        {
            Add(maximum.Register, maximum.Rank, maximum.Step);
        }
    }

    private void Add(byte register, byte rank, long step)
    {
        var start = FirstOf(register);
        var index = start;
        while (index < _maxima.Count && _maxima[index].Register == register && _maxima[index].Step >= step)
        {
            if (_maxima[index].Rank >= rank)
            {
                return;
            }

            index++;
        }

        // One at the same step has a lower rank, so it goes; so do older ones that are no higher.
        var first = index > start && _maxima[index - 1].Step == step ? index - 1 : index;
        while (index < _maxima.Count && _maxima[index].Register == register && _maxima[index].Rank <= rank)
        {
            index++;
        }

        _maxima.RemoveRange(first, index - first);
        _maxima.Insert(first, new Maximum(register, rank, step));
    }

    /// <summary>Forgets steps before one; true when nothing is left.</summary>
    public bool DropBefore(long step)
    {
        _maxima.RemoveAll(m => m.Step < step);
        return _maxima.Count == 0;
    }

    public double Estimate(long firstStep)
    {
        var (sum, zeros, register, highest) = (0.0, Registers, -1, 0);
        foreach (var maximum in _maxima)
        {
            if (maximum.Step < firstStep)
            {
                continue;
            }

            if (maximum.Register != register)
            {
                sum += register < 0 ? 0 : Math.ScaleB(1, -highest);
                zeros--;
                (register, highest) = (maximum.Register, 0);
            }

            highest = Math.Max(highest, maximum.Rank);
        }

        sum += (register < 0 ? 0 : Math.ScaleB(1, -highest)) + zeros;
        var estimate = Alpha * Registers * Registers / sum;
        return Math.Round(estimate <= 2.5 * Registers && zeros > 0 ? Registers * Math.Log(Registers / (double)zeros) : estimate);
    }

    public void Write(StateWriter writer, long newest)
    {
        writer.WriteUnsigned((ulong)_maxima.Count);
        foreach (var maximum in _maxima)
        {
            writer.WriteByte(maximum.Register);
            writer.WriteByte(maximum.Rank);
            writer.WriteUnsigned((ulong)(newest - maximum.Step));
        }
    }

    public static SlidingHyperLogLog ReadFrom(ref StateReader reader, long newest)
    {
        var sketch = new SlidingHyperLogLog();
        var count = reader.ReadCount();
        for (var i = 0; i < count; i++)
        {
            sketch._maxima.Add(new Maximum(reader.ReadByte(), reader.ReadByte(), newest - (long)reader.ReadUnsigned()));
        }

        return sketch;
    }

    private int FirstOf(byte register)
    {
        var (low, high) = (0, _maxima.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _maxima[middle].Register < register ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct Maximum(byte Register, byte Rank, long Step);
}
