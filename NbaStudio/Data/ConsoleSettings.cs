using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Named values that people change while the hub runs, such as whether sending is stopped. Every change is audited.</summary>
public sealed class ConsoleSettings(IDbContextFactory<ConsoleDb> contexts, AuditLog audit)
{
    /// <summary>"true" while all sending is held.</summary>
    public const string SendingStopped = "sending.stopped";

    public async Task<string?> GetAsync(string name, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Settings.AsNoTracking().Where(row => row.Name == name).Select(row => row.Value).SingleOrDefaultAsync(stop);
    }

    /// <summary>Stores the value and its audit entry in one transaction.</summary>
    public async Task SetAsync(string name, string value, string who, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var row = await db.Settings.SingleOrDefaultAsync(setting => setting.Name == name, stop);
        if (row?.Value == value)
        {
            return;
        }

        audit.Add(db, who, "setting.changed", name, row?.Value, value);
        if (row is null)
        {
            db.Settings.Add(new SettingRow { Name = name, Value = value });
        }
        else
        {
            row.Value = value;
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>Every setting whose name begins so.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> ListAsync(string prefix, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await db.Settings.AsNoTracking().Where(row => row.Name.StartsWith(prefix)).OrderBy(row => row.Name).ToListAsync(stop);
        return [.. rows.Select(row => (row.Name, row.Value))];
    }

    /// <summary>Takes a setting away, with its audit entry in one transaction. False where there is none.</summary>
    public async Task<bool> RemoveAsync(string name, string who, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Settings.SingleOrDefaultAsync(setting => setting.Name == name, stop) is not { } row)
        {
            return false;
        }

        audit.Add(db, who, "setting.removed", name, row.Value);
        db.Settings.Remove(row);
        await db.SaveChangesAsync(stop);
        return true;
    }
}
