using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace NbaStudio.Data;

/// <summary>Brings console.db to the present shape.</summary>
public sealed class ConsoleDatabase(IDbContextFactory<ConsoleDb> contexts, ILogger<ConsoleDatabase> log)
{
    /// <summary>Longest time that one process may hold the migration lock.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Applies missing migrations; does nothing where there is none.</summary>
    /// <exception cref="InvalidOperationException">Another process holds the migration lock for longer than <see cref="Patience"/>.</exception>
    public async Task MigrateAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var pending = (await db.Database.GetPendingMigrationsAsync(stop)).ToList();
        if (pending.Count == 0)
        {
            return;
        }

        log.LogInformation("Updating console.db: {Migrations}", string.Join(", ", pending));
        await RemoveStaleLockAsync(db, stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            await db.Database.MigrateAsync(limit.Token);
            await AuditChain.SealOldAsync(db, limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"console.db could not be updated within {Patience.TotalSeconds:0} s: another process is updating it. Stop that process, wait a minute and start again.");
        }
    }

    /// <summary>False where the file is missing, locked or damaged.</summary>
    public async Task<bool> CanOpenAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Database.CanConnectAsync(stop);
    }

    /// <summary>A migration that failed or was killed leaves its lock row, and every later one would wait for ever.</summary>
    private async Task RemoveStaleLockAsync(ConsoleDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if ((long)(await command.ExecuteScalarAsync(stop))! == 0)
        {
            return;
        }

        command.CommandText = "DELETE FROM __EFMigrationsLock WHERE julianday(Timestamp) IS NULL OR julianday(Timestamp) < julianday('now') - $age";
        command.Parameters.Add(new SqliteParameter("$age", Patience.TotalDays));
        if (await command.ExecuteNonQueryAsync(stop) > 0)
        {
            log.LogWarning("An update of console.db had been interrupted; its lock was removed");
        }
    }
}
