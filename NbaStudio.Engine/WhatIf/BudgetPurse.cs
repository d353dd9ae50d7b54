using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Engine.Storage;
using Use = NbaStudio.Engine.Decisions.BudgetUse;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What is left of a policy's budgets as its own choices use them up in the order of time, and the price that this gives. Not thread safe.</summary>
/// <remarks>
/// Limits are for all customers; a sample of a part of them has that part of each limit. What is held until it is accepted is given back when its window ends but for its chance: what people would have answered is not known.
/// Prices begin at none, as on a hub that starts with the sample.
/// </remarks>
internal sealed class BudgetPurse
{
    // A sum such as 0.1 + 0.2 is no unit more than it should be.
    private const double Hair = 1e-6;

    private readonly PolicySnapshot _policy;
    private readonly double _share;
    private readonly (BudgetSnapshot Budget, BudgetPacer Pacer)[] _budgets;
    private readonly Dictionary<BudgetKey, double> _used = [];
    private readonly PriorityQueue<(BudgetKey Key, double Units), long> _held = new();

    /// <param name="sample">Says which part of the customers decides, and what was spent before.</param>
    public BudgetPurse(PolicySnapshot policy, WhatIfSample sample)
    {
        (_policy, _share) = (policy, sample.Share);
        _budgets = [.. policy.Budgets.Select(b => (b, new BudgetPacer()))];
        foreach (var (key, units) in sample.SpentBefore)
        {
            // Pieces are no money, and a day is no month: such a budget begins untouched.
            if (sample.Today.Budgets.FirstOrDefault(b => b.Key == key.Budget) is { } was && _budgets.Any(b => b.Budget.Key == key.Budget && (b.Budget.Unit, b.Budget.Period) == (was.Unit, was.Period)))
            {
                _used[key] = units;
            }
        }
    }

    /// <summary>What a decision finds.</summary>
    /// <param name="now">Milliseconds since 1970 UTC, never earlier than the time before.</param>
    public BudgetFact[] Grants(long now)
    {
        while (_held.TryPeek(out var held, out var end) && end <= now)
        {
            _held.Dequeue();
            _used[held.Key] -= held.Units;
        }

        return [.. _budgets.Select(b => new BudgetFact(b.Budget.Key, Math.Floor(Left(b.Budget, now) + Hair) / Use.UnitOf(b.Budget), b.Pacer.Price))];
    }

    /// <summary>Takes what the context's last decision uses, and moves the prices.</summary>
    public void Take(DecisionContext context)
    {
        var now = context.Inputs.Now;
        foreach (var treatment in context.Filled)
        {
            if (treatment >= 0)
            {
                Take(context, treatment, now);
            }
        }

        foreach (var chance in BudgetChances.Of(context))
        {
            var (budget, pacer) = _budgets.First(b => b.Budget.Key == chance.Budget);
            pacer.Take(chance, BudgetKeys.SpanOf(_policy, budget, now), Left(budget, now) / Use.UnitOf(budget));
        }
    }

    private void Take(DecisionContext context, int treatment, long now)
    {
        foreach (var (budget, _) in _budgets)
        {
            if (!budget.AppliesTo.Contains(treatment))
            {
                continue;
            }

            var (key, _, unit) = BudgetKeys.Of(_policy, budget, now);
            var propensity = context.Scores.Propensity[treatment];
            var units = Use.UnitsOf(Use.Taken(context, budget.Index, propensity), unit);
            _used[key] = _used.GetValueOrDefault(key) + units;
            if (budget.UsedBy == Policies.Snapshots.BudgetUse.Accepted && !Use.IsExpected(budget))
            {
                _held.Enqueue((key, units * (1 - propensity)), now + _policy.Treatments[treatment].Heads[0].WindowMilliseconds);
            }
        }
    }

    /// <summary>Units, 0 or more.</summary>
    private double Left(BudgetSnapshot budget, long now)
    {
        var (key, limit, _) = BudgetKeys.Of(_policy, budget, now);
        return Math.Max(0, Math.Round(limit * _share) - _used.GetValueOrDefault(key));
    }
}
