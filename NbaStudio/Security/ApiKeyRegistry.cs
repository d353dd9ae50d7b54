using System.Collections.Concurrent;
using System.Security.Cryptography;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Security;

/// <summary>Recognises API keys from memory. Keys made or revoked by another process count within one second.</summary>
public sealed class ApiKeyRegistry(ApiKeyStore store, WallClock clock) : IDisposable
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _loading = new(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new();
    private volatile Snapshot? _snapshot;

    /// <summary>True once a key was ever made: from then on every API call needs one, also after all are revoked.</summary>
    public async ValueTask<bool> IsRequiredAsync(CancellationToken stop) => (await CurrentAsync(stop)).Keys.Count > 0;

    /// <summary>The key that a secret belongs to, or null where it is unknown, wrong or revoked.</summary>
    public async ValueTask<ApiKey?> VerifyAsync(string secret, CancellationToken stop)
    {
        if (ApiKeySecret.IdOf(secret) is not { } id || !(await CurrentAsync(stop)).Keys.TryGetValue(id, out var known))
        {
            return null;
        }

        if (!CryptographicOperations.FixedTimeEquals(ApiKeySecret.Hash(secret), known.Hash) || known.Key.RevokedAt is not null)
        {
            return null;
        }

        NoteUse(known.Key);
        return known.Key;
    }

    /// <summary>Stores when keys were used since the last time; called every now and then, never for each call.</summary>
    public async Task StoreUsesAsync(CancellationToken stop)
    {
        var uses = _used.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        await store.NoteUseAsync(new Dictionary<string, DateTimeOffset>(uses), stop);
        foreach (var use in uses)
        {
            // One used again meanwhile stays for the next time.
            _used.TryRemove(use);
        }
    }

    // To the minute: a busy key is noted once, not thousands of times a second.
    private void NoteUse(ApiKey key)
    {
        var now = clock.Time.GetUtcNow();
        if (now - (key.LastUsedAt ?? DateTimeOffset.MinValue) >= OneMinute && !(_used.TryGetValue(key.Id, out var noted) && now - noted < OneMinute))
        {
            _used[key.Id] = now;
        }
    }

    public void Dispose() => _loading.Dispose();

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken stop)
    {
        if (_snapshot is { } fresh && clock.Time.GetElapsedTime(fresh.LoadedAt) < Freshness)
        {
            return fresh;
        }

        await _loading.WaitAsync(stop);
        try
        {
            if (_snapshot is { } loaded && clock.Time.GetElapsedTime(loaded.LoadedAt) < Freshness)
            {
                return loaded;
            }

            var time = clock.Time.GetTimestamp();
            return _snapshot = new Snapshot(await store.LoadAsync(stop), time);
        }
        finally
        {
            _loading.Release();
        }
    }

    private sealed record Snapshot(IReadOnlyDictionary<string, (ApiKey Key, byte[] Hash)> Keys, long LoadedAt);
}
