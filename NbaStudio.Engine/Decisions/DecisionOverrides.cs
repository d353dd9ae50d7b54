using NbaStudio.Engine.Policies;

namespace NbaStudio.Engine.Decisions;

/// <summary>What a preview or a what-if changes while the recorded situation stays as it was.</summary>
public sealed record DecisionOverrides
{
    /// <summary>Weights of the four factors; null = the policy's.</summary>
    public WeightsDocument? Weights { get; init; }

    /// <summary>Silence threshold, at least 0; null = the policy's.</summary>
    public double? SilenceThreshold { get; init; }

    /// <summary>Key of a contact rule or budget that binds nobody; 0 = none.</summary>
    public int Lifted { get; init; }

    /// <summary>Factors by the key of a treatment or of its action.</summary>
    public IReadOnlyDictionary<int, FactorOverride> Factors { get; init; } = new Dictionary<int, FactorOverride>();
}

/// <summary>Replacements of single factors; null = as computed. P in (0, 1), C and L in [0, 10], V in money above 0.</summary>
public sealed record FactorOverride(double? Propensity = null, double? Context = null, double? Value = null, double? Lever = null);
