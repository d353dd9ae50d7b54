using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using Use = NbaStudio.Engine.Decisions.BudgetUse;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What had been spent when a sample began, in the periods that were running then: what the ledger holds of them, less what the sample itself used. Pure.</summary>
internal static class SpentBefore
{
    /// <summary>By budget and period, in units of the sample's part of the customers; only what is above 0.</summary>
    /// <param name="ledger">As it stands now; empty where the sample ends before now, because then it holds what came later as well.</param>
    public static IReadOnlyDictionary<BudgetKey, double> Of(WhatIfSample sample, IReadOnlyList<BudgetRow> ledger)
    {
        var policy = sample.Today;
        var frame = new EvaluationFrame(policy.Layout.Count);
        var spent = new Dictionary<BudgetKey, double>();
        foreach (var budget in policy.Budgets)
        {
            var (first, _, unit) = BudgetKeys.Of(policy, budget, sample.Range.From);
            var left = ledger.Where(row => row.Key == first).Sum(row => row.Used) * sample.Share;
            foreach (var decision in left > 0 ? sample.Recorded : [])
            {
                if (BudgetKeys.Of(policy, budget, decision.Inputs.Now).Key == first)
                {
                    left -= Used(decision, budget, sample, unit, frame);
                }
            }

            if (left > 0)
            {
                spent[first] = left;
            }
        }

        return spent;
    }

    private static double Used(RecordedDecision decision, BudgetSnapshot budget, WhatIfSample sample, long unit, EvaluationFrame frame)
    {
        var policy = sample.Today;
        var sum = 0.0;
        foreach (var key in decision.Was)
        {
            var treatment = policy.TreatmentIndexOfKey(key);
            if (treatment < 0 || !budget.AppliesTo.Contains(treatment))
            {
                continue;
            }

            decision.Asked.Values.CopyTo(frame.Slots, 0);
            (frame.NowMilliseconds, frame.Zone) = (decision.Asked.Now, Zones.Find(decision.Asked.Zone, policy.Zone));
            GoalValues.Fill(policy, frame);
            var units = Use.Units(budget, frame);
            if (double.IsFinite(units))
            {
                var propensity = budget.UsedBy == Policies.Snapshots.BudgetUse.Accepted ? decision.PropensityOf(key) : 1;

                // As long as an answer may come, the ledger holds the whole of it.
                var held = decision.Asked.Now + policy.Treatments[treatment].Heads[0].WindowMilliseconds > sample.ReadAt;
                sum += Use.IsExpected(budget) ? Use.UnitsOf(units * propensity / unit, unit) : units * (held ? 1 : propensity);
            }
        }

        return sum;
    }
}
