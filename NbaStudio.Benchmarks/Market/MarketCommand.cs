using System.Globalization;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The verb <c>market</c>: hub, best fixed ranking and oracle on the simulated market.</summary>
internal static class MarketCommand
{
    /// <param name="arguments">Decisions of the whole run, decisions that count at its end, seeds, contenders; all may be left out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var decisions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var counted = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10_000;
        ulong[] seeds = arguments.Length > 2 ? [.. arguments[2].Split(',').Select(s => ulong.Parse(s, CultureInfo.InvariantCulture))] : [1, 2, 3, 4, 5];
        var contenders = arguments.Length > 3 ? [.. arguments[3].Split(',').Select(Enum.Parse<MarketContender>)] : Enum.GetValues<MarketContender>();
        var results = new List<MarketTrialResult>();
        foreach (var seed in seeds)
        {
            foreach (var contender in contenders)
            {
                var ranges = Enumerable.Range(1, decisions / counted).Select(i => (((i - 1) * counted) + 1, i * counted)).ToArray();
                var result = await MarketTrial.RunAsync(contender, seed, ranges);
                results.Add(result);
                foreach (var s in result.Situations)
                {
                    Console.WriteLine(FormattableString.Invariant($"  same situations: hub {s.Hub:F1} fixed {s.BestFixed:F1} oracle {s.Oracle:F1} gap closed {s.GapClosed:P1}"));
                }

                Console.WriteLine(FormattableString.Invariant(
                    $"seed {seed} {contender,-24} {string.Join(" ", result.Earnings.Select(e => (e.Earned / e.Decisions).ToString("F1", CultureInfo.InvariantCulture)))} silent {result.SilenceShare:P1} acceptance {result.Earnings[^1].MeanProbability:P2} accepted {result.Accepted}/{result.Delivered} refused {result.Refused} {result.SimulatedTime.TotalDays:F2} d {result.WallTime.TotalSeconds:F0} s"));
            }
        }

        MarketReport.Write(results, Console.Out);
        return 0;
    }
}
