using System.Globalization;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>What starting a treatment's models from a file is worth for its first responses: by how much the file counts, and by how right it is.</summary>
internal static class StartTrial
{
    private const double Guess = 0.05;
    private const int FileRows = 20_000;
    private const int Stretch = 250;
    private const int Stretches = 8;
    private static readonly int[] Weights = [0, 100, 200, 500, 1_000, 2_000];

    private enum Content { True, TwiceTheRate, Opposite }

    public static void Write(int seeds)
    {
        foreach (var file in Enum.GetValues<Content>())
        {
            Console.WriteLine();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Started from a file of {FileRows:N0} rows ({file}), {GeneratedResponses.Predictors} independent predictors, {seeds} seeds; log loss of what was served, by stretches of {Stretch} responses, beyond the truth's"));
            Console.WriteLine();
            Console.WriteLine("| the file counts for | " + string.Join(" | ", Enumerable.Range(1, Stretches).Select(s => $"to {s * Stretch}")) + " | all |");
            Console.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---:|", Stretches + 1)));
            foreach (var weight in Weights)
            {
                var excess = new double[Stretches];
                for (var seed = 1; seed <= seeds; seed++)
                {
                    Run(file, weight, seed, excess);
                }

                var means = excess.Select(e => e / seeds / Stretch).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(weight == 0 ? "no file" : weight)} | {string.Join(" | ", means.Select(m => m.ToString("0.0000", CultureInfo.InvariantCulture)))} | {means.Average():0.0000} |"));
            }
        }
    }

    private static void Run(Content file, int weight, int seed, double[] excess)
    {
        var learner = new PropensityLearner();
        PredictorDefinition[] predictors = [.. Enumerable.Range(0, GeneratedResponses.Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))];
        learner.SetCatalogue([new TreatmentInfo(1, 1, 1, 1, Guess, TimeSpan.FromDays(60))], predictors);
        if (weight > 0)
        {
            Teach(learner, predictors, file, weight, seed);
        }

        var generated = new GeneratedResponses(seed, correlated: false);
        var values = new double[GeneratedResponses.Predictors];
        for (var i = 0; i < Stretch * Stretches; i++)
        {
            var (truth, positive) = generated.Next(values);
            learner.Learn(new Response(i + 1, (i + 1) * 30_000L, 1, values, positive));
            excess[i / Stretch] += LogLoss.Of(learner.LastSaid.Served, positive) - LogLoss.Of(truth, positive);
        }
    }

    private static void Teach(PropensityLearner learner, PredictorDefinition[] predictors, Content file, int weight, int seed)
    {
        var generated = new GeneratedResponses(1_000 + seed, correlated: false);
        var random = new Random(seed);
        var rows = new double[FileRows][];
        var outcomes = new bool[FileRows];
        for (var i = 0; i < FileRows; i++)
        {
            rows[i] = new double[predictors.Length];
            var (truth, _) = generated.Next(rows[i]);
            outcomes[i] = random.NextDouble() < (file == Content.TwiceTheRate ? Math.Min(1, 2 * truth) : truth);
            if (file == Content.Opposite)
            {
                // Everything that speaks for a success in the file speaks against it later.
                rows[i] = [.. rows[i].Select((v, p) => p < 2 ? v : -v)];
            }
        }

        var start = new FileStart(0, "trial", "old.csv", (ulong)seed, FileRows, outcomes.Count(o => o), weight, predictors.Length);
        var parts = StartLimits.Order(outcomes, start.Fingerprint).Chunk(StartLimits.RowsOfPart).Select((part, number) => new StartPart(
            start, number * StartLimits.RowsOfPart, predictors, [.. part.SelectMany(row => rows[row].Select(v => StartLimits.CodeOf(v, PredictorType.Numeric)))], [.. part.Select(row => outcomes[row])]));
        foreach (var part in parts)
        {
            learner.Start(0, 1, part);
        }
    }
}
