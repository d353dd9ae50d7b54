using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>The hash chain over the audit: every entry holds SHA-256 of the hash before and of itself, so that nothing can be altered, taken out or put in unseen.</summary>
internal static class AuditChain
{
    public const int HashBytes = 32;

    /// <summary>What the first entry ever is chained to.</summary>
    public static readonly byte[] Start = new byte[HashBytes];

    /// <summary>Numbers and chains new entries. Inside a writing transaction only.</summary>
    public static async Task LinkAsync(ConsoleDb db, IReadOnlyList<AuditRow> entries, CancellationToken stop)
    {
        var (id, hash) = await HeadAsync(db, stop);
        foreach (var entry in entries)
        {
            entry.Id = ++id;
            entry.Hash = hash = HashOf(hash, entry);
        }
    }

    /// <summary>The newest entry: its number and hash; of an empty chain the cut before it, or the start.</summary>
    public static async Task<(long Id, byte[] Hash)> HeadAsync(ConsoleDb db, CancellationToken stop)
    {
        var last = await db.Audit.AsNoTracking().OrderByDescending(row => row.Id).Select(row => new { row.Id, row.Hash }).FirstOrDefaultAsync(stop);
        if (last is not null)
        {
            return (last.Id, last.Hash ?? Start);
        }

        var anchor = await db.AuditAnchors.AsNoTracking().OrderByDescending(row => row.LastId).FirstOrDefaultAsync(stop);
        return anchor is null ? (0, Start) : (anchor.LastId, anchor.LastHash);
    }

    /// <summary>Chains the entries of a database that is older than the chain, as they stand.</summary>
    public static async Task SealOldAsync(ConsoleDb db, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await db.Audit.AnyAsync(row => row.Hash == null, stop))
        {
            return;
        }

        var hash = Start;
        foreach (var entry in await db.Audit.OrderBy(row => row.Id).ToListAsync(stop))
        {
            entry.Hash = hash = HashOf(hash, entry);
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    public static byte[] HashOf(byte[] before, AuditRow entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(BitConverter.GetBytes(entry.Id));
        hash.AppendData(BitConverter.GetBytes(entry.Time.UtcTicks));
        // Lengths first, so that no two different entries give the same bytes; -1 = absent.
        foreach (var part in (string?[])[entry.Who, entry.What, entry.Target, entry.Before, entry.After])
        {
            var bytes = part is null ? null : Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)(bytes?.Length ?? -1)));
            hash.AppendData(bytes ?? []);
        }

        return hash.GetHashAndReset();
    }
}
