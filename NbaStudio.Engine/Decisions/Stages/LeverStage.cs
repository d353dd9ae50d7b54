using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 9: context weights (C) and levers (L). A lever of 0 is a pause and stays one whatever the weights.</summary>
internal sealed class LeverStage : IPipelineStage
{
    private const TreatmentTraits Varying = TreatmentTraits.ContextWeights | TreatmentTraits.LeverExpression;

    public void Run(DecisionContext context)
    {
        for (var w = 0; w < context.ContextWeights.Length; w++)
        {
            context.WeightHolds[w] = context.ContextWeights[w].When.Test(context.Frame) == Ternary.True;
        }

        var asks = context.IsOverridden;
        if (!asks && (context.Program.AnyTraits & (Varying | TreatmentTraits.NoLever)) == 0)
        {
            return;
        }

        var candidates = context.Candidates.AsSpan(0, context.Count);
        var (traits, weights, levers) = (context.Traits, context.Context, context.Lever);
        var kept = 0;
        foreach (var t in candidates)
        {
            // What varies for nobody stands in the context already.
            if (asks || (traits[t] & Varying) != 0)
            {
                var factor = context.FactorOf(t);
                weights[t] = factor?.Context ?? (context.Has(t, TreatmentTraits.ContextWeights) ? ContextOf(context, t) : 1);
                levers[t] = factor?.Lever ?? LeverOf(context, t);
            }

            if (levers[t] > 0 && weights[t] > 0)
            {
                candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, PipelineStage.Lever, DropReason.LeverZero);
            }
        }

        context.Count = kept;
    }

    private static double ContextOf(DecisionContext context, int t)
    {
        var product = 1.0;
        for (var w = 0; w < context.WeightHolds.Length; w++)
        {
            var rule = context.ContextWeights[w];
            if (context.WeightHolds[w] && rule.AppliesTo.Contains(t))
            {
                product *= rule.Weight;
            }
        }

        return product;
    }

    private static double LeverOf(DecisionContext context, int t)
    {
        ref readonly var facts = ref context.Facts[t];
        if (!context.Has(t, TreatmentTraits.LeverExpression))
        {
            return facts.Lever;
        }

        // A lever per customer is bounded, and a customer without the attribute is neutral.
        var value = context.Policy.Actions[facts.Action].LeverExpression!.Evaluate(context.Frame);
        return facts.Lever * (value.IsMissing ? 1.0 : Math.Clamp(value.Number, 0.8, 1.25));
    }
}
