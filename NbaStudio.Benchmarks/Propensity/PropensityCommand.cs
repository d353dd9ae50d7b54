using System.Globalization;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>The verb <c>propensity</c>: every model predicts the same simulated responses before it learns them.</summary>
internal static class PropensityCommand
{
    public const string Usage = "propensity [rows, default 200000 | drift | start | speed [1 | 40 | 1000 | 5000]]";
    private const double Guess = 0.05;
    private const int Width = 16;

    public static int Run(string[] arguments)
    {
        if (arguments is ["drift"])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}"));
            WriteDrift();
            return 0;
        }

        if (arguments is ["speed", .. var which])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}"));
            int? only = which is [var one] && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var treatments) ? treatments : null;
            LearningSpeed.Write(correlated: false, only);
            LearningSpeed.Write(correlated: true, only);
            return 0;
        }

        if (arguments is ["start"])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}"));
            StartTrial.Write(6);
            return 0;
        }

        var rows = 200_000;
        if (arguments.Length > 1 || (arguments.Length == 1 && !(int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out rows) && rows is >= 10_000 and <= 2_000_000)))
        {
            Console.Error.WriteLine($"{Usage}: 10000 to 2000000 rows.");
            return 2;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}; {rows:N0} simulated rows of {GeneratedResponses.Predictors} predictors, one treatment, seed 1"));
        WriteDrift();
        LearningSpeed.Write(correlated: false);
        LearningSpeed.Write(correlated: true);
        Run(rows, correlated: false);
        Run(rows, correlated: true);
        return 0;
    }

    private static void WriteDrift()
    {
        DriftTrial.Write(60_000, 6);
        DelayedTrial.Write(60_000, 6);
    }

    private static void Run(int rows, bool correlated)
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [new TreatmentInfo(1, 1, 1, 1, Guess, TimeSpan.FromDays(60))],
            [.. Enumerable.Range(0, GeneratedResponses.Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
        var ftrl = new FtrlModel((GeneratedResponses.Predictors * Width) + 1, 0.05, 1, 0, 1);
        var coordinates = new int[GeneratedResponses.Predictors + 1];
        var said = new Dictionary<string, double[]>
        {
            ["truth"] = new double[rows], ["base rate"] = new double[rows], ["counts (A)"] = new double[rows], ["FTRL, not served"] = new double[rows],
            ["pooled (B)"] = new double[rows], ["served"] = new double[rows],
        };
        var outcomes = new bool[rows];
        var generated = new GeneratedResponses(1, correlated);
        var values = new double[GeneratedResponses.Predictors];
        for (var i = 0; i < rows; i++)
        {
            (said["truth"][i], outcomes[i]) = generated.Next(values);
            learner.Learn(new Response(i + 1, (i + 1) * 1_000L, 1, values, outcomes[i]));
            var last = learner.LastSaid;
            (said["base rate"][i], said["counts (A)"][i], said["pooled (B)"][i], said["served"][i]) = (last.BaseRate, last.Counts, last.Pooled, last.Served);

            // The same bins as the hub's models have, so that models are compared and not bins.
            var bins = learner.LastBins;
            for (var p = 0; p < bins.Length; p++)
            {
                coordinates[p] = (p * Width) + Math.Min((int)bins[p], Width - 1);
            }

            coordinates[^1] = GeneratedResponses.Predictors * Width;
            said["FTRL, not served"][i] = CountModel.Clamp(ftrl.Learn(coordinates, outcomes[i], Math.Log(Guess / (1 - Guess))));
        }

        Write(said, outcomes, correlated);
    }

    private static void Write(Dictionary<string, double[]> said, bool[] outcomes, bool correlated)
    {
        var rate = outcomes.Count(o => o) / (double)outcomes.Length;
        var entropy = -(rate * Math.Log(rate)) - ((1 - rate) * Math.Log(1 - rate));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## {(correlated ? "Correlated" : "Independent")} predictors: {rate:P2} positive"));
        Console.WriteLine();
        Console.WriteLine("| model | log loss / base entropy | the same, last half | AUC | calibration error | top tenth predicted / observed | last half |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        var half = outcomes.Length / 2;
        foreach (var (name, p) in said)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {LogLoss.Mean(p, outcomes) / entropy:0.0000} | {LogLoss.Mean(p.AsSpan(half), outcomes.AsSpan(half)) / entropy:0.0000} | {RankingQuality.Auc(p, outcomes):0.0000} | {CalibrationCurve.EqualMassError(p, outcomes):0.00000} | {Top(p, outcomes):0.000} | {Top(p.AsSpan(half), outcomes.AsSpan(half)):0.000} |"));
        }
    }

    private static double Top(ReadOnlySpan<double> p, ReadOnlySpan<bool> outcomes)
    {
        var top = CalibrationCurve.Of(p, outcomes)[^1];
        return top.MeanPredicted / top.ObservedRate;
    }
}
