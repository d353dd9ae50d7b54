using System.Collections;
using System.Runtime.CompilerServices;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>One head of a candidate as it was decided with.</summary>
/// <param name="Propensity">Chance that it happens, in [0, 1].</param>
/// <param name="Value">Money if it happens; 0 or less for harm.</param>
public readonly record struct HeadFactor(HeadKind Kind, double Propensity, double Value);

/// <summary>The heads of a candidate, the primary one first; empty where it has only that. Equal when all heads are.</summary>
[CollectionBuilder(typeof(HeadFactors), nameof(Create))]
public readonly struct HeadFactors : IReadOnlyList<HeadFactor>, IEquatable<HeadFactors>
{
    private readonly HeadFactor[]? _heads;

    private HeadFactors(HeadFactor[] heads) => _heads = heads.Length == 0 ? null : heads;

    public static HeadFactors Create(ReadOnlySpan<HeadFactor> heads) => new(heads.ToArray());

    public int Count => _heads?.Length ?? 0;

    public HeadFactor this[int index] => (_heads ?? [])[index];

    /// <summary>The further head of a kind; null where there is none.</summary>
    public HeadFactor? Further(HeadKind kind)
    {
        for (var i = 1; i < Count; i++)
        {
            if (_heads![i].Kind == kind)
            {
                return _heads[i];
            }
        }

        return null;
    }

    public bool Equals(HeadFactors other) => _heads.AsSpan().SequenceEqual(other._heads);

    public override bool Equals(object? obj) => obj is HeadFactors other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var head in _heads ?? [])
        {
            hash.Add(head);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join("; ", _heads ?? []);

    public static bool operator ==(HeadFactors left, HeadFactors right) => left.Equals(right);

    public static bool operator !=(HeadFactors left, HeadFactors right) => !left.Equals(right);

    public IEnumerator<HeadFactor> GetEnumerator() => ((IEnumerable<HeadFactor>)(_heads ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
