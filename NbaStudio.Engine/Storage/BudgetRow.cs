namespace NbaStudio.Engine.Storage;

/// <summary>Names one budget in one period.</summary>
/// <param name="Budget">Key of the budget in the policy.</param>
/// <param name="Period">Number of the period (for example days since 1970 in the workspace's zone); 0 for a budget in total.</param>
public readonly record struct BudgetKey(int Budget, long Period);

/// <summary>In a batch: what to add. From a read: the totals.</summary>
/// <param name="Drawn">Units handed to lane groups as leases.</param>
/// <param name="Used">Units that decisions took from those leases.</param>
public readonly record struct BudgetRow(BudgetKey Key, long Drawn, long Used);
