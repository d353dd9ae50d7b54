using System.Globalization;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>Simulated responses of several treatments whose customers change what they like, all at once, half-way; and the same without a change.</summary>
internal static class DriftTrial
{
    private const int Predictors = 20;
    private const int Treatments = 20;
    private const int Stretches = 10;

    public static void Write(int rows, int seeds)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## A sudden change: {rows:N0} responses of {Treatments} treatments, {Predictors} predictors, {seeds} seeds; log loss of what was served, by tenths of the run, beyond the truth's"));
        Console.WriteLine();
        Console.WriteLine("| what happens half-way | " + string.Join(" | ", Enumerable.Range(1, Stretches)) + " | alarms before | after | first alarm after, responses |");
        Console.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", Stretches + 3)));
        foreach (var change in Enum.GetValues<Change>())
        {
            Write(change, rows, seeds);
        }
    }

    private enum Change { Nothing, OtherTastes, HalfAsMuch, OneTreatmentOnly }

    private static void Write(Change change, int rows, int seeds)
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

    private static void Run(Change change, int rows, int seed, double[] excess, out List<long> alarms)
    {
        var random = new Random(seed);
        var tastes = Tastes(random);
        var later = Tastes(random);
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [.. Enumerable.Range(0, Treatments).Select(k => new TreatmentInfo(k, k, k / 5, 1, 0.06, TimeSpan.FromDays(60)))],
            [.. Enumerable.Range(0, Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
        var values = new double[Predictors];
        alarms = [];
        var known = 0;
        for (var i = 0; i < rows; i++)
        {
            for (var p = 0; p < Predictors; p++)
            {
                values[p] = (random.NextDouble() - 0.5) * Math.Sqrt(12);
            }

            var treatment = random.Next(Treatments);
            var isChanged = i >= rows / 2;
            var taste = isChanged && (change == Change.OtherTastes || (change == Change.OneTreatmentOnly && treatment == 0)) ? later[treatment] : tastes[treatment];
            var score = taste[Predictors] - (isChanged && change == Change.HalfAsMuch ? 0.7 : 0);
            for (var p = 0; p < Predictors; p++)
            {
                score += taste[p] * values[p];
            }

            var truth = 1 / (1 + Math.Exp(-score));
            var positive = random.NextDouble() < truth;
            learner.Learn(new Response(i + 1, i * 30_000L, treatment, values, positive));
            excess[(int)((long)i * Stretches / rows)] += LogLoss.Of(CountModel.Clamp(learner.LastSaid.Served), positive) - LogLoss.Of(truth, positive);
            for (; known < learner.DriftCount; known++)
            {
                alarms.Add(i + 1);
            }
        }
    }

    private static double[][] Tastes(Random random)
    {
        var tastes = new double[Treatments][];
        for (var t = 0; t < Treatments; t++)
        {
            tastes[t] = new double[Predictors + 1];
            for (var p = 0; p < 5; p++)
            {
                tastes[t][random.Next(Predictors)] += (random.NextDouble() - 0.5) * 1.6;
            }

            tastes[t][Predictors] = -3 + ((random.NextDouble() - 0.5) * 1.2);
        }

        return tastes;
    }
}
