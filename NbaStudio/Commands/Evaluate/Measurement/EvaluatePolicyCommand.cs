using System.Globalization;
using System.Text;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Says from a log of choices what another policy would have earned, without a hub.</summary>
internal sealed class EvaluatePolicyCommand : ICommand
{
    private const int FewRewards = 20;
    private const double HeavyShare = 0.05;
    private const int MostNamed = 10;

    public string Verb => "evaluate policy";

    public string Summary => "Says from a log of choices and their probabilities what another policy would have earned.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("log", "FILE", "One row a choice: CSV, or NDJSON by its extension.", Required: true),
        new("action", "COLUMN", "Column of the action that was chosen. Default action."),
        new("probability", "COLUMN", "Column of the probability with which it was chosen. Default probability."),
        new("reward", "COLUMN", "Column of what came of it: a number, or yes and no. Default reward."),
        new("position", "COLUMN", "Column of the position, where a choice fills several. Default position, where there is one."),
        new("policy-probability", "COLUMN", "Column of the probability with which the other policy would have chosen it. Default policy_probability."),
        new("policy-columns", "PREFIX", "Instead: one column for each action, named by this and the action."),
        new("policy", "FILE", "Instead: a policy, as JSON, that chooses on each row. It knows of the customer what columns named after its attributes and context say; nothing has been learned, every consent is given."),
        new("channel", "ID", "With --policy: the channel that the log is of. Default: its only one."),
        new("placement", "NAME", "With --policy: a placement of the channel. Default: all that the channel has."),
        new("time", "COLUMN", "With --policy: when each choice was made. Default time, where there is one, else now."),
        new("context", "COLUMNS", "Columns that the reward model tells apart, and that probabilities may depend on, separated by commas."),
        new("customer", "COLUMN", "Column of the customer: rows of one are not independent. Default: every row stands for itself."),
        new("limit", "WEIGHT", "Also estimates with weights cut at this."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var limit = context.Has("limit") ? context.Number("limit", 10, 0.01, 1e9) : (double?)null;
        var file = new ChoiceFile(context, Verb, DateTimeOffset.UtcNow);
        var log = file.Read(stop);
        var estimate = log.IsKnown ? OffPolicyEvaluator.Of(log.Value, limit) : log.Refusal;
        List<string> warnings = [];
        if (file.File.Skipped > 0)
        {
            warnings.Add(file.File.SkippedText());
        }

        var rows = log.Value?.Count ?? 0;
        var weights = estimate.Value?.Weights ?? (rows > 1 ? WeightSummary.Of(log.Value!) : null);
        if (file.Document is { } document)
        {
            warnings.AddRange(Warnings(document, file));
        }

        if (estimate.Value is { } known)
        {
            warnings.AddRange(Warnings(known, file.Rewarded, rows));
        }

        var result = new PolicyResult(
            rows, file.Actions.Count, file.Rewarded, file.File.Skipped, estimate.Value is { } e ? Numbers(e) : null, weights?.EffectiveSampleSize, weights?.Maximum, weights?.Mean, file.Document is null ? null : weights?.Silence, !estimate.IsKnown,
            estimate.Refusal is { } r ? new(r.Code, r.Sentence) : null, Verdict(estimate.Value, estimate.Refusal?.Sentence), warnings);
        await context.WriteAsync(result, Text(result));
        return result.Refused || file.File.Skipped > 0 ? 1 : 0;
    }

    private static IEnumerable<string> Warnings(PolicyRows policy, ChoiceFile file)
    {
        if (policy.Missing.Count > 0)
        {
            yield return $"The policy can read what this log has no column for, and decided without it: {Some(policy.Missing)}.";
        }

        if (file.Actions.Where(a => !policy.Has(a)).ToList() is { Count: > 0 } unknown)
        {
            yield return $"The policy never chooses what it does not have: {Some(unknown)}.";
        }
    }

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNamed:N0} more") : "");

    private static IEnumerable<string> Warnings(OffPolicyResult result, int rewarded, int rows)
    {
        if (rewarded < FewRewards)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Only {rewarded:N0} rows have a reward: intervals are rough.");
        }

        if (result.Weights.Maximum / (result.Weights.Mean * rows) is var share && share > HeavyShare)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"One row carries {share:P0} of all weight (weight {result.Weights.Maximum:0.#}): intervals are too narrow.");
        }

        if (result.NoModel is { } reason)
        {
            yield return $"No direct method and no doubly robust estimate. {reason.Sentence}";
        }
    }

    private static string Verdict(OffPolicyResult? result, string? refusal)
    {
        if (result is null)
        {
            return $"No number: {refusal}";
        }

        var (best, gain) = (result.Dr ?? result.Snips, result.Gain);
        var claim = gain.Interval.Low > 0 ? "more than the log, beyond chance" : gain.Interval.High < 0 ? "less than the log, beyond chance" : "not different from the log beyond chance";
        return string.Create(CultureInfo.InvariantCulture, $"The policy would have earned {best.Value:0.######} a row ({(result.Dr is null ? "SNIPS" : "DR")}, 95% interval {best.Interval.Low:0.######} to {best.Interval.High:0.######}); the log earned {result.Logged.Value:0.######}. That is {claim} ({gain.Value:+0.######;-0.######;0}, {gain.Interval.Low:+0.######;-0.######;0} to {gain.Interval.High:+0.######;-0.######;0}).");
    }

    private static PolicyEstimates Numbers(OffPolicyResult r) => new(
        One(r.Logged)!, One(r.Replay), One(r.Ips)!, One(r.Snips)!, One(r.Dm), One(r.Dr), One(r.Sndr), One(r.Clipped), One(r.Switched), One(r.Gain)!);

    private static PolicyEstimate? One(OffPolicyEstimate? e) => e is null ? null : new(e.Value, e.StandardError, e.Interval.Low, e.Interval.High);

    private static string Text(PolicyResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(result.Verdict);
        result.Warnings.ToList().ForEach(warning => Line(text, $"Note: {warning}"));
        text.AppendLine();
        Line(text, $"{result.Rows:N0} rows, {result.Actions:N0} actions, {result.Rewarded:N0} rows with a reward");
        if (result.MeanWeight is { } mean)
        {
            Line(text, $"Weights: mean {mean:0.######} (has to be about 1), largest {result.MaximumWeight:0.####}, effective sample size {result.EffectiveSampleSize:0.###}");
        }

        if (result.Silence is { } silence)
        {
            Line(text, $"The policy chooses nothing, which earns 0, on {silence:P1} of the rows");
        }

        if (result.Estimates is { } e)
        {
            text.AppendLine();
            Line(text, $"  reward a row         value     error     95% interval");
            (string Name, PolicyEstimate? Estimate)[] all =
                [("log", e.Logged), ("replay", e.Replay), ("IPS", e.Ips), ("SNIPS", e.Snips), ("DM", e.Dm), ("DR", e.Dr), ("SNDR", e.Sndr), ("IPS, cut", e.ClippedIps), ("DR, switched", e.SwitchDr)];
            foreach (var (name, one) in all)
            {
                if (one is not null)
                {
                    Line(text, $"  {name,-14} {one.Value,12:0.00000000}  {one.StandardError:0.00000000}  {one.Low:0.00000000} to {one.High:0.00000000}");
                }
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
