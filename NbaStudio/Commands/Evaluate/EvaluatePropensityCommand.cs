using System.Diagnostics;
using System.Globalization;
using System.Text;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Trials;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Tells whether the hub would learn to predict an outcome from the rows of a file, without a hub.</summary>
internal sealed class EvaluatePropensityCommand : ICommand
{
    private const double Normal95 = 1.959963984540054;
    private const int MostColumns = 15;

    public string Verb => "evaluate propensity";

    public string Summary => "Predicts each row of a file before learning it, and says how good that is.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("csv", "FILE", "Rows in the order in which they happened: CSV, or NDJSON by its extension.", Required: true),
        new("target", "COLUMN", "Column of the outcome.", Required: true),
        new("positive", "VALUE", "What stands there for a success; everything else is none.", Required: true),
        new("exclude", "COLUMNS", "Columns not to learn from, separated by commas: ids, and what is known only afterwards."),
        new("test", "FILE", "Judges the rows of this file, after learning all of the first."),
        new("from", "SHARE", "Judges only the rows after this share of the file; all rows are learned. Default 0."),
        new("delay", "ROWS", "An outcome is known only after this many further rows. Default 0."),
        new("block", "ROWS", "Rows of one block for the ranking within blocks. Default 1000."),
        new("top", "ROWS", "Counts the successes among this many rows with the highest predictions. Default: a tenth."),
        new("starting", "SHARE", "The guess before anything is learned. Default 0.02."),
        new("delimiter", "CHARACTER", "Separator of the columns where it is not found by itself: , ; tab |"),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var (file, delimiter) = (context.ExistingFile("csv"), context.Find("delimiter"));
        var from = context.Number("from", 0, 0, 0.99);
        var trialOf = context.Number("starting", CountModel.DefaultPropensity, 0.0001, 0.9999);
        var delay = Whole(context, "delay", 0, 0, 10_000_000);
        var block = Whole(context, "block", 1_000, 2, 10_000_000);
        var top = Whole(context, "top", 0, 1, 100_000_000);
        var test = context.Has("test") ? context.ExistingFile("test") : null;
        if (test is not null && context.Has("from"))
        {
            throw new CommandException("--from and --test both say which rows are judged; give one of them.");
        }

        var table = OutcomeTable.Open(
            file, context.Get("target"), context.Get("positive"), (context.Find("exclude") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), delimiter);
        var trial = new PropensityTrial(table.Predictors, trialOf, delay);
        var (predictions, outcomes) = (new List<TrialPrediction>(), new List<bool>());
        var time = 0L;
        foreach (var (values, positive) in table.Read(file, delimiter))
        {
            stop.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            predictions.Add(trial.Next(values, positive));
            time += Stopwatch.GetTimestamp() - started;
            outcomes.Add(positive);
        }

        trial.Finish();
        var (learned, skipped) = (predictions.Count, table.Skipped);
        var first = (int)(from * learned);
        if (test is not null)
        {
            (predictions, outcomes, first) = ([], [], 0);
            foreach (var (values, positive) in table.Read(test, delimiter))
            {
                stop.ThrowIfCancellationRequested();
                predictions.Add(trial.Predict(values));
                outcomes.Add(positive);
            }

            if (predictions.Count == 0)
            {
                throw new CommandException($"--test: {test} has no row with an outcome.");
            }
        }

        var judged = predictions.Count - first;
        var scores = TrialScores.Of(predictions.GetRange(first, judged), outcomes.GetRange(first, judged), block, top == 0 ? Math.Max(1, judged / 10) : top);
        var result = Result(scores, trial.Report(), learned, Stopwatch.GetElapsedTime(0, time).TotalMicroseconds / learned, skipped, table.Skipped - skipped);
        await context.WriteAsync(result, Text(result, test is not null));
        return 0;
    }

    private static int Whole(CommandContext context, string option, int standard, int minimum, int maximum)
    {
        var number = context.Number(option, standard, context.Has(option) ? minimum : standard, maximum);
        return number == Math.Floor(number) ? (int)number : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--{option} {number} is not allowed; allowed is a whole number."));
    }

    private static PropensityResult Result(TrialScores scores, ModelReport report, int learned, double microseconds, int skipped, int skippedInTest) => new(
        scores.Rows,
        scores.Positives,
        learned,
        scores.Model.LogLoss,
        scores.Model.Auc,
        scores.Model.BlockAuc,
        new(scores.BaseRate.LogLoss, scores.BaseRate.Auc, scores.BaseRate.BlockAuc),
        scores.Gain,
        scores.Gain - (Normal95 * scores.GainError),
        scores.Gain + (Normal95 * scores.GainError),
        scores.Learns,
        [.. scores.Calibration.Select((b, i) => new PropensityDecile(i + 1, b.MeanPredicted, b.ObservedRate, b.Observed.Low, b.Observed.High, b.Count))],
        scores.CalibrationError,
        new(scores.TopCount, scores.TopPositives),
        microseconds,
        skipped,
        skippedInTest,
        report.Source switch { EvidenceSource.Pooled => "pooled", EvidenceSource.Model => "counts", EvidenceSource.BaseRate => "baseRate", _ => "startingPropensity" },
        [.. report.Predictors.Select(p => new PropensityColumn(p.Name, p.Auc, p.IsUsed))]);

    private static string Text(PropensityResult result, bool otherFile)
    {
        var text = new StringBuilder();
        Line(text, $"{result.Learned:N0} rows learned, {result.MicrosecondsPerRow:0.0} µs a row{LeftOut(result.Skipped)}");
        Line(text, $"{result.Rows:N0} rows judged, {result.Positives:N0} successes ({(double)result.Positives / result.Rows:P2}), {(otherFile ? "of the other file, after learning" : "each before it was learned")}{LeftOut(result.SkippedInTest)}");
        Line(text, $"");
        Line(text, $"             log loss      AUC   AUC within blocks");
        Line(text, $"  model       {result.LogLoss:0.00000}   {result.Auc:0.0000}   {Number(result.BlockAuc)}");
        Line(text, $"  base rate   {result.BaseRate.LogLoss:0.00000}   {result.BaseRate.Auc:0.0000}   {Number(result.BaseRate.BlockAuc)}");
        Line(text, $"  gain        {result.Gain:0.00000} (95% interval {result.GainLow:0.00000} to {result.GainHigh:0.00000})");
        Line(text, $"");
        Line(text, $"{(result.Learns ? "The hub would learn from it: better than one rate for all, beyond chance." : "The hub would learn nothing from it that chance does not explain.")}");
        Line(text, $"The {result.TopHits.Count:N0} rows with the highest predictions have {result.TopHits.Positives:N0} of the {result.Positives:N0} successes.");
        Line(text, $"");
        Line(text, $"Calibration  predicted  observed  95% interval        rows");
        foreach (var d in result.Calibration)
        {
            Line(text, $"  tenth {d.Decile,2}     {d.Predicted,8:P2}  {d.Observed,8:P2}  {d.Low,7:P2} to {d.High,7:P2}  {d.Count,6:N0}");
        }

        Line(text, $"  mean distance {result.CalibrationError:P2}");
        Line(text, $"");
        Line(text, $"Columns by how well each ranks alone (0.5 = chance)");
        foreach (var p in result.Predictors.Take(MostColumns))
        {
            Line(text, $"  {p.Auc:0.000}  {p.Name}{(p.Used ? "" : " (not used)")}");
        }

        return text.ToString().TrimEnd();
    }

    private static string LeftOut(int rows) => rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {rows:N0} rows without an outcome or unreadable left out");

    private static string Number(double? value) => value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "no block has both";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
