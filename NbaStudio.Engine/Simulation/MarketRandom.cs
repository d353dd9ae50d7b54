namespace NbaStudio.Engine.Simulation;

/// <summary>Seeded chance of the simulated market: the same seed gives the same numbers on every machine. Not thread safe.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood 2014).</remarks>
public sealed class MarketRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed + Golden);

    /// <summary>A number in [0, 1).</summary>
    public double Uniform() => ToUnit(Next());

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => (int)(Uniform() * count);

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>A standard normal number.</summary>
    public double Normal() => Normal(Next(), Next());

    /// <summary>An exponential number with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    public double Between(double low, double high) => low + (high - low) * Uniform();

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A standard normal number that belongs to these numbers for ever: the same ones give the same result.</summary>
    public static double NormalOf(ulong seed, int first, int second, int third)
    {
        var hash = Mix(seed ^ Mix((ulong)(uint)first + Golden) ^ Mix(((ulong)(uint)second << 32) + (uint)third + (Golden >> 1)));
        return Normal(hash, Mix(hash + Golden));
    }

    private static double Normal(ulong first, ulong second) =>
        Math.Sqrt(-2 * Math.Log(1 - ToUnit(first))) * Math.Cos(2 * Math.PI * ToUnit(second));

    private static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private ulong Next() => Mix(_state += Golden);
}
