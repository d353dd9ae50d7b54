using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>The log of everything that people and keys change. Entries are only ever added, each chained to the one before.</summary>
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

    /// <summary>Entries that fit, the newest first.</summary>
    public async Task<IReadOnlyList<NumberedAuditEntry>> SearchAsync(AuditQuery query, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = db.Audit.AsNoTracking();
        rows = query.Who is { Length: > 0 } who ? rows.Where(row => row.Who == who) : rows;
        rows = query.What is { Length: > 0 } what ? rows.Where(row => row.What == what || row.What.StartsWith(what + ".")) : rows;
        rows = query.Text is { Length: > 0 } text ? rows.Where(row => row.Target.Contains(text) || row.Before!.Contains(text) || row.After!.Contains(text)) : rows;
        rows = query.From is { } from ? rows.Where(row => row.Time >= from) : rows;
        rows = query.To is { } to ? rows.Where(row => row.Time < to) : rows;
        rows = query.Before is { } before ? rows.Where(row => row.Id < before) : rows;
        return await rows.OrderByDescending(row => row.Id).Take(query.Limit)
            .Select(row => new NumberedAuditEntry(row.Id, new AuditEntry(row.Time, row.Who, row.What, row.Target, row.Before, row.After))).ToListAsync(stop);
    }

    /// <summary>Adds the entry to a transaction that changes something else too.</summary>
    internal void Add(ConsoleDb db, string who, string what, string target, string? before = null, string? after = null) =>
        db.Audit.Add(new AuditRow { Time = clock.Time.GetUtcNow(), Who = who, What = what, Target = target, Before = before, After = after });
}
