using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>What one contender did.</summary>
/// <param name="Earnings">Of each range asked for.</param>
/// <param name="Accepted">Offers that were accepted in the whole run.</param>
/// <param name="Delivered">Offers that were delivered in the whole run.</param>
/// <param name="Refused">Reports that the hub did not take.</param>
/// <param name="SimulatedTime">How long the run took by the hub's clock.</param>
/// <param name="WallTime">How long it took.</param>
internal sealed record MarketTrialResult(
    MarketContender Contender, ulong Seed, IReadOnlyList<MarketEarnings> Earnings, long Accepted, long Delivered, long Refused, TimeSpan SimulatedTime, TimeSpan WallTime)
{
    /// <summary>Of a hub's run: hub, ranking and truth in the same situations, by range.</summary>
    public IReadOnlyList<SituationWorth> Situations { get; init; } = [];

    /// <summary>Of a hub's run: decisions made when each alarm of drift came.</summary>
    public IReadOnlyList<int> Alarms { get; init; } = [];

    /// <summary>Hidden P x V per decision of the last range.</summary>
    public double PerDecision => Earnings[^1].Earned / Earnings[^1].Decisions;

    public double SilenceShare => (double)Earnings[^1].Silent / Earnings[^1].Decisions;
}
