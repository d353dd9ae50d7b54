using NbaStudio.Engine.Decisions;
using BudgetUse = NbaStudio.Engine.Decisions.BudgetUse;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>Finds the budgets that a decision could have used, and what it took of them.</summary>
internal static class BudgetChances
{
    /// <param name="context">The scratch of the decision, before its next use.</param>
    /// <returns>Empty where no candidate would have used a budget. Service messages take from budgets and compete for nothing: they are uses, not chances.</returns>
    public static BudgetChance[] Of(DecisionContext context)
    {
        var policy = context.Policy;
        if (policy.Budgets.Count == 0)
        {
            return [];
        }

        Span<double> best = policy.Budgets.Count <= 64 ? stackalloc double[policy.Budgets.Count] : new double[policy.Budgets.Count];
        best.Fill(double.NegativeInfinity);
        for (var i = 0; i < context.ContenderCount; i++)
        {
            var t = context.Contenders[i];
            foreach (var index in context.Has(t, Decisions.Programs.TreatmentTraits.Budgets) ? policy.BudgetsOfTreatment(t) : [])
            {
                // What it would be worth if nothing scarce had a price.
                best[index] = Math.Max(best[index], context.Priority[t] + context.Price[t] - context.Channels[context.Facts[t].Channel].CostPerContact);
            }
        }

        var count = 0;
        for (var b = 0; b < best.Length; b++)
        {
            if (double.IsNegativeInfinity(best[b]) && context.BudgetStopped[b])
            {
                best[b] = double.NaN;
            }

            count += double.IsNegativeInfinity(best[b]) ? 0 : 1;
        }

        var chances = new BudgetChance[count];
        for (var b = best.Length - 1; count > 0; b--)
        {
            if (!double.IsNegativeInfinity(best[b]))
            {
                chances[--count] = new BudgetChance(policy.Budgets[b].Key, best[b], BudgetUse.Amount(context, b), Used(context, b));
            }
        }

        return chances;
    }

    private static double Used(DecisionContext context, int index)
    {
        var used = 0.0;
        foreach (var treatment in context.Filled)
        {
            if (treatment >= 0 && context.Policy.Budgets[index].AppliesTo.Contains(treatment))
            {
                used += BudgetUse.Kept(context, index, context.Scores.Propensity[treatment]);
            }
        }

        return used;
    }
}
