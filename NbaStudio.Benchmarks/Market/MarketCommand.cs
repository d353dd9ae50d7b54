using System.Globalization;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The verb <c>market</c>: hub, best fixed ranking and oracle on the simulated market.</summary>
internal static class MarketCommand
{
    /// <param name="arguments">Decisions of the whole run, decisions that count at its end, seeds, contenders, visits a day, decisions after which tastes turn (0 = never); all may be left out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var decisions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var counted = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10_000;
        ulong[] seeds = arguments.Length > 2 ? [.. arguments[2].Split(',').Select(s => ulong.Parse(s, CultureInfo.InvariantCulture))] : [1, 2, 3, 4, 5];
        var contenders = arguments.Length > 3 ? [.. arguments[3].Split(',').Select(Enum.Parse<MarketContender>)] : Enum.GetValues<MarketContender>();
        var visits = arguments.Length > 4 ? double.Parse(arguments[4], CultureInfo.InvariantCulture) : MarketParameters.Kawasemi.VisitsPerDay;
        var change = arguments.Length > 5 ? int.Parse(arguments[5], CultureInfo.InvariantCulture) : 0;
        var results = new List<MarketTrialResult>();
        foreach (var seed in seeds)
        {
            foreach (var contender in contenders)
            {
                var ranges = Enumerable.Range(1, decisions / counted).Select(i => (((i - 1) * counted) + 1, i * counted)).ToArray();
                var result = await MarketTrial.RunAsync(contender, seed, visits, change, ranges);
                results.Add(result);
                MarketReport.WriteProgress(result, Console.Out);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nVisits of an average customer a day: {visits}\n"));
        MarketReport.Write(results, Console.Out);
        return 0;
    }
}
