namespace NbaStudio.Engine.Decisions;

/// <summary>What choosing a candidate takes from a budget, and what the lane may still take.</summary>
internal static class BudgetUse
{
    /// <summary>Units (pieces or money) that one choice takes; positive infinity when the amount cannot be worked out, so that nothing is spent blindly.</summary>
    public static double Amount(DecisionContext context, int budget)
    {
        var snapshot = context.Policy.Budgets[budget];
        if (snapshot.Amount is not { } expression)
        {
            return 1;
        }

        var amount = expression.Evaluate(context.Frame);
        return amount.IsMissing || amount.Number < 0 ? double.PositiveInfinity : amount.Number;
    }

    /// <summary>Units that were leased when the decision began; 0 when the ledger granted nothing.</summary>
    public static double Available(DecisionInputs inputs, int budgetKey)
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
}
