using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Planned publications and watches. Every step is audited in the transaction that takes it. Thread safe.</summary>
public sealed class PublicationStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit)
{
    private const int Shown = 20;

    /// <summary>Plans that wait or failed, soonest first.</summary>
    public async Task<IReadOnlyList<PublicationPlan>> PlansAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await db.Plans.AsNoTracking().Where(row => row.State == nameof(PlanState.Waiting) || row.State == nameof(PlanState.Failed)).OrderBy(row => row.At).ToListAsync(stop);
        return [.. rows.Select(Of)];
    }

    /// <summary>The newest watches, the newest first.</summary>
    public async Task<IReadOnlyList<PublicationWatch>> WatchesAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await db.Watches.AsNoTracking().OrderByDescending(row => row.Revision).Take(Shown).ToListAsync(stop)).Select(Of)];
    }

    /// <summary>Plans a publication; one of the same change is replaced.</summary>
    public async Task PlanAsync(PublicationPlan plan, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Plans.FindAsync([plan.ChangeId], stop) is { } known)
        {
            db.Plans.Remove(known);
            await db.SaveChangesAsync(stop);
        }

        db.Plans.Add(new PlanRow
        {
            ChangeId = plan.ChangeId, At = plan.At, Hash = plan.Hash, Who = plan.Who, State = plan.State.ToString(), Share = plan.Share, WatchHours = plan.Watch?.Hours, MaximumP99 = plan.Watch?.MaximumP99,
            AcceptanceDrop = plan.Watch?.AcceptanceDrop, HarmShare = plan.Watch?.HarmShare,
        });
        audit.Add(db, plan.Who, "publish.planned", plan.ChangeId, after: $"{plan.At.UtcDateTime:O}{(plan.Share is { } share ? " " + TrialStore.Percent(share) : "")} {plan.Hash}");
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ends a plan that waits; a failed one goes from sight with cancelled.</summary>
    /// <returns>False where there is none to end.</returns>
    public async Task<bool> EndPlanAsync(string change, PlanState state, string who, string? note = null, int? revision = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Plans.FindAsync([change], stop) is not { } row || !(row.State == nameof(PlanState.Waiting) || (row.State == nameof(PlanState.Failed) && state == PlanState.Cancelled)))
        {
            return false;
        }

        audit.Add(db, who, "publish.plan" + state, change, row.State, note ?? (revision is { } number ? $"revision {number}" : null));
        (row.State, row.Note, row.Revision) = (state.ToString(), note, revision);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Begins a watch.</summary>
    public async Task WatchAsync(PublicationWatch watch, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(watch);
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Watches.Add(new WatchRow
        {
            Revision = watch.Revision, Before = watch.Before, Since = watch.Since, Who = watch.Who, State = watch.State.ToString(), Hours = watch.Conditions.Hours,
            MaximumP99 = watch.Conditions.MaximumP99, AcceptanceDrop = watch.Conditions.AcceptanceDrop, HarmShare = watch.Conditions.HarmShare,
        });
        audit.Add(db, watch.Who, "publish.watchStarted", $"revision {watch.Revision}", after: watch.Conditions.ToString());
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ends a watch that goes on.</summary>
    /// <returns>False where none goes on.</returns>
    public async Task<bool> EndWatchAsync(int revision, WatchState state, DateTimeOffset now, string who, string? note = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Watches.FindAsync([revision], stop) is not { State: nameof(WatchState.Watching) } row)
        {
            return false;
        }

        audit.Add(db, who, "publish.watch" + state, $"revision {revision}", after: note);
        (row.State, row.Note, row.EndedAt) = (state.ToString(), note, now);
        await db.SaveChangesAsync(stop);
        return true;
    }

    private static PublicationPlan Of(PlanRow row) => new(
        row.ChangeId, row.At, row.Hash, row.Who, Enum.Parse<PlanState>(row.State), row.Note, row.Revision,
        row.WatchHours is { } hours ? new WatchConditions(hours, row.MaximumP99, row.AcceptanceDrop, row.HarmShare) : null, row.Share);

    private static PublicationWatch Of(WatchRow row) => new(
        row.Revision, row.Before, row.Since, row.Who, new WatchConditions(row.Hours, row.MaximumP99, row.AcceptanceDrop, row.HarmShare), Enum.Parse<WatchState>(row.State), row.Note, row.EndedAt);
}
