using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Every revision of the policy, stored as items: a revision that changes one action adds one row.</summary>
public sealed class PolicyStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit, WallClock clock, TrialStore trials)
{
    /// <summary>The newest revision, or null before the first.</summary>
    public async Task<RevisionInfo?> LatestAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Revisions.AsNoTracking().OrderByDescending(row => row.Number).Select(row => Info(row)).FirstOrDefaultAsync(stop);
    }

    /// <summary>All revisions, newest first.</summary>
    public async Task<IReadOnlyList<RevisionInfo>> ListAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Revisions.AsNoTracking().OrderByDescending(row => row.Number).Select(row => Info(row)).ToListAsync(stop);
    }

    /// <summary>The items of a revision in their order, that of a trial included; null where there is no such revision.</summary>
    public async Task<IReadOnlyList<StoredItem>?> LoadRevisionAsync(int number, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (!await db.Revisions.AnyAsync(row => row.Number == number, stop))
        {
            return await TrialStore.ItemsAsync(db, number, stop);
        }

        return await db.PolicyItems.AsNoTracking().Where(row => row.AddedIn <= number && (row.RemovedIn == null || row.RemovedIn > number))
            .OrderBy(row => row.Position).Select(row => new StoredItem(row.Kind, row.ItemId, row.Key, row.Json)).ToListAsync(stop);
    }

    /// <summary>Whether it is the revision of a trial, which everyone never had.</summary>
    public async Task<bool> IsTrialAsync(int number, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.TrialRevisions.AnyAsync(row => row.Number == number, stop);
    }

    /// <summary>The highest key that any revision has used, those of trials included; 0 before the first.</summary>
    public async Task<int> HighestKeyAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return checked((int)Math.Max(await db.PolicyItems.MaxAsync(row => (long?)row.Key, stop) ?? 0, await db.TrialRevisions.MaxAsync(row => (long?)row.HighestKey, stop) ?? 0));
    }

    /// <summary>Makes the next revision of these items, in one transaction with its audit entry.</summary>
    /// <param name="baseRevision">The newest revision that the caller knows; 0 before the first.</param>
    /// <param name="change">The change that becomes the revision; it is closed in the same transaction.</param>
    /// <param name="trial">What becomes of the trial in the same transaction; null = none runs.</param>
    /// <exception cref="StaleVersionException">There is a newer revision, the change has another version, or the trial ended.</exception>
    /// <exception cref="ArgumentException">Two items have the same kind and id.</exception>
    public async Task<RevisionInfo> SaveRevisionAsync(
        int baseRevision, IReadOnlyList<StoredItem> items, string author, string note, PolicyChange? change = null, TrialStep? trial = null, CancellationToken stop = default)
    {
        if (items.GroupBy(item => (item.Kind, item.Id)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"There are two items {twice.Key.Kind} '{twice.Key.Id}'.", nameof(items));
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var latest = await db.Revisions.MaxAsync(row => (int?)row.Number, stop) ?? 0;
        if (latest != baseRevision)
        {
            throw new StaleVersionException($"The policy is at revision {latest}, not at {baseRevision}.");
        }

        var number = await TrialStore.NextNumberAsync(db, stop);
        var current = await db.PolicyItems.Where(row => row.RemovedIn == null).ToDictionaryAsync(row => (row.Kind, row.ItemId), stop);
        var positions = ItemOrder.Assign([.. items.Select(item => current.TryGetValue((item.Kind, item.Id), out var row) ? row.Position : 0)]);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (current.Remove((item.Kind, item.Id), out var row))
            {
                if (row.Json == item.Json && row.Key == item.Key && row.Position == positions[i])
                {
                    continue;
                }

                row.RemovedIn = number;
            }

            db.PolicyItems.Add(new PolicyItemRow { Kind = item.Kind, ItemId = item.Id, Key = item.Key, Json = item.Json, Position = positions[i], AddedIn = number });
        }

        foreach (var gone in current.Values)
        {
            gone.RemovedIn = number;
        }

        var revision = new RevisionRow { Number = number, Time = clock.Time.GetUtcNow(), Author = author, Note = note, ContentHash = HashOf(items) };
        db.Revisions.Add(revision);
        audit.Add(db, author, "policy.published", $"revision {number}", after: revision.ContentHash);
        if (change is not null)
        {
            await CloseAsync(db, change, number, author, stop);
        }

        if (trial is not null)
        {
            await trials.TakeAsync(db, trial, number, change, author, stop);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Info(revision);
    }

    private async Task CloseAsync(ConsoleDb db, PolicyChange change, int revision, string who, CancellationToken stop)
    {
        var row = await db.Changes.SingleAsync(row => row.Id == change.Id, stop);
        if (row.Version != change.Version)
        {
            throw new StaleVersionException($"Change {change.Id} was edited at the same moment.");
        }

        (row.State, row.PublishedAs, row.UpdatedAt) = (nameof(ChangeState.Published), revision, clock.Time.GetUtcNow());
        row.Version++;
        audit.Add(db, who, "change.published", change.Id, after: $"revision {revision}");
    }

    /// <summary>SHA-256 of the items in order, in hexadecimal: equal content has an equal hash.</summary>
    public static string HashOf(IReadOnlyList<StoredItem> items) =>
        ContentHash.Of(items.SelectMany(item => (string[])[item.Kind, item.Id, item.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), item.Json]));

    private static RevisionInfo Info(RevisionRow row) => new(row.Number, row.Time, row.Author, row.Note, row.ContentHash);
}
