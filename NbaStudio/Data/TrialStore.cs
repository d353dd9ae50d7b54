using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Trials and their revisions, which are numbered with those of the policy. Every step is audited in the transaction that takes it. Thread safe.</summary>
public sealed class TrialStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit)
{
    private const int Shown = 20;

    /// <summary>The trial that runs, or null.</summary>
    public async Task<PolicyTrial?> RunningAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Trials.AsNoTracking().SingleOrDefaultAsync(row => row.State == nameof(TrialState.Running), stop) is { } row ? Of(row) : null;
    }

    /// <summary>The newest trials, the newest first.</summary>
    public async Task<IReadOnlyList<PolicyTrial>> ListAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await db.Trials.AsNoTracking().OrderByDescending(row => row.Id).Take(Shown).ToListAsync(stop)).Select(Of)];
    }

    /// <summary>A trial by the number of its first revision, or null.</summary>
    public async Task<PolicyTrial?> FindAsync(int id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Trials.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop) is { } row ? Of(row) : null;
    }

    /// <summary>Begins a trial of an approved change, as the next revision.</summary>
    /// <param name="change">The change; it rests while the trial runs.</param>
    /// <param name="items">Its document.</param>
    /// <param name="now">By the hub's clock.</param>
    /// <exception cref="StaleVersionException">A trial runs, or the change was edited at the same moment.</exception>
    public async Task<PolicyTrial> StartAsync(PolicyChange change, IReadOnlyList<StoredItem> items, double share, string who, DateTimeOffset now, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(items);
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.Trials.AnyAsync(row => row.State == nameof(TrialState.Running), stop))
        {
            throw new StaleVersionException("A trial runs already.");
        }

        var row = await db.Changes.SingleAsync(row => row.Id == change.Id, stop);
        if (row.Version != change.Version || row.State != nameof(ChangeState.Approved))
        {
            throw new StaleVersionException($"Change {change.Id} was edited at the same moment.");
        }

        (row.State, row.UpdatedAt) = (nameof(ChangeState.OnTrial), now);
        row.Version++;
        var number = await NextNumberAsync(db, stop);
        var trial = new TrialRow
        {
            Id = number, ChangeId = change.Id, Name = change.Name, Revision = number, Share = share, Since = now, SharedSince = now, Who = who, State = nameof(TrialState.Running),
        };
        db.Trials.Add(trial);
        db.TrialRevisions.Add(Revision(number, number, items));
        audit.Add(db, who, "trial.started", $"trial {number}", after: $"{Percent(share)} change {change.Id} {change.ContentHash}");
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Of(trial);
    }

    /// <summary>Gives a running trial another share.</summary>
    /// <returns>Null where it does not run.</returns>
    public async Task<PolicyTrial?> ShareAsync(int id, double share, string who, DateTimeOffset now, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Trials.FindAsync([id], stop) is not { State: nameof(TrialState.Running) } row)
        {
            return null;
        }

        audit.Add(db, who, "trial.widened", $"trial {id}", Percent(row.Share), Percent(share));
        (row.Share, row.SharedSince) = (share, now);
        await db.SaveChangesAsync(stop);
        return Of(row);
    }

    /// <summary>Ends a running trial; its change is open again.</summary>
    /// <param name="note">Why, where nobody did it by hand.</param>
    /// <returns>False where it does not run.</returns>
    public async Task<bool> WithdrawAsync(int id, string who, DateTimeOffset now, string? note = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Trials.FindAsync([id], stop) is not { State: nameof(TrialState.Running) } row)
        {
            return false;
        }

        await WithdrawAsync(db, row, who, now, note, stop);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Takes the step of a publication, in its transaction.</summary>
    /// <param name="revision">What is published.</param>
    /// <param name="change">The change that is published; null where there is none.</param>
    internal async Task TakeAsync(ConsoleDb db, TrialStep step, int revision, PolicyChange? change, string who, CancellationToken stop)
    {
        var row = await db.Trials.FindAsync([step.Trial], stop);
        if (row is not { State: nameof(TrialState.Running) })
        {
            throw new StaleVersionException($"Trial {step.Trial} ended at the same moment.");
        }

        if (row.ChangeId == change?.Id)
        {
            (row.State, row.EndedAt, row.EndedBy) = (nameof(TrialState.Published), step.Time, who);
            audit.Add(db, who, "trial.published", $"trial {row.Id}", after: $"revision {revision}");
        }
        else if (step.Items is { } items)
        {
            row.Revision = revision + 1;
            db.TrialRevisions.Add(Revision(row.Revision, row.Id, items));
            audit.Add(db, who, "trial.rebased", $"trial {row.Id}", after: $"revision {row.Revision}");
        }
        else
        {
            await WithdrawAsync(db, row, who, step.Time, step.Note, stop);
        }
    }

    /// <summary>The number of the next revision, of the policy or of a trial.</summary>
    internal static async Task<int> NextNumberAsync(ConsoleDb db, CancellationToken stop) =>
        1 + Math.Max(await db.Revisions.MaxAsync(row => (int?)row.Number, stop) ?? 0, await db.TrialRevisions.MaxAsync(row => (int?)row.Number, stop) ?? 0);

    /// <summary>The items of a trial's revision in their order, or null.</summary>
    internal static async Task<IReadOnlyList<StoredItem>?> ItemsAsync(ConsoleDb db, int number, CancellationToken stop) =>
        await db.TrialRevisions.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop) is { } row ? JsonSerializer.Deserialize<List<StoredItem>>(row.Items) : null;

    private async Task WithdrawAsync(ConsoleDb db, TrialRow row, string who, DateTimeOffset now, string? note, CancellationToken stop)
    {
        (row.State, row.EndedAt, row.EndedBy, row.Note) = (nameof(TrialState.Withdrawn), now, who, note);
        var change = await db.Changes.SingleAsync(change => change.Id == row.ChangeId, stop);
        ChangeStore.Reopen(change);
        change.UpdatedAt = now;
        change.Version++;
        audit.Add(db, who, "trial.withdrawn", $"trial {row.Id}", Percent(row.Share), note);
    }

    private static TrialRevisionRow Revision(int number, int trial, IReadOnlyList<StoredItem> items) =>
        new() { Number = number, TrialId = trial, HighestKey = items.Max(item => item.Key), Items = JsonSerializer.Serialize(items) };

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    private static PolicyTrial Of(TrialRow row) => new(
        row.Id, row.ChangeId, row.Name, row.Revision, row.Share, row.Since, row.SharedSince, row.Who, Enum.Parse<TrialState>(row.State), row.EndedAt, row.EndedBy, row.Note);
}
