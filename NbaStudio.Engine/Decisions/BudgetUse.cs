using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>What choosing a candidate takes from a budget, and what the lane may still take. The ledger counts whole units: pieces, or ten-thousandths of money.</summary>
internal static class BudgetUse
{
    /// <summary>Units of the ledger per 1 of money.</summary>
    public const long MoneyUnit = 10_000;

    // An amount such as 0.07 is a hair above 700 units as a double; that hair is no unit of its own.
    private const double Hair = 1e-6;

    /// <summary>Units of the ledger per piece or per 1 of money.</summary>
    public static long UnitOf(BudgetSnapshot budget) => budget.Unit == BudgetUnit.Money ? MoneyUnit : 1;

    /// <summary>Pieces or money that one choice takes, as whole units; positive infinity when the amount cannot be worked out, so that nothing is spent blindly.</summary>
    public static double Amount(DecisionContext context, int budget) => Units(context.Policy.Budgets[budget], context.Frame) / UnitOf(context.Policy.Budgets[budget]);

    /// <summary>
    /// Whether an offer takes its amount by the chance that it is accepted, for good. A piece has no parts: budgets of pieces hold a whole one until the window ends, and get it back where it was not accepted.
    /// </summary>
    public static bool IsExpected(BudgetSnapshot budget) => budget is { UsedBy: Policies.Snapshots.BudgetUse.Accepted, Mode: BudgetMode.Expected, Unit: BudgetUnit.Money };

    /// <summary>Pieces or money that choosing a candidate takes now: what is only expected to be accepted, by its chance.</summary>
    public static double Taken(DecisionContext context, int budget, double propensity) =>
        Amount(context, budget) * (IsExpected(context.Policy.Budgets[budget]) ? propensity : 1);

    /// <summary>Pieces or money that choosing a candidate takes in the end, on average: what is held until it is accepted counts by its chance.</summary>
    public static double Kept(DecisionContext context, int budget, double propensity) =>
        Amount(context, budget) * (context.Policy.Budgets[budget].UsedBy == Policies.Snapshots.BudgetUse.Accepted ? propensity : 1);

    /// <summary>Units that one choice takes, at least 1; positive infinity when the amount cannot be worked out.</summary>
    public static double Units(BudgetSnapshot budget, EvaluationFrame frame)
    {
        if (budget.Amount is not { } expression)
        {
            return 1;
        }

        var amount = expression.Evaluate(frame);
        return amount.IsMissing || amount.Number < 0 ? double.PositiveInfinity : UnitsOf(amount.Number, UnitOf(budget));
    }

    /// <summary>An amount in whole units, at least 1.</summary>
    public static double UnitsOf(double amount, long unit) => Math.Max(1, Math.Ceiling((amount * unit) - Hair));

    /// <summary>Whether a number of choices fits into what was leased when the decision began.</summary>
    public static bool Fits(DecisionContext context, int budget, int choices)
    {
        var snapshot = context.Policy.Budgets[budget];
        return choices * Units(snapshot, context.Frame) <= Math.Round(Available(context.Inputs, snapshot.Key) * UnitOf(snapshot));
    }

    /// <summary>Price per unit at the time of the decision; 0 when there is none.</summary>
    public static double Price(DecisionInputs inputs, int budgetKey)
    {
        foreach (var fact in inputs.Budgets)
        {
            if (fact.Budget == budgetKey)
            {
                return fact.Price;
            }
        }

        return 0;
    }

    private static double Available(DecisionInputs inputs, int budgetKey)
    {
        foreach (var fact in inputs.Budgets)
        {
            if (fact.Budget == budgetKey)
            {
                return fact.Available;
            }
        }

        return 0;
    }
}
