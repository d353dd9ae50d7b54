namespace NbaStudio.Engine.Runtime;

/// <summary>Which lane owns a customer. Fixed for ever: stored data and other nodes rely on it. Thread safe.</summary>
public static class LaneOf
{
    /// <summary>How many lanes there are.</summary>
    public const int Count = 1_024;

    /// <summary>The customer's lane, 0 to 1,023: the finalizer of SplitMix64 (Steele, Lea and Flood 2014) modulo the number of lanes.</summary>
    public static int Customer(long key)
    {
        var z = unchecked((ulong)key + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) % Count);
    }
}
