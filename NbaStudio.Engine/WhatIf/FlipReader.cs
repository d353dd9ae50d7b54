using System.Collections.Frozen;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Reads the equations behind the first example of a flip, under both policies.</summary>
internal sealed class FlipReader(WhatIfSample sample, WhatIfRun run)
{
    public WhatIfFlip Read(int from, int to, FlipTally tally, int[] rows)
    {
        var decision = sample.Recorded[rows[0]];
        var (today, changed) = (sample.Rent(), run.Rent());
        DecisionPipeline.Decide(today, decision.Asked, new KeptPropensities(decision.Scores, sample.Today, sample.Models));
        run.Decide(decision, changed, false);
        var reason = from != 0 && changed.Policy.TreatmentIndexOfKey(from) is var t and >= 0 ? changed.Fates[t].Reason : DropReason.None;
        var (fromToday, fromScenario, toToday, toScenario) = (FactorsOf(today, from), FactorsOf(changed, from), FactorsOf(today, to), FactorsOf(changed, to));
        var cause = CauseOf(today, changed, from, to, fromToday, fromScenario, toToday, toScenario);
        sample.Return(today);
        run.Return(changed);
        return new WhatIfFlip(from, to, tally.Count, tally.Customers.Count, reason, [.. rows.Select(row => sample.Recorded[row].Inputs.Id)], cause, fromToday, fromScenario, toToday, toScenario)
        {
            Beside = tally.Beside.ToFrozenSet(),
        };
    }

    private static FlipFactors? FactorsOf(DecisionContext context, int key) =>
        key != 0 && context.Policy.TreatmentIndexOfKey(key) is var t and >= 0 && ScoredCandidates.Passed(context.Fates[t])
            ? new FlipFactors(context.Scores.Propensity[t], context.Context[t], context.Value[t], context.Lever[t], context.Priority[t]) : null;

    // The factor whose ratio between both candidates moved furthest in favour of the new one.
    private static FlipCause CauseOf(DecisionContext today, DecisionContext changed, int from, int to, FlipFactors? fromToday, FlipFactors? fromScenario, FlipFactors? toToday, FlipFactors? toScenario)
    {
        if ((from != 0 && fromScenario is null) || (to != 0 && toToday is null))
        {
            return FlipCause.Rules;
        }

        var (lever, context, value) = (
            Moved(toToday?.Lever, toScenario?.Lever) - Moved(fromToday?.Lever, fromScenario?.Lever),
            Moved(toToday?.Context, toScenario?.Context) - Moved(fromToday?.Context, fromScenario?.Context),
            Moved(toToday?.Value, toScenario?.Value) - Moved(fromToday?.Value, fromScenario?.Value));
        var most = Math.Max(lever, Math.Max(context, value));
        return most > 1e-9 ? most == lever ? FlipCause.Lever : most == context ? FlipCause.Context : FlipCause.Value
            : today.Weights != changed.Weights ? FlipCause.Weights
            : today.SilenceThreshold != changed.SilenceThreshold || today.Policy.Arbitration.MinimumPropensity != changed.Policy.Arbitration.MinimumPropensity ? FlipCause.Threshold
            : PriceOf(today, from) != PriceOf(changed, from) || PriceOf(today, to) != PriceOf(changed, to) ? FlipCause.Price
            : FlipCause.Draw;
    }

    private static double PriceOf(DecisionContext context, int key) =>
        key != 0 && context.Policy.TreatmentIndexOfKey(key) is var t and >= 0 && ScoredCandidates.Passed(context.Fates[t]) ? context.Price[t] : 0;

    private static double Moved(double? before, double? after) => before is not { } was || after is not { } now || was == now ? 0 : Math.Log(Math.Max(now, 1e-9) / Math.Max(was, 1e-9));
}
