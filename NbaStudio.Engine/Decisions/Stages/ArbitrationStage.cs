using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 10: priority = P x C x V x L less prices and the channel's cost. Below the minimum propensity or not above the silence threshold: out. Service class competes with nobody.</summary>
internal sealed class ArbitrationStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        var candidates = context.Candidates.AsSpan(0, context.Count);
        candidates.CopyTo(context.Scored);
        context.ScoredCount = candidates.Length;
        Price(context, candidates);
        if (context.Weights is { P: 1, C: 1, V: 1, L: 1 })
        {
            Multiply(candidates, context.Scores.Propensity, context.Context, context.Value, context.Lever, context.Price, context.Priority);
        }
        else
        {
            Weigh(context, candidates);
        }

        context.ContenderCount = Contend(candidates, context.Program, context.Contenders);
        context.Count = Keep(context, candidates);
    }

    private static void Price(DecisionContext context, ReadOnlySpan<int> candidates)
    {
        var (channelOf, channels, prices) = (context.Program.Channels, context.Channels, context.Price);
        foreach (var t in candidates)
        {
            prices[t] = channels[channelOf[t]].CostPerContact;
        }

        if ((context.Program.AnyTraits & TreatmentTraits.Budgets) == 0)
        {
            return;
        }

        foreach (var t in candidates)
        {
            if (context.Has(t, TreatmentTraits.Budgets))
            {
                prices[t] = PricesOf(context, t) + prices[t];
            }
        }
    }

    // The same to the last bit as with weights of 1, which most policies have, without asking each candidate for them.
    private static void Multiply(ReadOnlySpan<int> candidates, double[] p, double[] c, double[] v, double[] l, double[] prices, double[] priorities)
    {
        foreach (var t in candidates)
        {
            priorities[t] = (p[t] * c[t] * v[t] * l[t]) - prices[t];
        }
    }

    private static void Weigh(DecisionContext context, ReadOnlySpan<int> candidates)
    {
        var weights = context.Weights;
        foreach (var t in candidates)
        {
            context.Priority[t] = Priority.Of(context.FactorsOf(t), weights, context.Price[t], 0);
        }
    }

    // Chance looks at all that came this far, so that it sees what the thresholds hide.
    private static int Contend(ReadOnlySpan<int> candidates, DecisionProgram program, int[] contenders)
    {
        if ((program.AnyTraits & TreatmentTraits.Service) == 0)
        {
            candidates.CopyTo(contenders);
            return candidates.Length;
        }

        var count = 0;
        foreach (var t in candidates)
        {
            if ((program.Traits[t] & TreatmentTraits.Service) == 0)
            {
                contenders[count++] = t;
            }
        }

        return count;
    }

    private static int Keep(DecisionContext context, Span<int> candidates)
    {
        var (minimum, threshold) = (context.Policy.Arbitration.MinimumPropensity, context.SilenceThreshold);
        var (traits, propensities, priorities) = (context.Traits, context.Scores.Propensity, context.Priority);
        var kept = 0;
        foreach (var t in candidates)
        {
            if ((propensities[t] >= minimum && priorities[t] > threshold) || (traits[t] & TreatmentTraits.Service) != 0)
            {
                candidates[kept++] = t;
            }
            else
            {
                context.Drop(t, PipelineStage.Arbitration, propensities[t] < minimum ? DropReason.BelowMinimumPropensity : DropReason.BelowThreshold);
            }
        }

        return kept;
    }

    private static double PricesOf(DecisionContext context, int t)
    {
        var sum = 0.0;
        foreach (var index in context.Policy.BudgetsOfTreatment(t))
        {
            var key = context.Policy.Budgets[index].Key;
            var price = BudgetUse.Price(context.Inputs, key);
            sum += price == 0 || key == context.Lifted ? 0 : price * BudgetUse.Amount(context, index);
        }

        return sum;
    }
}
