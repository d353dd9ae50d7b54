namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>A decision that could have used a budget.</summary>
/// <param name="Budget">Key of the budget.</param>
/// <param name="Best">Highest priority, before budget prices, among the candidates that would use it; NaN where all fell out for want of the budget.</param>
/// <param name="Amount">Pieces or money that one use takes; NaN where it cannot be worked out.</param>
/// <param name="Used">Pieces or money that the decision takes in the end, on average: what is only held until it is accepted counts by its chance.</param>
internal readonly record struct BudgetChance(int Budget, double Best, double Amount, double Used);
