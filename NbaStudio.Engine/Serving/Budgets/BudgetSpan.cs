namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>A period of a budget on the workspace's clock, in hours since 1970 there.</summary>
/// <param name="Start">First hour.</param>
/// <param name="End">First hour after it; <see cref="long.MaxValue"/> = it has no end.</param>
/// <param name="Now">The hour that the moment lies in.</param>
/// <param name="Elapsed">Part of that hour that has gone by, in [0, 1).</param>
internal readonly record struct BudgetSpan(long Start, long End, long Now, double Elapsed)
{
    public bool HasEnd => End != long.MaxValue;
}
