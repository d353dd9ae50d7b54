using System.Security.Claims;
using NbaStudio.Configuration;
using NbaStudio.Data.Accounts;

namespace NbaStudio.Security.Accounts;

/// <summary>Tells from memory whether there are accounts and whose session a cookie names. What this process changes counts at once, what another one changes within a second.</summary>
public sealed class AccountRegistry : IDisposable
{
    /// <summary>The cookie's only claim: roles are never read from it.</summary>
    public const string SessionClaim = "session";

    /// <summary>Name of the authentication scheme and of the cookie.</summary>
    public const string Scheme = "nba-session";

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private readonly AccountStore _store;
    private readonly WallClock _clock;
    private readonly SemaphoreSlim _loading = new(1);
    private readonly AccountWork _work;
    private int _version;
    private volatile Loaded? _loaded;

    internal AccountRegistry(AccountStore store, AccountWork work, WallClock clock)
    {
        (_store, _work, _clock) = (store, work, clock);
        _work.Changed += Forget;
    }

    /// <summary>Whether there is any account. It never turns back: accounts are disabled, not deleted.</summary>
    public async ValueTask<bool> AnyAsync(CancellationToken stop = default) => (await CurrentAsync(stop)).Any;

    /// <summary>Who a person is: the local person while there is no account, else the account of an open session, else nobody.</summary>
    public async ValueTask<Caller> CallerOfAsync(ClaimsPrincipal? person, CancellationToken stop = default)
    {
        var now = await CurrentAsync(stop);
        if (!now.Any)
        {
            return Caller.Local;
        }

        return person?.FindFirst(SessionClaim)?.Value is { } id && now.Sessions.TryGetValue(id, out var session) && session.ExpiresAt > _clock.Time.GetUtcNow() ? session.Caller : Caller.Anonymous;
    }

    public void Dispose()
    {
        _work.Changed -= Forget;
        _loading.Dispose();
    }

    private void Forget() => Interlocked.Increment(ref _version);

    private async ValueTask<AccountSnapshot> CurrentAsync(CancellationToken stop)
    {
        if (_loaded is { } fresh && IsFresh(fresh))
        {
            return fresh.Snapshot;
        }

        await _loading.WaitAsync(stop);
        try
        {
            if (_loaded is { } loaded && IsFresh(loaded))
            {
                return loaded.Snapshot;
            }

            var (time, version) = (_clock.Time.GetTimestamp(), Volatile.Read(ref _version));
            var snapshot = await _store.LoadAsync(stop);
            _loaded = new Loaded(snapshot, time, version);
            return snapshot;
        }
        finally
        {
            _loading.Release();
        }
    }

    private bool IsFresh(Loaded loaded) => loaded.Version == Volatile.Read(ref _version) && _clock.Time.GetElapsedTime(loaded.At) < Freshness;

    private sealed record Loaded(AccountSnapshot Snapshot, long At, int Version);
}
