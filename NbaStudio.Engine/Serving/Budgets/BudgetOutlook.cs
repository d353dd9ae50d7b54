using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>Says where a budget will be at the end of its period, if chances come as expected and use it as of late.</summary>
internal static class BudgetOutlook
{
    /// <param name="pacer">Null = no decision could have used the budget yet.</param>
    public static BudgetStatus Of(PolicySnapshot policy, BudgetSnapshot budget, BudgetPacer? pacer, in BudgetSpan span, double used, double limit)
    {
        var from = span.HasEnd ? span.Start : pacer?.Hours.First ?? span.Now;
        var hours = new List<double>();
        for (var hour = Math.Max(from, span.Now - 839); hour <= span.Now && hour >= 0; hour++)
        {
            hours.Add(pacer?.Hours.Used(hour) ?? 0);
        }

        // A minute of a month says nothing of its end.
        var (atEnd, usedUpAt) = span.HasEnd && pacer is { IsKnown: true } && span.Now > pacer.Hours.First ? Ahead(pacer, span, used, limit) : (null, null);
        return new BudgetStatus(
            budget.Key, used, limit, pacer?.Price ?? 0, pacer?.Amount ?? 0, span.HasEnd ? BudgetKeys.TimeOf(policy, span.Start) : null, span.HasEnd ? BudgetKeys.TimeOf(policy, span.End) : null, atEnd,
            usedUpAt is { } end ? BudgetKeys.TimeOf(policy, end) : null, hours);
    }

    private static (double? AtEnd, long? UsedUpAt) Ahead(BudgetPacer pacer, in BudgetSpan span, double used, double limit)
    {
        if (used >= limit)
        {
            return (limit, span.Now);
        }

        var later = pacer.Expected(span) * pacer.UsedPerChance;
        if (used + later < limit)
        {
            return (used + later, null);
        }

        // Spread evenly over what is left of the period: the hour in which nothing will be left.
        var left = span.End - span.Now - span.Elapsed;
        return (limit, span.Now + (long)Math.Ceiling(left * (limit - used) / later));
    }
}
