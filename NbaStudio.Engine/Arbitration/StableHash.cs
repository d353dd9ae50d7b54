namespace NbaStudio.Engine.Arbitration;

/// <summary>A 64-bit hash that is the same in every process and release: seeds, arms and lanes depend on it, so its definition never changes.</summary>
/// <remarks>
/// Numbers are chained with the finaliser of SplitMix64 (Steele, Lea, Flood 2014): h = mix((h ^ value) + 0x9E3779B97F4A7C15), from h = 0.
/// Texts enter as FNV-1a over their UTF-16 units, then as that number. Not meant against attackers. Thread safe.
/// </remarks>
public static class StableHash
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    public static ulong Of(long first) => Combine(0, (ulong)first);

    public static ulong Of(long first, long second) => Combine(Of(first), (ulong)second);

    public static ulong Of(long first, long second, long third) => Combine(Of(first, second), (ulong)third);

    public static ulong Of(ReadOnlySpan<char> text) => Combine(0, Fnv(text));

    public static ulong Of(ReadOnlySpan<char> text, long number) => Combine(Of(text), (ulong)number);

    public static ulong Of(long number, ReadOnlySpan<char> text) => Combine(Of(number), Fnv(text));

    /// <summary>Adds one more value to a hash.</summary>
    public static ulong Combine(ulong hash, ulong value) => Mix((hash ^ value) + Golden);

    /// <summary>A hash as a number in [0, 1), for shares: a customer belongs to a hold-out of 2 % when it is below 0.02.</summary>
    public static double ToUnit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private static ulong Fnv(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
