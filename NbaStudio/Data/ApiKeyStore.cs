using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;
using NbaStudio.Security;

namespace NbaStudio.Data;

/// <summary>Makes, lists and revokes API keys.</summary>
public sealed class ApiKeyStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit, WallClock clock)
{
    /// <summary>Makes a key. The secret is returned once and cannot be read again.</summary>
    /// <exception cref="ArgumentException">No name, no scope, or an unknown scope.</exception>
    [Needs(Scopes.Admin)]
    public async Task<(ApiKey Key, string Secret)> CreateAsync(string name, IReadOnlyList<string> scopes, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        if (name.Trim().Length is 0 or > 100)
        {
            throw new ArgumentException("A key needs a name of 1 to 100 characters.", nameof(name));
        }

        if (scopes.Count == 0 || scopes.Except(Scopes.All).Any())
        {
            throw new ArgumentException($"Scopes '{string.Join(",", scopes)}' are not allowed; allowed are {string.Join(", ", Scopes.All)}.", nameof(scopes));
        }

        var (id, secret, hash) = ApiKeySecret.Create();
        var row = new ApiKeyRow { Id = id, Name = name.Trim(), Scopes = string.Join(',', scopes.Distinct()), Hash = hash, CreatedAt = clock.Time.GetUtcNow() };
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.ApiKeys.Add(row);
        audit.Add(db, who.Name, "key.created", id, after: $"{row.Name}: {row.Scopes}");
        await db.SaveChangesAsync(stop);
        return (Key(row), secret);
    }

    /// <summary>All keys, revoked ones too, oldest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await db.ApiKeys.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync(stop)).Select(Key)];
    }

    /// <summary>Revokes a key; false where there is none, or it is revoked already.</summary>
    [Needs(Scopes.Admin)]
    public async Task<bool> RevokeAsync(string id, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.ApiKeys.SingleOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, stop) is not { } key)
        {
            return false;
        }

        key.RevokedAt = clock.Time.GetUtcNow();
        audit.Add(db, who.Name, "key.revoked", id, before: $"{key.Name}: {key.Scopes}");
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Notes when keys were last used; not audited.</summary>
    internal async Task NoteUseAsync(IReadOnlyDictionary<string, DateTimeOffset> uses, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        foreach (var (id, time) in uses)
        {
            await db.ApiKeys.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsedAt, time), stop);
        }
    }

    internal async Task<IReadOnlyDictionary<string, (ApiKey Key, byte[] Hash)>> LoadAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.ApiKeys.AsNoTracking().ToDictionaryAsync(row => row.Id, row => (Key(row), row.Hash), stop);
    }

    private static ApiKey Key(ApiKeyRow row) => new(row.Id, row.Name, row.Scopes.Split(','), row.CreatedAt, row.RevokedAt, row.LastUsedAt);
}
