using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Serving;

/// <summary>Published models of further heads, by kind. Immutable; thread safe.</summary>
public sealed class FurtherModels
{
    private readonly PropensityModels?[] _byKind;

    /// <param name="byKind">By <see cref="HeadKind"/>; null = no treatment has had such a further head.</param>
    public FurtherModels(IReadOnlyList<PropensityModels?> byKind)
    {
        ArgumentNullException.ThrowIfNull(byKind);
        _byKind = [.. byKind];
    }

    /// <summary>No further heads.</summary>
    public static FurtherModels None { get; } = new([]);

    /// <summary>The models of a kind of further head; null where there are none.</summary>
    public PropensityModels? this[HeadKind kind] => (int)kind < _byKind.Length ? _byKind[(int)kind] : null;

    /// <summary>Journal position of the last response to a further head that was learned; 0 before any.</summary>
    public long Version => _byKind.Max(m => m?.Version) ?? 0;
}
