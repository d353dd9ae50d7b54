using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>The changes that people work on. Every edit names the version it saw, so that nobody overwrites another's work unseen.</summary>
public sealed class ChangeStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit, WallClock clock)
{
    /// <summary>Starts a change, with a whole document or empty for edits of items.</summary>
    public async Task<PolicyChange> CreateAsync(string name, int baseRevision, string author, string? document = null, CancellationToken stop = default)
    {
        var now = clock.Time.GetUtcNow();
        var row = new ChangeRow
        {
            Id = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10),
            Name = name, BaseRevision = baseRevision, State = nameof(ChangeState.Open), Document = document, Author = author, CreatedAt = now, UpdatedAt = now, Version = 1,
        };
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Changes.Add(row);
        audit.Add(db, author, "change.created", row.Id, after: name);
        await db.SaveChangesAsync(stop);
        return Change(row, []);
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
        var rows = await db.Changes.AsNoTracking().OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.Id, row.Name, row.BaseRevision, row.State, row.Author, row.CreatedAt, row.UpdatedAt, row.Version }).ToListAsync(stop);
        return [.. rows.Select(row => new PolicyChange(row.Id, row.Name, row.BaseRevision, Enum.Parse<ChangeState>(row.State), null, [], row.Author, row.CreatedAt, row.UpdatedAt, row.Version))];
    }

    /// <summary>Puts edits of items into an open change; an edit of the same item is replaced.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is no longer open.</exception>
    public Task<PolicyChange> EditAsync(string id, long version, IReadOnlyList<ItemEdit> edits, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.edited", async (db, row) =>
        {
            RequireOpen(row);
            foreach (var edit in edits)
            {
                var known = await db.ChangeItems.FindAsync([id, edit.Kind, edit.Id], stop);
                if (known is null)
                {
                    db.ChangeItems.Add(new ChangeItemRow { ChangeId = id, Kind = edit.Kind, ItemId = edit.Id, Json = edit.Json });
                }
                else
                {
                    known.Json = edit.Json;
                }
            }
        }, stop);

    /// <summary>Takes one edit out of an open change again.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is no longer open.</exception>
    public Task<PolicyChange> RevertAsync(string id, long version, string kind, string itemId, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.edited", async (db, row) =>
        {
            RequireOpen(row);
            if (await db.ChangeItems.FindAsync([id, kind, itemId], stop) is { } known)
            {
                db.ChangeItems.Remove(known);
            }
        }, stop);

    /// <summary>Replaces the whole document of an open change.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is no longer open.</exception>
    public Task<PolicyChange> ReplaceDocumentAsync(string id, long version, string document, int baseRevision, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, "change.edited", (_, row) =>
        {
            RequireOpen(row);
            (row.Document, row.BaseRevision) = (document, baseRevision);
            return Task.CompletedTask;
        }, stop);

    /// <summary>Moves a change to another state, such as published.</summary>
    /// <exception cref="StaleVersionException">The change has another version, or is already published or dropped.</exception>
    public Task<PolicyChange> SetStateAsync(string id, long version, ChangeState state, string who, CancellationToken stop = default) =>
        UpdateAsync(id, version, who, $"change.{state.ToString().ToLowerInvariant()}", (_, row) =>
        {
            if (row.State is nameof(ChangeState.Published) or nameof(ChangeState.Dropped))
            {
                throw new StaleVersionException($"Change {id} is already {row.State.ToLowerInvariant()}.");
            }

            row.State = state.ToString();
            return Task.CompletedTask;
        }, stop);

    private async Task<PolicyChange> UpdateAsync(string id, long version, string who, string what, Func<ConsoleDb, ChangeRow, Task> update, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var row = await db.Changes.SingleOrDefaultAsync(change => change.Id == id, stop) ?? throw new ArgumentException($"There is no change '{id}'.", nameof(id));
        if (row.Version != version)
        {
            throw new StaleVersionException($"Change {id} is at version {row.Version}, not at {version}.");
        }

        await update(db, row);
        row.Version++;
        row.UpdatedAt = clock.Time.GetUtcNow();
        audit.Add(db, who, what, id);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleVersionException($"Change {id} was changed by somebody else at the same moment.");
        }

        return Change(row, await EditsAsync(db, id, stop));
    }

    private static void RequireOpen(ChangeRow row)
    {
        if (row.State != nameof(ChangeState.Open))
        {
            throw new StaleVersionException($"Change {row.Id} is {row.State.ToLowerInvariant()}, not open.");
        }
    }

    private static async Task<IReadOnlyList<ItemEdit>> EditsAsync(ConsoleDb db, string id, CancellationToken stop) =>
        await db.ChangeItems.AsNoTracking().Where(item => item.ChangeId == id).OrderBy(item => item.Kind).ThenBy(item => item.ItemId)
            .Select(item => new ItemEdit(item.Kind, item.ItemId, item.Json)).ToListAsync(stop);

    private static PolicyChange Change(ChangeRow row, IReadOnlyList<ItemEdit> edits) =>
        new(row.Id, row.Name, row.BaseRevision, Enum.Parse<ChangeState>(row.State), row.Document, edits, row.Author, row.CreatedAt, row.UpdatedAt, row.Version);
}
