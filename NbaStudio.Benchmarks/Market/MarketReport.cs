using System.Globalization;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The table of a measurement, as Markdown.</summary>
internal static class MarketReport
{
    public static void Write(IReadOnlyList<MarketTrialResult> results, TextWriter output)
    {
        output.WriteLine("| seed | hub | best fixed | oracle | gap closed | hub / oracle | oracle / fixed | acceptance | hub silent | fixed silent | oracle silent |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var gaps = new List<double>();
        foreach (var seed in results.GroupBy(r => r.Seed).Where(s => s.Select(r => r.Contender).Distinct().Count() == Enum.GetValues<MarketContender>().Length))
        {
            var hub = seed.Single(r => r.Contender == MarketContender.Hub);
            var oracle = seed.Single(r => r.Contender == MarketContender.Oracle);
            var best = seed.Where(r => r.Contender is MarketContender.FixedRanking or MarketContender.FixedRankingNeverSilent).MaxBy(r => r.PerDecision)!;
            gaps.Add(MarketGapMeter.GapClosed(hub.PerDecision, best.PerDecision, oracle.PerDecision));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {seed.Key} | {hub.PerDecision:F1} | {best.PerDecision:F1} | {oracle.PerDecision:F1} | {100 * gaps[^1]:F1} % | {hub.PerDecision / oracle.PerDecision:F2} | {oracle.PerDecision / best.PerDecision:F2} | {100 * hub.Earnings[^1].MeanProbability:F2} % | {100 * hub.SilenceShare:F1} % | {100 * best.SilenceShare:F1} % | {100 * oracle.SilenceShare:F1} % |"));
        }

        if (gaps.Count > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nGap closed, mean of {gaps.Count} seeds: **{100 * gaps.Average():F1} %**"));
        }
    }
}
