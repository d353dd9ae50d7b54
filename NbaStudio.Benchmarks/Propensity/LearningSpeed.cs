using System.Diagnostics;
using System.Globalization;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>How long one response takes to learn: both models, the fits and the looks at what matters included.</summary>
internal static class LearningSpeed
{
    private const int Rows = 20_000;
    private const int Timed = 200_000;

    /// <param name="only">Treatments of the only case; null = all of them.</param>
    public static void Write(bool correlated, int? only = null)
    {
        var generated = new GeneratedResponses(2, correlated);
        var values = new double[Rows][];
        var outcomes = new bool[Rows];
        for (var i = 0; i < Rows; i++)
        {
            values[i] = new double[GeneratedResponses.Predictors];
            outcomes[i] = generated.Next(values[i]).Positive;
        }

        Console.WriteLine();
        Console.WriteLine($"## Learning a response: {(correlated ? "correlated" : "independent")} predictors, rows made before, nothing else between");
        Console.WriteLine();
        Console.WriteLine("| treatments | responses each before | µs a response, mean | by tenths of the run, from | to | publish after one more, ms | learner, kB a treatment | published, kB a treatment |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (treatments, before) in new[] { (1, 20_000), (40, 3_000), (1_000, 1_000), (1_000, 200), (5_000, 100) }.Where(c => only is null || c.Item1 == only))
        {
            Write(values, outcomes, treatments, before);
        }
    }

    private static void Write(double[][] values, bool[] outcomes, int treatments, int before)
    {
        var empty = GC.GetTotalMemory(true);
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [.. Enumerable.Range(1, treatments).Select(k => new TreatmentInfo(k, k, k / 10, 1, 0.05, TimeSpan.FromDays(60)))],
            [.. Enumerable.Range(0, GeneratedResponses.Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
        var position = 0;
        for (; position < treatments * before; position++)
        {
            Learn(learner, values, outcomes, treatments, position);
        }

        var tenths = new double[10];
        for (var tenth = 0; tenth < tenths.Length; tenth++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Timed / tenths.Length; i++, position++)
            {
                Learn(learner, values, outcomes, treatments, position);
            }

            tenths[tenth] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Timed / tenths.Length);
        }

        var learned = GC.GetTotalMemory(true);
        var models = learner.Publish();
        var published = GC.GetTotalMemory(true);
        var times = new double[20];
        for (var i = 0; i < times.Length; i++, position++)
        {
            Learn(learner, values, outcomes, treatments, position);
            var started = Stopwatch.GetTimestamp();
            models = learner.Publish();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        GC.KeepAlive(models);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {treatments:N0} | {before:N0} | {tenths.Average():0.00} | {tenths.Min():0.00} | {tenths.Max():0.00} | {times.Order().ElementAt(times.Length / 2):0.0} (at most {times.Max():0.0}) | {(learned - empty) / 1024.0 / treatments:0.0} | {(published - learned) / 1024.0 / treatments:0.0} |"));
    }

    private static void Learn(PropensityLearner learner, double[][] values, bool[] outcomes, int treatments, int position)
    {
        var row = (int)((position * 7919L) % Rows);
        learner.Learn(new Response(position + 1, (position + 1) * 1_000L, 1 + (position % treatments), values[row], outcomes[row]));
    }
}
