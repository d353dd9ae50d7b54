using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>The log of everything that people and keys change. Entries are only ever added.</summary>
public sealed class AuditLog(IDbContextFactory<ConsoleDb> contexts, WallClock clock)
{
    public async Task WriteAsync(string who, string what, string target, string? before = null, string? after = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        Add(db, who, what, target, before, after);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The newest entries first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Audit.AsNoTracking().OrderByDescending(row => row.Id).Take(limit)
            .Select(row => new AuditEntry(row.Time, row.Who, row.What, row.Target, row.Before, row.After)).ToListAsync(stop);
    }

    /// <summary>Adds the entry to a transaction that changes something else too.</summary>
    internal void Add(ConsoleDb db, string who, string what, string target, string? before = null, string? after = null) =>
        db.Audit.Add(new AuditRow { Time = clock.Time.GetUtcNow(), Who = who, What = what, Target = target, Before = before, After = after });
}
