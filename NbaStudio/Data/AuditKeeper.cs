using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Verifies the chain of the audit, and cuts off what was kept long enough so that the rest can still be verified.</summary>
public sealed class AuditKeeper(IDbContextFactory<ConsoleDb> contexts, Workspace workspace, AuditLog audit, WallClock clock)
{
    /// <summary>Follows the whole chain.</summary>
    /// <param name="expected">An entry that was noted elsewhere: its number and its hash in hexadecimal; null = none.</param>
    public async Task<AuditReport> VerifyAsync((long Id, string Hash)? expected = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        // One state of the chain, without keeping others from writing.
        await db.Database.OpenConnectionAsync(stop);
        await using var reading = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(reading, stop);
        var anchor = await db.AuditAnchors.AsNoTracking().OrderByDescending(row => row.LastId).FirstOrDefaultAsync(stop);
        var (last, hash) = anchor is null ? (0L, AuditChain.Start) : (anchor.LastId, anchor.LastHash);
        var (entries, found) = (0L, false);
        if (anchor is not null && !CryptographicOperations.FixedTimeEquals(Seal(anchor.LastId, anchor.LastHash, anchor.Time), anchor.Seal))
        {
            return new AuditReport(0, last + 1, last, Hex(hash), last, $"The seal of the cut after entry {last} is not this workspace's.");
        }

        await foreach (var entry in db.Audit.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(stop))
        {
            entries++;
            if (entry.Id != last + 1)
            {
                return Broken(entry.Id, $"Entry {last + 1} is missing.");
            }

            if (entry.Hash is null || !CryptographicOperations.FixedTimeEquals(AuditChain.HashOf(hash, entry), entry.Hash))
            {
                return Broken(entry.Id, $"Entry {entry.Id} was changed, or one before it.");
            }

            (last, hash) = (entry.Id, entry.Hash);
            if (expected?.Id == last)
            {
                found = expected.Value.Hash.Equals(Hex(hash), StringComparison.OrdinalIgnoreCase);
                if (!found)
                {
                    return Broken(last, $"Entry {last} has another hash than the one that was noted: the chain was made anew.");
                }
            }
        }

        return expected is { } noted && !found
            ? Broken(noted.Id, $"Entry {noted.Id}, which was noted, is not there: the end of the chain was taken away, or retention has passed it.")
            : new AuditReport(entries, (anchor?.LastId ?? 0) + 1, last, Hex(hash), null, null);

        AuditReport Broken(long at, string fault) => new(entries, (anchor?.LastId ?? 0) + 1, last, Hex(hash), at, fault);
    }

    /// <summary>Removes entries from before a time and seals the place of the cut; audited itself.</summary>
    /// <returns>How many entries went.</returns>
    public async Task<int> CutAsync(DateTimeOffset before, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Clocks are set back now and then: the cut ends before the first entry that is young enough.
        var young = await db.Audit.Where(row => row.Time >= before).MinAsync(row => (long?)row.Id, stop) ?? long.MaxValue;
        if (await db.Audit.AsNoTracking().Where(row => row.Id < young).OrderByDescending(row => row.Id).FirstOrDefaultAsync(stop) is not { } last)
        {
            return 0;
        }

        var now = clock.Time.GetUtcNow();
        var removed = await db.Audit.Where(row => row.Id <= last.Id).ExecuteDeleteAsync(stop);
        await db.AuditAnchors.ExecuteDeleteAsync(stop);
        db.AuditAnchors.Add(new AuditAnchorRow { LastId = last.Id, LastHash = last.Hash!, Time = now, Seal = Seal(last.Id, last.Hash!, now) });
        await db.SaveChangesAsync(stop);
        audit.Add(db, "retention", "audit.cut", $"entries to {last.Id}", before: Hex(last.Hash!));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return removed;
    }

    private byte[] Seal(long id, byte[] hash, DateTimeOffset time)
    {
        var key = SecretFile.LoadOrCreate(Path.Combine(workspace.KeyFolder, "audit.key"), "Without it the cut of the audit cannot be verified.");
        return HMACSHA256.HashData(key, (byte[])[.. BitConverter.GetBytes(id), .. hash, .. BitConverter.GetBytes(time.UtcTicks)]);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
