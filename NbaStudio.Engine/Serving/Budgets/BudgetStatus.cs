namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>How a budget stands in its period.</summary>
/// <param name="Key">Key of the budget.</param>
/// <param name="Used">Pieces or money used, or held back for open offers.</param>
/// <param name="Limit">Pieces or money of the period.</param>
/// <param name="Price">What one piece, or 1 of money, costs a candidate's priority now; 0 = there is enough for everybody.</param>
/// <param name="Amount">What one use takes, typically; 0 = not known yet.</param>
/// <param name="Start">Begin of the period; null where it has none.</param>
/// <param name="End">End of the period; null where it has none.</param>
/// <param name="AtEnd">What will be used at the end as things go, at most the limit; null where that cannot be said.</param>
/// <param name="UsedUpAt">When nothing will be left as things go; null = not before the end, or that cannot be said.</param>
/// <param name="Hours">Used in each hour of the period so far (of the last 35 days); the last one is still running.</param>
public sealed record BudgetStatus(
    int Key, double Used, double Limit, double Price, double Amount, DateTimeOffset? Start, DateTimeOffset? End, double? AtEnd, DateTimeOffset? UsedUpAt, IReadOnlyList<double> Hours);
