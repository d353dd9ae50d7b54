using System.Globalization;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Judges an experiment from a file of who was in which arm and what came of it, without a hub.</summary>
internal sealed class EvaluateExperimentCommand : ICommand
{
    private const double NotableCrossing = 0.01;

    public string Verb => "evaluate experiment";

    public string Summary => "Checks the split of an experiment, then says what differs beyond chance, and no more.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("csv", "FILE", "One row a customer: CSV, or NDJSON by its extension.", Required: true),
        new("arm", "COLUMN", "Column of the arm.", Required: true),
        new("control", "VALUE", "What stands there for the control.", Required: true),
        new("metric", "COLUMNS", "Columns to compare, separated by commas: numbers, or yes and no.", Required: true),
        new("customer", "COLUMN", "Column of the customer, where one has several rows: they are added up."),
        new("denominator", "COLUMN", "Compares the sum of the metric divided by the sum of this column, such as revenue per order."),
        new("covariate", "COLUMN", "A number from before the experiment that explains part of the metric (CUPED): tighter intervals."),
        new("lower-is-better", "COLUMNS", "Metrics of which less is better, such as complaints."),
        new("expected", "SHARES", "Planned shares, the control first, then the others by name, such as 0.5,0.5. Default: equal."),
        new("alpha", "SHARE", "Error over all looks and lines. Default 0.05."),
        new("tuning", "CUSTOMERS", "Customers of both arms at which the always-valid interval is narrowest. Default 5000."),
        new("once", null, "This is the only look, at the planned size: Welch's test decides."),
        new("correction", "METHOD", "For several lines: holm (chance of any false one) or bh (share of false ones). Default holm."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var metrics = Names(context.Get("metric"));
        var lower = Names(context.Find("lower-is-better") ?? "");
        if (metrics.Length == 0 || lower.Except(metrics, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { })
        {
            throw new CommandException(metrics.Length == 0 ? "--metric names no column." : $"--lower-is-better {lower.Except(metrics, StringComparer.OrdinalIgnoreCase).First()} is no metric; metrics are {string.Join(", ", metrics)}.");
        }

        if (context.Has("denominator") && context.Has("covariate"))
        {
            throw new CommandException("--denominator and --covariate cannot be combined; give one of them.");
        }

        var anytime = new AlwaysValid(context.Number("alpha", 0.05, 0.0001, 0.5), context.Number("tuning", AlwaysValid.DefaultTuning, 1, 1e12));
        var correction = context.Find("correction") ?? "holm";
        if (correction is not ("holm" or "bh"))
        {
            throw new CommandException($"--correction {correction} is not allowed; allowed is holm or bh.");
        }

        var second = context.Has("denominator") ? "denominator" : context.Has("covariate") ? "covariate" : null;
        List<(string, string)> columns = [.. metrics.Select(m => ("metric", m))];
        if (second is not null)
        {
            columns.Add((second, context.Get(second)));
        }

        var file = new ExperimentFile(context, Verb, columns);
        file.Read(stop);
        var arms = Arms(context, file);
        var ratio = SampleRatio.Of([.. arms.Select(a => (long)a.Assigned)], Shares(context, arms));
        var numbers = metrics.Select((m, i) => new ExperimentMetric(m, i, second is null ? null : metrics.Length, second == "denominator", lower.Contains(m, StringComparer.OrdinalIgnoreCase), arms)).ToList();
        var lines = ExperimentJudge.Judge([.. numbers.SelectMany(n => n.Comparisons())], ratio, anytime, context.Has("once"), correction == "bh");
        var result = Result(file, arms, numbers, ratio, lines, anytime, context.Has("once"));
        await context.WriteAsync(result, ExperimentReport.Write(result, anytime.Alpha));
        return ratio.IsFine && lines.All(l => l.Refusal is null && l.Verdict != LineVerdict.Suspicious) && file.File.Skipped == 0 && file.Crossed == 0 ? 0 : 1;
    }

    private static ExperimentResult Result(
        ExperimentFile file, IReadOnlyList<ExperimentArm> arms, IReadOnlyList<ExperimentMetric> metrics, SampleRatio ratio, IReadOnlyList<ComparisonLine> lines, AlwaysValid anytime, bool isOnlyLook)
    {
        List<string> warnings = [];
        if (file.File.Skipped > 0)
        {
            warnings.Add(file.File.SkippedText());
        }

        var assigned = arms.Sum(a => (long)a.Assigned);
        var crossing = (double)file.Crossed / (assigned + file.Crossed);
        if (file.Crossed > 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{file.Crossed:N0} customers have rows in more than one arm and are left out{(crossing > NotableCrossing ? $" ({crossing:P1} of all: the draw is not sticky, so no winner is named)" : "")}."));
        }

        warnings.AddRange(metrics.SelectMany(m => m.Warnings()));
        var judged = crossing > NotableCrossing ? lines.Select(l => l.Verdict > LineVerdict.Suspicious ? l with { Verdict = LineVerdict.Suspicious } : l).ToList() : lines;
        var winners = judged.Where(l => l.Of.Metric == metrics[0].Name && l.Verdict == LineVerdict.Better).Select(l => l.Of.Arm).ToList();
        return new ExperimentResult(
            ratio.IsBroken ? [.. arms.Select(a => new ExperimentArmNumbers(a.Name, metrics[0].Name, a.Assigned, null, null, 0, null))] : [.. metrics.SelectMany(m => m.Numbers(anytime))],
            new(ratio.PValue, ratio.IsFine),
            [.. judged.Select(l => Effect(l, arms[0].Name))],
            winners.Count == 1 ? winners[0] : null,
            ExperimentWords.Verdict(judged, ratio, arms, anytime, isOnlyLook),
            file.Crossed,
            file.File.Skipped,
            warnings);
    }

    private static ExperimentEffect Effect(ComparisonLine line, string control)
    {
        var (effect, relative) = (line.Effect, line.Effect?.Relative);
        return new(
            line.Of.Metric,
            line.Of.Arm,
            control,
            effect?.Difference,
            effect?.StandardError,
            effect?.Fixed.Low,
            effect?.Fixed.High,
            relative?.Lift,
            relative?.Fixed.Low,
            relative?.Fixed.High,
            relative?.StandardError,
            relative?.PValue,
            effect?.PValue,
            effect is null ? null : line.AdjustedPValue,
            effect is null ? null : new(effect.Anytime.Low, effect.Anytime.High, relative?.Anytime.Low, relative?.Anytime.High, effect.AnytimePValue, line.AdjustedAnytimePValue),
            char.ToLowerInvariant(line.Verdict.ToString()[0]) + line.Verdict.ToString()[1..],
            line.Refusal?.Sentence);
    }

    // The control first, the others by name.
    private static List<ExperimentArm> Arms(CommandContext context, ExperimentFile file)
    {
        var control = context.Get("control");
        if (!file.Arms.TryGetValue(control, out var first))
        {
            throw new CommandException(file.Arms.Count == 0
                ? $"{file.File.Path} has no row that can be read. {file.File.SkippedText()}".Trim()
                : $"--control {control}: nobody is in it. Arms are {string.Join(", ", file.Arms.Values.Select(a => $"{a.Name} ({a.Assigned})"))}.");
        }

        return file.Arms.Count > 1 ? [first, .. file.Arms.Values.Where(a => a != first).OrderBy(a => a.Name, StringComparer.Ordinal)]
            : throw new CommandException($"There is one arm only, {control}; an experiment compares at least two.");
    }

    private static double[] Shares(CommandContext context, IReadOnlyList<ExperimentArm> arms)
    {
        if (context.Find("expected") is not { } written)
        {
            return [.. arms.Select(_ => 1.0 / arms.Count)];
        }

        var shares = written.Split(',', StringSplitOptions.TrimEntries).Select(text => OutcomeTable.NumberOf(text) ?? 0).ToArray();
        return shares.Length == arms.Count && shares.All(share => share > 0) ? shares
            : throw new CommandException($"--expected {written} is not allowed; allowed are {arms.Count} shares above 0, for {string.Join(", ", arms.Select(a => a.Name))}, such as {string.Join(',', arms.Select(_ => "1"))}.");
    }

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
