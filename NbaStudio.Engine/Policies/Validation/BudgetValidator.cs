using System.Globalization;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks budgets: scope, unit and amount, mode.</summary>
internal sealed class BudgetValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (budget, path) in DocumentIndex.Locate(context.Document.Budgets, "budgets", b => b.Id))
        {
            context.Scope(budget.Scope, path + "/scope");
            if (budget is { Unit: "money", Amount: null })
            {
                context.Issues.Error("budget.amount", path + "/amount", null);
            }

            if (budget is { Mode: "expected", UsedBy: "sent" })
            {
                context.Issues.Error("budget.expectedSent", path + "/mode", "hard");
            }

            if (decimal.TryParse(budget.Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > budget.Limit && budget.Limit > 0)
            {
                context.Issues.Warning("budget.tooSmall", path + "/amount", null, budget.Amount!, budget.Limit.ToString(CultureInfo.InvariantCulture));
            }

            if (budget is { Unit: "count", Limit: > 0 and < 1 })
            {
                context.Issues.Error("budget.piece", path + "/limit", null, budget.Limit.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
