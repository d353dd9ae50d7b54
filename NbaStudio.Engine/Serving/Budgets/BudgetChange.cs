using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>How a budget of a policy differs from that of another one.</summary>
public enum BudgetChangeKind : byte
{
    /// <summary>Another limit, period, amount, scope or use.</summary>
    Changed,
    Added,
    Removed,
}

/// <summary>A budget in which two policies differ.</summary>
/// <param name="Key">Key of the budget: it is the same in either policy.</param>
public sealed record BudgetChange(int Key, BudgetChangeKind Kind)
{
    /// <summary>All of them, in the order of the policy after, then those that it no longer has. Names are no difference.</summary>
    public static IReadOnlyList<BudgetChange> Between(PolicySnapshot before, PolicySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. after.Budgets.Select(b => (b.Key, Was: before.Budgets.FirstOrDefault(known => known.Key == b.Key), Is: b)).Where(b => b.Was is null || Rules(before, b.Was) != Rules(after, b.Is))
                .Select(b => new BudgetChange(b.Key, b.Was is null ? BudgetChangeKind.Added : BudgetChangeKind.Changed)),
            .. before.Budgets.Where(b => after.Budgets.All(known => known.Key != b.Key)).Select(b => new BudgetChange(b.Key, BudgetChangeKind.Removed)),
        ];
    }

    private static Policies.BudgetDocument Rules(PolicySnapshot policy, BudgetSnapshot budget) =>
        policy.Document.Budgets.First(b => b.Id == budget.Id) with { Key = null, Id = "", Label = null };
}
