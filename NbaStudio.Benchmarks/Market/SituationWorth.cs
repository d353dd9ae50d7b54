using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>What each would have earned in the same situations.</summary>
/// <param name="Ranked">The best fixed ranking through the same pipeline, threshold included.</param>
/// <param name="NeverSilent">The same order without a threshold.</param>
internal readonly record struct SituationWorth(Worth Hub, Worth Ranked, Worth NeverSilent, Worth Oracle)
{
    /// <summary>Share of the way from the ranking to the truth, by what was earned.</summary>
    public double GapClosed => MarketGapMeter.GapClosed(Hub.Earned, Ranked.Earned, Oracle.Earned);

    /// <summary>The same after the price of attention, against the better of both rankings.</summary>
    public double NetGapClosed(double attention) =>
        MarketGapMeter.GapClosed(Hub.Net(attention), Math.Max(Ranked.Net(attention), NeverSilent.Net(attention)), Oracle.Net(attention));
}
