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
        var candidates = context.Candidates.AsSpan(0, context.Count);
        var (treatments, traits, channels, described, fits) = (context.Facts, context.Traits, context.Channels, context.SlotCandidates, context.SlotFit);
        var (propensities, contexts, values, levers) = (context.Scores.Propensity, context.Context, context.Value, context.Lever);
        var contenders = context.Contenders;
        var (kept, contending) = (0, 0);
        foreach (var t in candidates)
        {
            ref readonly var facts = ref treatments[t];
            var price = channels[facts.Channel].CostPerContact;
            if ((traits[t] & TreatmentTraits.Budgets) != 0)
            {
                price = PricesOf(context, t) + price;
            }

            var p = propensities[t];
            var priority = Priority.Of(new PriorityFactors(p, contexts[t], values[t], levers[t]), weights, price, 0);
            context.Price[t] = price;
            context.Priority[t] = priority;
            described[t] = new SlotCandidate(facts.ActionKey, facts.Group, facts.GroupMaximum, fits[t], priority, p);
            var service = facts.IsService;
            // Chance looks at all that came this far, so that it sees what the thresholds hide.
            if (!service)
            {
                contenders[contending++] = t;
            }

            if (!service && p < minimum)
            {
                context.Drop(t, PipelineStage.Arbitration, DropReason.BelowMinimumPropensity);
            }
            else if (!service && !(priority > threshold))
            {
                context.Drop(t, PipelineStage.Arbitration, DropReason.BelowThreshold);
            }
            else
            {
                candidates[kept++] = t;
            }
        }

        (context.Count, context.ContenderCount) = (kept, contending);
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
