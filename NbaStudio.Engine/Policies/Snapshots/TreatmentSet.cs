namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>A fixed set of treatments by their dense index: one bit each. Immutable and thread safe.</summary>
public sealed class TreatmentSet
{
    private readonly ulong[] _bits;

    /// <summary>A set of treatments among <paramref name="treatmentCount"/>; members outside that range are a programming mistake.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member is negative or not below the count.</exception>
    public TreatmentSet(int treatmentCount, IEnumerable<int> members)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(treatmentCount);
        ArgumentNullException.ThrowIfNull(members);
        _bits = new ulong[(treatmentCount + 63) / 64];
        foreach (var member in members)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(member, nameof(members));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(member, treatmentCount, nameof(members));
            Count += Contains(member) ? 0 : 1;
            _bits[member >> 6] |= 1UL << (member & 63);
        }
    }

    /// <summary>Number of treatments in the set.</summary>
    public int Count { get; }

    /// <summary>Whether the treatment with this index is in the set; false outside the range.</summary>
    public bool Contains(int treatment) => (uint)(treatment >> 6) < (uint)_bits.Length && (_bits[treatment >> 6] & (1UL << (treatment & 63))) != 0;
}
