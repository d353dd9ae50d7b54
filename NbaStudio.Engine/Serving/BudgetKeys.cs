using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Names the period of a budget that an instant lies in, and the whole units the ledger counts in.</summary>
internal static class BudgetKeys
{
    /// <summary>The ledger's key, the limit in units, and units per piece or per 1 of money.</summary>
    public static (BudgetKey Key, long Limit, long Unit) Of(PolicySnapshot policy, BudgetSnapshot budget, long now)
    {
        var unit = Decisions.BudgetUse.UnitOf(budget);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), policy.Zone).DateTime;
        var day = (long)(local.Date - DateTime.UnixEpoch).TotalDays;
        var period = budget.Period switch
        {
            BudgetPeriod.Day => day,
            BudgetPeriod.Week => (day + 3) / 7, // 1970-01-01 was a Thursday; weeks begin on Monday
            BudgetPeriod.Month => (local.Year * 12L) + local.Month,
            _ => 0,
        };
        return (new BudgetKey(budget.Key, period), (long)Math.Floor(budget.Limit * unit), unit);
    }
}
