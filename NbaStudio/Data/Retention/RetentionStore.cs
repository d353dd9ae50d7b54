using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;
using NbaStudio.Security;

namespace NbaStudio.Data.Retention;

/// <summary>How long everything is kept, and the log of what was deleted.</summary>
public sealed class RetentionStore(IDbContextFactory<ConsoleDb> contexts, ConsoleSettings settings, NbaOptions options)
{
    /// <summary>The setting that holds the days.</summary>
    public const string DaysSetting = "retention.days";

    private const int Deliveries = 120;

    /// <summary>From the begin of one run to that of the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>When the next run is due, by the last one: one that was cut off goes on at once. Null = soon after the start.</summary>
    public static DateTimeOffset? DueAfter(RetentionRun? last) => last is null ? null : last.Finished is null ? last.Started : last.Started + Interval;

    /// <summary>What people set, else what the configuration says.</summary>
    public async Task<RetentionDays> ReadDaysAsync(CancellationToken stop = default) =>
        await settings.GetAsync(DaysSetting, stop) is { } stored
            ? JsonSerializer.Deserialize<RetentionDays>(stored, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"The setting {DaysSetting} is empty.")
            : new RetentionDays(options.RetentionDays, options.RetentionDays, options.RetentionDays, Deliveries, options.AuditDays);

    /// <summary>Sets the days, from the next run on. Audited.</summary>
    /// <returns>What is not allowed; nothing is changed then.</returns>
    [Needs(Scopes.Admin)]
    public async Task<IReadOnlyList<RetentionIssue>> SetDaysAsync(RetentionDays days, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        var issues = days.Check();
        if (issues.Count == 0)
        {
            await settings.SetAsync(DaysSetting, JsonSerializer.Serialize(days, JsonSerializerOptions.Web), who.Name, stop);
        }

        return issues;
    }

    /// <summary>The newest runs first.</summary>
    public async Task<IReadOnlyList<RetentionRun>> ListAsync(int limit, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await db.RetentionRuns.AsNoTracking().OrderByDescending(row => row.Id).Take(limit).ToListAsync(stop)).Select(Run)];
    }

    /// <summary>Begins a run, or takes up the one that was cut off.</summary>
    internal async Task<long> BeginAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.RetentionRuns.OrderByDescending(row => row.Id).FirstOrDefaultAsync(stop) is { Finished: null } open)
        {
            return open.Id;
        }

        var row = new RetentionRunRow { Started = now };
        db.RetentionRuns.Add(row);
        await db.SaveChangesAsync(stop);
        return row.Id;
    }

    /// <summary>Adds what was deleted, as it is deleted.</summary>
    internal async Task AddAsync(long id, RetentionCounts deleted, CancellationToken stop)
    {
        if (deleted == default)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        var row = await db.RetentionRuns.SingleAsync(run => run.Id == id, stop);
        var sum = Run(row).Deleted + deleted;
        (row.Journal, row.Decisions, row.Texts, row.Deliveries, row.Ids, row.Links, row.Audit) = (sum.Journal, sum.Decisions, sum.Texts, sum.Deliveries, sum.Ids, sum.Links, sum.Audit);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ends a run; runs from before the given time leave the log.</summary>
    internal async Task<RetentionRun> FinishAsync(long id, DateTimeOffset now, DateTimeOffset keepFrom, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var row = await db.RetentionRuns.SingleAsync(run => run.Id == id, stop);
        row.Finished = now;
        await db.SaveChangesAsync(stop);
        await db.RetentionRuns.Where(run => run.Started < keepFrom && run.Id != id).ExecuteDeleteAsync(stop);
        return Run(row);
    }

    private static RetentionRun Run(RetentionRunRow row) => new(
        row.Id, row.Started, row.Finished, new RetentionCounts(row.Journal, row.Decisions, row.Texts, row.Deliveries, row.Ids, row.Links, row.Audit));
}
