using System.Globalization;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>Simulated responses of several treatments whose customers change what they like, all at once, half-way; and the same without a change.</summary>
internal static class DriftTrial
{
    private const int Stretches = 10;

    public static void Write(int rows, int seeds)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## A sudden change: {rows:N0} responses of {DriftCustomers.Treatments} treatments, {DriftCustomers.Predictors} predictors, {seeds} seeds; log loss of what was served, by tenths of the run, beyond the truth's"));
        Console.WriteLine();
        Console.WriteLine("| what happens half-way | " + string.Join(" | ", Enumerable.Range(1, Stretches)) + " | alarms before | after | first alarm after, responses |");
        Console.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", Stretches + 3)));
        foreach (var change in Enum.GetValues<DriftChange>())
        {
            Write(change, rows, seeds);
        }
    }

    private static void Write(DriftChange change, int rows, int seeds)
    {
        var excess = new double[Stretches];
        var (before, after) = (0, 0);
        var firsts = new List<long>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            Run(change, rows, seed, excess, out var alarms);
            before += alarms.Count(a => a <= rows / 2);
            after += alarms.Count(a => a > rows / 2);
            firsts.AddRange(alarms.Where(a => a > rows / 2).Take(1).Select(a => a - (rows / 2)));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {change} | {string.Join(" | ", excess.Select(e => (e / seeds / (rows / Stretches)).ToString("0.0000", CultureInfo.InvariantCulture)))} | {before / (double)seeds:0.0} | {after / (double)seeds:0.0} | {(firsts.Count == 0 ? "-" : firsts.Average().ToString("0", CultureInfo.InvariantCulture))} |"));
    }

    private static void Run(DriftChange change, int rows, int seed, double[] excess, out List<long> alarms)
    {
        var customers = new DriftCustomers(seed);
        var learner = customers.NewLearner();
        var values = new double[DriftCustomers.Predictors];
        alarms = [];
        var known = 0;
        for (var i = 0; i < rows; i++)
        {
            var (treatment, truth, positive) = customers.Next(values, i >= rows / 2 ? change : DriftChange.Nothing);
            learner.Learn(new Response(i + 1, i * 30_000L, treatment, values, positive));
            excess[(int)((long)i * Stretches / rows)] += LogLoss.Of(CountModel.Clamp(learner.LastSaid.Served), positive) - LogLoss.Of(truth, positive);
            for (; known < learner.DriftCount; known++)
            {
                alarms.Add(i + 1);
            }
        }
    }
}
