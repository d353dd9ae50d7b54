namespace NbaStudio.Engine.Customers;

/// <summary>An immutable set of treatment keys as a bitmap: membership costs one memory read. Thread safe.</summary>
/// <remarks>Keys are workspace-wide integers from 0, never reused, so the bitmap stays dense.</remarks>
public sealed class TreatmentSet
{
    private readonly ulong[] _bits;

    /// <exception cref="ArgumentOutOfRangeException">A key is below 0 or above 16,777,215.</exception>
    public TreatmentSet(IEnumerable<int> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        int[] all = [.. keys];
        var largest = -1;
        foreach (var key in all)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(key);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(key, (1 << 24) - 1);
            largest = Math.Max(largest, key);
        }

        _bits = new ulong[(largest >> 6) + 1];
        foreach (var key in all)
        {
            _bits[key >> 6] |= 1UL << key;
        }
    }

    /// <summary>The set without members.</summary>
    public static TreatmentSet Empty { get; } = new([]);

    /// <summary>Whether the key is a member; false for any key outside the bitmap.</summary>
    public bool Contains(int key) => (uint)(key >> 6) < (uint)_bits.Length && (_bits[key >> 6] & (1UL << key)) != 0;
}
