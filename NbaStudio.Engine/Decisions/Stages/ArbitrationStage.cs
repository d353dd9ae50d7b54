using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 10: priority = P x C x V x L less prices and the channel's cost. Below the minimum propensity or not above the silence threshold: out. Service class competes with nobody.</summary>
internal sealed class ArbitrationStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        var weights = context.Weights;
        var minimum = context.Policy.Arbitration.MinimumPropensity;
        var threshold = context.SilenceThreshold;
        var treatments = context.Facts;
        var kept = 0;
        context.ContenderCount = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            ref readonly var facts = ref treatments[t];
            var prices = context.Has(t, TreatmentTraits.Budgets) ? PricesOf(context, t) : 0;
            var cost = context.Channels[facts.Channel].CostPerContact;
            context.Price[t] = prices + cost;
            context.Priority[t] = Priority.Of(context.FactorsOf(t), weights, context.Price[t], 0);
            context.DescribeCandidate(t);
            var service = facts.IsService;
            // Chance looks at all that came this far, so that it sees what the thresholds hide.
            if (!service)
            {
                context.Contenders[context.ContenderCount++] = t;
            }

            if (!service && context.Scores.Propensity[t] < minimum)
            {
                context.Drop(t, PipelineStage.Arbitration, DropReason.BelowMinimumPropensity);
            }
            else if (!service && !(context.Priority[t] > threshold))
            {
                context.Drop(t, PipelineStage.Arbitration, DropReason.BelowThreshold);
            }
            else
            {
                context.Candidates[kept++] = t;
            }
        }

        context.Count = kept;
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
