using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>Judges all hold-outs on all outcomes together: choosing among them and looking at any time does no harm. Thread safe.</summary>
/// <remarks>The customers are the same at every look; what grows is what they do. So the clock of the always-valid intervals is the number of purchases (or of customers who left), not of customers.</remarks>
public static class ControlJudge
{
    /// <summary>The lift that the planner asks for.</summary>
    public const double PlannedLift = 0.1;

    /// <summary>Buyers that each arm needs: the money of fewer follows no curve.</summary>
    public const int FewestBuyers = 20;

    /// <summary>Customers with money before that each arm needs before it is used.</summary>
    public const int FewestBefore = 50;

    /// <summary>Purchases of both arms at which intervals are narrowest.</summary>
    public const double Tuning = 1_000;

    private const double Alpha = 0.05;

    /// <summary>Chance that the planned lift shows by the date that is told.</summary>
    private const double Power = 0.8;

    /// <summary>What is compared of a line.</summary>
    public static IEnumerable<ControlOutcome> OutcomesOf(ControlLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Enum.GetValues<ControlOutcome>().Where(outcome => outcome != ControlOutcome.Accepted || line.HoldOut.Trial is not null);
    }

    /// <param name="lines">All hold-outs, and the trial.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <param name="objectives">Ids of objectives by their keys, for the sentences of refusals; null = they name the key.</param>
    /// <returns>Every outcome of the first line, then those of the next.</returns>
    public static IReadOnlyList<ControlResult> Judge(IReadOnlyList<ControlLine> lines, long now, IReadOnlyDictionary<int, string>? objectives = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var drafts = lines.SelectMany(line => OutcomesOf(line).Select(outcome => Draft(line, outcome, NameOf(line, objectives)))).ToList();
        var anytime = new AlwaysValid(Alpha, Tuning);
        var judged = ExperimentJudge.Judge([.. drafts.Select(d => d.Comparison)], new SampleRatio(1), anytime, isOnlyLook: false, falseDiscovery: false);
        var known = judged.Count(j => j.Effect is not null);
        var together = known == 0 ? anytime : new AlwaysValid(Alpha / known, Tuning);

        // Who has no number yet joins the family with the first one.
        var joined = new AlwaysValid(Alpha / (known + 1), Tuning);
        return [.. drafts.Select((d, i) => Result(d, judged[i], together, VisibleOn(d, judged[i].Effect is null ? joined : together, now)))];
    }

    /// <summary>The difference at one point of a track, with the interval that the result's line has now; null where it would be refused.</summary>
    /// <param name="among">Lines with a number among all that are looked at, at least 1.</param>
    public static (double Middle, ConfidenceInterval Interval)? At(in ControlPoint point, ControlOutcome outcome, int among)
    {
        var draft = Draft(point.Treated, point.Control, outcome);
        if (Refuse(draft, "", point.Treated, point.Control, outcome) is not null || Math.Min(point.Treated.Count, point.Control.Count) < ExperimentJudge.FewestCustomers
            || !(draft.Treated.MeanVariance + draft.Control.MeanVariance > 0))
        {
            return null;
        }

        var effect = Effect.Between(draft.Treated, draft.Control, new AlwaysValid(Alpha / Math.Max(1, among), Tuning), draft.Clock);
        return (effect.Difference, effect.Anytime);
    }

    /// <summary>Whether the arms were alike before: the p-value of the difference in money before; null where nobody had any.</summary>
    public static (double Difference, double PValue)? Before(ControlLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var (treated, control) = (line.Treated.MoneyBefore, line.Control.MoneyBefore);
        if (Math.Min(line.Treated.Before, line.Control.Before) < FewestBuyers || !(treated.MeanVariance + control.MeanVariance > 0))
        {
            return null;
        }

        var effect = Effect.Between(treated, control, new AlwaysValid(Alpha, Tuning));
        return (effect.Difference, effect.PValue);
    }

    private static ControlResult Result(LineDraft draft, ComparisonLine judged, AlwaysValid together, long? visibleOn)
    {
        var effect = judged.Effect is null ? null : Effect.Between(draft.Arms.Treated, draft.Arms.Control, together, draft.Arms.Clock);
        var holdsZero = effect is null || effect.Anytime.Contains(0);
        var verdict = judged.Verdict is LineVerdict.Better or LineVerdict.Worse && holdsZero ? LineVerdict.OnlyIfPlanned : judged.Verdict;
        return new ControlResult(
            draft.Line, draft.Outcome, draft.Arms.Treated, draft.Arms.Control, draft.Arms.Explained, draft.Comparison.Split!.Value, judged, effect?.Anytime, effect?.Relative, verdict,
            visibleOn);
    }

    private static string NameOf(ControlLine line, IReadOnlyDictionary<int, string>? objectives) => line.HoldOut switch
    {
        { Trial: { } trial } => $"trial {trial.Id}",
        { Objective: { } key } => objectives?.GetValueOrDefault(key) is { } id ? $"objective '{id}'" : $"objective {key}",
        _ => "everything",
    };

    private static LineDraft Draft(ControlLine line, ControlOutcome outcome, string name)
    {
        var arms = Draft(line.Treated, line.Control, outcome);
        var split = line.Treated.Count + line.Control.Count == 0
            ? new SampleRatio(1) : SampleRatio.Of([line.Treated.Count, line.Control.Count], [1 - line.PlannedShare, line.PlannedShare]);
        var yes = outcome == ControlOutcome.Money ? default((long, long)?) : Yes(line.Treated, line.Control, outcome);
        return new LineDraft(line, outcome, arms, new Comparison(outcome.ToString(), name, arms.Treated, arms.Control, yes, outcome == ControlOutcome.Left, MissingIsEven: true)
        {
            Split = split,
            Clock = arms.Clock,
            Refused = Refuse(arms, name, line.Treated, line.Control, outcome),
        });
    }

    private static Refusal? Refuse(in ArmDraft arms, string name, in ArmSums treated, in ArmSums control, ControlOutcome outcome) =>
        outcome == ControlOutcome.Money && Math.Min(treated.Bought, control.Bought) < FewestBuyers
            ? new("tooFewBuyers", FormattableString.Invariant($"{outcome}, {name}: {treated.Bought:N0} of {arms.Treated.Count:N0} treated customers and {control.Bought:N0} of {arms.Control.Count:N0} held out bought; each arm needs at least {FewestBuyers} buyers."))
            : null;

    private static ArmDraft Draft(in ArmSums treated, in ArmSums control, ControlOutcome outcome)
    {
        if (outcome != ControlOutcome.Money)
        {
            var (ofTreated, ofControl) = Yes(treated, control, outcome);
            return new ArmDraft(treated.Share(ofTreated), control.Share(ofControl), 0, Math.Max(1, ofTreated + ofControl));
        }

        double clock = Math.Max(1, treated.Purchases + control.Purchases);
        var (first, second) = (treated.Centred, control.Centred);
        var squares = first.Yy + second.Yy;
        if (Math.Min(treated.Before, control.Before) < FewestBefore || !(squares > 0))
        {
            return new ArmDraft(treated.Money, control.Money, 0, clock);
        }

        var (slope, overall) = ((first.Xy + second.Xy) / squares, (treated.Y + control.Y) / (treated.Count + control.Count));
        var (less, than) = ((treated.Adjusted(slope, overall), control.Adjusted(slope, overall)), (treated.Money, control.Money));
        var plain = than.Item1.MeanVariance + than.Item2.MeanVariance;
        var explained = plain > 0 ? 1 - ((less.Item1.MeanVariance + less.Item2.MeanVariance) / plain) : 0;
        return new ArmDraft(less.Item1, less.Item2, Math.Max(0, explained), clock);
    }

    private static (long Treated, long Control) Yes(in ArmSums treated, in ArmSums control, ControlOutcome outcome) =>
        outcome switch
        {
            ControlOutcome.Bought => (treated.Bought, control.Bought),
            ControlOutcome.Left => (treated.Left, control.Left),
            _ => (treated.Accepted, control.Accepted),
        };

    // By the very interval that is shown. What customers do comes at the pace of now, and information with it.
    private static long? VisibleOn(LineDraft draft, AlwaysValid shown, long now)
    {
        var (treated, control) = (draft.Arms.Treated, draft.Arms.Control);
        var elapsed = now - draft.Line.Since;
        if (elapsed <= 0 || Math.Min(treated.Count, control.Count) < ExperimentJudge.FewestCustomers || !(control.Mean > 0 && control.Deviation > 0 && treated.Deviation > 0))
        {
            return null;
        }

        var lift = PlannedLift * control.Mean / Math.Sqrt(control.MeanVariance + treated.MeanVariance);
        var needed = elapsed * shown.TimesNeeded(lift, draft.Arms.Clock, Power);
        return needed < MostWait ? draft.Line.Since + (long)needed : null;
    }

    /// <summary>Ten years: nobody plans beyond.</summary>
    private const double MostWait = 3650 * 86_400_000.0;

    private readonly record struct ArmDraft(ArmEstimate Treated, ArmEstimate Control, double Explained, double Clock);

    private sealed record LineDraft(ControlLine Line, ControlOutcome Outcome, ArmDraft Arms, Comparison Comparison);
}
