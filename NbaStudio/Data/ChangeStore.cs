using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Data;

/// <summary>The changes that people work on. Every edit names the version it saw, so that nobody overwrites another's work unseen.</summary>
public sealed class ChangeStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit, WallClock clock)
{
    /// <summary>Starts a change.</summary>
    public async Task<PolicyChange> CreateAsync(string name, int baseRevision, string author, IReadOnlyList<PolicyEdit>? edits = null, CancellationToken stop = default)
    {
        var now = clock.Time.GetUtcNow();
        var row = new ChangeRow
        {
            Id = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10),
            Name = name, BaseRevision = baseRevision, State = nameof(ChangeState.Open), Author = author, CreatedAt = now, UpdatedAt = now, Version = 1,
        };
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Changes.Add(row);
        db.ChangeItems.AddRange((edits ?? []).Select(edit => Row(row.Id, edit)));
        audit.Add(db, author, "change.created", row.Id, after: name);
        await db.SaveChangesAsync(stop);
        return Change(row, await EditsAsync(db, row.Id, stop));
    }

    public async Task<PolicyChange?> FindAsync(string id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var row = await db.Changes.AsNoTracking().SingleOrDefaultAsync(change => change.Id == id, stop);
        return row is null ? null : Change(row, await EditsAsync(db, id, stop));
    }

    /// <summary>All changes without their content, newest first.</summary>
    public async Task<IReadOnlyList<PolicyChange>> ListAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var counts = await db.ChangeItems.AsNoTracking().GroupBy(item => item.ChangeId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var rows = await db.Changes.AsNoTracking().OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new ChangeRow
            {
                Id = row.Id, Name = row.Name, BaseRevision = row.BaseRevision, State = row.State, Author = row.Author, Editors = row.Editors, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt,
                SubmittedBy = row.SubmittedBy, ApprovedBy = row.ApprovedBy, ApprovedHash = row.ApprovedHash, PublishedAs = row.PublishedAs, Version = row.Version,
            }).ToListAsync(stop);
        return [.. rows.Select(row => Change(row, []) with { EditCount = counts.GetValueOrDefault(row.Id) })];
    }

    /// <summary>Takes edits out of a change and puts others in; an edit of the same item is replaced. Ends a submission and an approval: the change is open again.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is published or dropped.</exception>
    public Task<PolicyChange> EditAsync(
        string id, long version, IReadOnlyList<PolicyEdit> put, IReadOnlyList<(string Kind, string Handle)> remove, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.edited", async (db, row) =>
        {
            RequireLive(row);
            if (row.State != nameof(ChangeState.Open))
            {
                audit.Add(db, who, row.ApprovedHash is null ? "change.submissionEnded" : "change.approvalVoided", id, before: row.ApprovedHash);
                Reopen(row);
            }

            row.Document = null;
            if (!EditorsOf(row).Contains(who))
            {
                row.Editors = row.Editors is null ? who : $"{row.Editors}\n{who}";
            }

            foreach (var (kind, handle) in remove)
            {
                if (await db.ChangeItems.FindAsync([id, kind, handle], stop) is { } known)
                {
                    db.ChangeItems.Remove(known);
                }
            }

            foreach (var edit in put)
            {
                if (await db.ChangeItems.FindAsync([id, edit.Kind, edit.Handle], stop) is { } known)
                {
                    (known.Json, known.Parent, known.After, known.BaseRevision) = (edit.Json, edit.Parent, edit.After, edit.Base);
                }
                else
                {
                    db.ChangeItems.Add(Row(id, edit));
                }
            }
        }, stop);

    /// <summary>Changes that are not published yet and edit an item, those edited last first.</summary>
    public async Task<IReadOnlyList<ItemTouch>> TouchesAsync(string kind, string id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        string[] live = [nameof(ChangeState.Open), nameof(ChangeState.Submitted), nameof(ChangeState.Approved), nameof(ChangeState.OnTrial)];
        var rows = await db.ChangeItems.AsNoTracking().Where(item => item.Kind == kind && item.ItemId == id)
            .Join(db.Changes.AsNoTracking().Where(change => live.Contains(change.State)), item => item.ChangeId, change => change.Id, (_, change) => change).ToListAsync(stop);
        return [.. rows.OrderByDescending(row => row.UpdatedAt).Select(row => new ItemTouch(kind, id, row.Id, row.Name, EditorsOf(row), Enum.Parse<ChangeState>(row.State), row.UpdatedAt))];
    }

    /// <summary>Hands a change to those who may approve.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is not open.</exception>
    public Task<PolicyChange> SubmitAsync(string id, long version, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.submitted", (_, row) =>
        {
            Require(row, ChangeState.Open);
            (row.State, row.SubmittedBy) = (nameof(ChangeState.Submitted), who);
            return Task.CompletedTask;
        }, stop);

    /// <summary>Says yes to these edits.</summary>
    /// <param name="hash">Hash of the edits that were seen.</param>
    /// <param name="note">What else the audit should say; null = nothing.</param>
    /// <exception cref="StaleVersionException">The change has another version, or is neither open nor submitted.</exception>
    public Task<PolicyChange> ApproveAsync(string id, long version, string hash, string who, string? note = null, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.approved", (_, row) =>
        {
            Require(row, ChangeState.Open, ChangeState.Submitted);
            (row.State, row.ApprovedBy, row.ApprovedHash) = (nameof(ChangeState.Approved), who, hash);
            return Task.CompletedTask;
        }, stop, note is null ? hash : $"{hash}; {note}");

    /// <summary>Takes a submitted or approved change back.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or was not submitted.</exception>
    public Task<PolicyChange> WithdrawAsync(string id, long version, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.withdrawn", (_, row) =>
        {
            Require(row, ChangeState.Submitted, ChangeState.Approved);
            Reopen(row);
            return Task.CompletedTask;
        }, stop);

    /// <summary>Puts a change away; it can be restored.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is published or dropped.</exception>
    public Task<PolicyChange> DropAsync(string id, long version, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.dropped", (_, row) =>
        {
            RequireLive(row);
            Reopen(row);
            row.State = nameof(ChangeState.Dropped);
            return Task.CompletedTask;
        }, stop);

    /// <summary>Takes a dropped change up again.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or was not dropped.</exception>
    public Task<PolicyChange> RestoreAsync(string id, long version, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.restored", (_, row) =>
        {
            Require(row, ChangeState.Dropped);
            Reopen(row);
            return Task.CompletedTask;
        }, stop);

    private async Task<PolicyChange> UpdateAsync(string id, long version, string who, string what, Func<ConsoleDb, ChangeRow, Task> update, CancellationToken stop, string? after = null)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        // One writer at a time from here on, so that the version that is read is the one that is replaced.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var row = await db.Changes.SingleOrDefaultAsync(change => change.Id == id, stop) ?? throw new ArgumentException($"There is no change '{id}'.", nameof(id));
        if (row.Version != version)
        {
            throw new StaleVersionException($"Change {id} is at version {row.Version}, not at {version}.");
        }

        await update(db, row);
        row.Version++;
        row.UpdatedAt = clock.Time.GetUtcNow();
        audit.Add(db, who, what, id, after: after);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Change(row, await EditsAsync(db, id, stop));
    }

    private static void RequireLive(ChangeRow row) => Require(row, ChangeState.Open, ChangeState.Submitted, ChangeState.Approved);

    private static void Require(ChangeRow row, params ChangeState[] allowed)
    {
        if (!allowed.Contains(Enum.Parse<ChangeState>(row.State)))
        {
            throw new StaleVersionException($"Change {row.Id} is {(row.State == nameof(ChangeState.OnTrial) ? "on trial" : row.State.ToLowerInvariant())}, not {string.Join(" or ", allowed).ToLowerInvariant()}.");
        }
    }

    internal static void Reopen(ChangeRow row) => (row.State, row.SubmittedBy, row.ApprovedBy, row.ApprovedHash) = (nameof(ChangeState.Open), null, null, null);

    private static string[] EditorsOf(ChangeRow row) => [row.Author, .. row.Editors?.Split('\n') ?? []];

    private static ChangeItemRow Row(string id, PolicyEdit edit) =>
        new() { ChangeId = id, Kind = edit.Kind, ItemId = edit.Handle, Json = edit.Json, Parent = edit.Parent, After = edit.After, BaseRevision = edit.Base };

    private static async Task<IReadOnlyList<PolicyEdit>> EditsAsync(ConsoleDb db, string id, CancellationToken stop) =>
        await db.ChangeItems.AsNoTracking().Where(item => item.ChangeId == id).OrderBy(item => item.Kind).ThenBy(item => item.ItemId)
            .Select(item => new PolicyEdit(item.Kind, item.ItemId, item.Json, item.BaseRevision) { Parent = item.Parent, After = item.After }).ToListAsync(stop);

    private static PolicyChange Change(ChangeRow row, IReadOnlyList<PolicyEdit> edits) => new(
        row.Id, row.Name, row.BaseRevision, Enum.Parse<ChangeState>(row.State), edits, edits.Count, row.Author, row.CreatedAt, row.UpdatedAt, row.Version)
    {
        Editors = EditorsOf(row), SubmittedBy = row.SubmittedBy, ApprovedBy = row.ApprovedBy, ApprovedHash = row.ApprovedHash, PublishedAs = row.PublishedAs, Document = row.Document,
    };
}
