namespace NbaStudio.Engine.Arbitration;

/// <summary>Chance as an input: a small generator (SplitMix64) whose whole course follows from its seed, a hash of the decision id.</summary>
/// <remarks>A mutable struct: pass it by reference. Not thread safe. The same seed gives the same numbers in every process and release.</remarks>
public struct DecisionRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return StableHash.Mix(_state);
    }

    /// <summary>The next number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => StableHash.ToUnit(NextUInt64());

    /// <summary>The next whole number in [0, <paramref name="limit"/>), even up to 2^-32 of bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public int NextInt32(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)Math.BigMul(NextUInt64(), (ulong)limit, out _);
    }
}
