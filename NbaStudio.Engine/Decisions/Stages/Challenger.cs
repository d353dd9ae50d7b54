using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Finds the candidate that may be better than the best, for all we know: unsure enough that its priority could be the highest.</summary>
/// <remarks>
/// Bad luck early on makes a good offer look bad; it is then never shown, so nothing can correct it. What the model does not know says where to look:
/// "could be" is a propensity one standard deviation of the log odds higher (optimism in the face of uncertainty; Lai and Robbins 1985). As evidence grows the deviation shrinks, and
/// where nothing could be better any more nothing is spent. Pure; allocates nothing.
/// </remarks>
internal static class Challenger
{
    /// <summary>Share of the exploration budget that a challenger gets; the rest keeps every probability of the shortlist above 0.</summary>
    public const double ShareOfBudget = 0.8;

    /// <summary>Standard deviations.</summary>
    public const double Deviations = 1;

    // e^x <= 1 + x + Bend x^2 from 0 to the largest spread, because (e^x - 1 - x) / x^2 rises.
    private static readonly double MostDeviation = Deviations * Evidence.MostSpread;
    private static readonly double Bend = (Math.Exp(MostDeviation) - 1 - MostDeviation) / (MostDeviation * MostDeviation);

    /// <summary>Dense index of the challenger for a slot; -1 when none could be better than the best.</summary>
    public static int Find(DecisionContext context, ReadOnlySpan<int> placed, int slot, int best)
    {
        var found = -1;
        var highest = context.Priority[best];
        var weights = context.Weights;
        var minimum = context.Policy.Arbitration.MinimumPropensity;
        var (priorities, prices) = (context.Priority, context.Price);
        var spreads = context.Scores.Spread;
        var propensities = context.Scores.Propensity;
        var isBounded = weights.P == 1;
        foreach (var t in context.Contenders.AsSpan(0, context.ContenderCount))
        {
            // Most could not be better; a bound spares them the exponential.
            var deviation = Deviations * spreads[t];
            if ((isBounded && (priorities[t] + prices[t]) * (1 + deviation + (Bend * deviation * deviation)) < highest) || t == best || propensities[t] < minimum || deviation <= 0)
            {
                continue;
            }

            var p = propensities[t];
            var odds = Math.Exp(deviation) * p / (1 - p);
            var hoped = Math.Min(odds / (1 + odds), 1 - PropensityStage.Lowest);
            var priority = Priority.Of(context.FactorsOf(t) with { P = hoped }, weights, context.Price[t], 0);
            if (priority > highest && context.SlotCandidates.Fits(t, slot) && SlotFilling.Allows(context.SlotCandidates, placed, t, context))
            {
                (found, highest) = (t, priority);
            }
        }

        return found;
    }
}
