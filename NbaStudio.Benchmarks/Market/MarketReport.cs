using System.Globalization;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The tables of a measurement, as Markdown.</summary>
internal static class MarketReport
{
    /// <summary>The demo's silence threshold, in yen: what a contact costs in attention, by its policy.</summary>
    private const double Attention = 150;

    /// <summary>One run, as soon as it is over.</summary>
    public static void WriteProgress(MarketTrialResult result, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {result.Seed} {result.Contender,-24} {string.Join(" ", result.Earnings.Select(e => (e.Earned / e.Decisions).ToString("F1", CultureInfo.InvariantCulture)))} gap closed in its situations, by range: {string.Join(" ", result.Situations.Select(s => s.GapClosed.ToString("P0", CultureInfo.InvariantCulture)))}; accepted {result.Accepted}/{result.Delivered} refused {result.Refused} drift alarms at {string.Join(" ", result.Alarms)}; {result.SimulatedTime.TotalDays:F2} d {result.WallTime.TotalSeconds:F0} s"));

    public static void Write(IReadOnlyList<MarketTrialResult> results, TextWriter output)
    {
        var seeds = results.GroupBy(r => r.Seed).Where(s => s.Select(r => r.Contender).Distinct().Count() == Enum.GetValues<MarketContender>().Length).ToList();
        if (seeds.Count == 0)
        {
            return;
        }

        output.WriteLine("### The same situations: what each would have earned in those of the hub's run, last range");
        output.WriteLine("| seed | hub | best fixed | fixed, never silent | oracle | oracle / fixed | gap closed | hub net | fixed net | never silent net | oracle net | gap closed net |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var seed in seeds)
        {
            var s = Of(seed, MarketContender.Hub).Situations[^1];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {seed.Key} | {s.Hub.Earned:F1} | {s.Ranked.Earned:F1} | {s.NeverSilent.Earned:F1} | {s.Oracle.Earned:F1} | {s.Oracle.Earned / s.Ranked.Earned:F2} | {100 * s.GapClosed:F1} % | {s.Hub.Net(Attention):F1} | {s.Ranked.Net(Attention):F1} | {s.NeverSilent.Net(Attention):F1} | {s.Oracle.Net(Attention):F1} | {100 * s.NetGapClosed(Attention):F1} % |"));
        }

        output.WriteLine(Mean("Gap closed, mean", seeds.Select(s => Of(s, MarketContender.Hub).Situations[^1].GapClosed)));
        output.WriteLine(Mean("Gap closed net of attention, mean", seeds.Select(s => Of(s, MarketContender.Hub).Situations[^1].NetGapClosed(Attention))));

        output.WriteLine("\n### Each in a run of its own, last range");
        output.WriteLine("| seed | hub | best fixed | fixed, never silent | oracle | oracle / fixed | hub / oracle | gap closed | acceptance | hub silent | fixed silent | oracle silent |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var seed in seeds)
        {
            var (hub, ranked, never, oracle) = (
                Of(seed, MarketContender.Hub), Of(seed, MarketContender.FixedRanking), Of(seed, MarketContender.FixedRankingNeverSilent), Of(seed, MarketContender.Oracle));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {seed.Key} | {hub.PerDecision:F1} | {ranked.PerDecision:F1} | {never.PerDecision:F1} | {oracle.PerDecision:F1} | {oracle.PerDecision / ranked.PerDecision:F2} | {hub.PerDecision / oracle.PerDecision:F2} | {GapClosed(seed)} | {100 * hub.Earnings[^1].MeanProbability:F2} % | {100 * hub.SilenceShare:F1} % | {100 * ranked.SilenceShare:F1} % | {100 * oracle.SilenceShare:F1} % |"));
        }
    }

    // Own runs use up caps and offers at their own pace: there may be no gap left at the end.
    private static string GapClosed(IEnumerable<MarketTrialResult> seed)
    {
        var (hub, ranked, oracle) = (Of(seed, MarketContender.Hub).PerDecision, Of(seed, MarketContender.FixedRanking).PerDecision, Of(seed, MarketContender.Oracle).PerDecision);
        return oracle > ranked ? string.Create(CultureInfo.InvariantCulture, $"{100 * MarketGapMeter.GapClosed(hub, ranked, oracle):F1} %") : "no gap";
    }

    private static MarketTrialResult Of(IEnumerable<MarketTrialResult> seed, MarketContender contender) => seed.Single(r => r.Contender == contender);

    private static string Mean(string what, IEnumerable<double> gaps) => string.Create(CultureInfo.InvariantCulture, $"\n{what} of {gaps.Count()} seeds: **{100 * gaps.Average():F1} %**");
}
