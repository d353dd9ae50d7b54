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

    /// <summary>The period that an instant lies in, on the workspace's clock.</summary>
    public static Budgets.BudgetSpan SpanOf(PolicySnapshot policy, BudgetSnapshot budget, long now)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), policy.Zone).DateTime;
        var day = local.Date;
        var (start, end) = budget.Period switch
        {
            BudgetPeriod.Day => (day, (DateTime?)day.AddDays(1)),
            BudgetPeriod.Week => (day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7))),
            BudgetPeriod.Month => (new DateTime(day.Year, day.Month, 1), new DateTime(day.Year, day.Month, 1).AddMonths(1)),
            _ => (DateTime.UnixEpoch, null),
        };
        var hours = (local - DateTime.UnixEpoch).TotalHours;
        return new Budgets.BudgetSpan(HourOf(start), end is { } limit ? HourOf(limit) : long.MaxValue, (long)Math.Floor(hours), hours - Math.Floor(hours));
    }

    /// <summary>The instant at which an hour of the workspace's clock begins; of an hour that is skipped, when it would have.</summary>
    public static DateTimeOffset TimeOf(PolicySnapshot policy, long hour)
    {
        var local = DateTime.SpecifyKind(DateTime.UnixEpoch.AddHours(hour), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, policy.Zone.GetUtcOffset(local));
    }

    private static long HourOf(DateTime local) => (long)Math.Floor((local - DateTime.UnixEpoch).TotalHours);
}
