using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;

namespace NbaStudio.Data;

/// <summary>Remembers answers by caller and Idempotency-Key for 24 hours.</summary>
public sealed class IdempotencyStore(IDbContextFactory<ConsoleDb> contexts, WallClock clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Claims the key for a first request: null. Otherwise what is known of the earlier one.</summary>
    public async Task<StoredAnswer?> ClaimAsync(string caller, string key, string route, byte[] bodyHash, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var now = clock.Time.GetUtcNow();
        await db.Idempotency.Where(row => row.Time < now - Lifetime).ExecuteDeleteAsync(stop);
        if (await db.Idempotency.AsNoTracking().SingleOrDefaultAsync(row => row.Caller == caller && row.Key == key, stop) is { } known)
        {
            await transaction.CommitAsync(stop);
            return new StoredAnswer(known.Route, known.BodyHash, known.Status, known.ContentType, known.Location, known.Body);
        }

        db.Idempotency.Add(new IdempotencyRow { Caller = caller, Key = key, Route = route, BodyHash = bodyHash, Time = now });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return null;
    }

    public async Task CompleteAsync(string caller, string key, int status, string? contentType, string? location, byte[] body)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Idempotency.Where(row => row.Caller == caller && row.Key == key).ExecuteUpdateAsync(row => row
            .SetProperty(entry => entry.Status, status).SetProperty(entry => entry.ContentType, contentType)
            .SetProperty(entry => entry.Location, location).SetProperty(entry => entry.Body, body));
    }

    /// <summary>Frees the key of a request that failed, so that it can be tried again.</summary>
    public async Task ReleaseAsync(string caller, string key)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Idempotency.Where(row => row.Caller == caller && row.Key == key && row.Status == null).ExecuteDeleteAsync();
    }

    /// <summary>Requests that a crash cut off will never be completed.</summary>
    public async Task ForgetUnfinishedAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.Idempotency.Where(row => row.Status == null).ExecuteDeleteAsync(stop);
    }
}
