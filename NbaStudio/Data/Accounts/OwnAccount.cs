using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>What people do with their own account: password, second factor, sessions. The caller is the person. Thread safe.</summary>
public sealed class OwnAccount
{
    private readonly AccountWork _work;
    private readonly SecondFactorKeys _keys;
    private readonly WallClock _clock;

    internal OwnAccount(AccountWork work, SecondFactorKeys keys, WallClock clock) => (_work, _keys, _clock) = (work, keys, clock);

    /// <summary>Changes the password; every other session ends.</summary>
    /// <param name="session">The session that goes on.</param>
    public Task<IReadOnlyList<AccountIssue>> ChangePasswordAsync(string old, string password, string? session, Caller who, CancellationToken stop = default) => RunAsync<IReadOnlyList<AccountIssue>>(who, async (desk, account) =>
    {
        if (!await VerifyAsync(desk, account, old))
        {
            return [AccountIssue.PasswordWrong];
        }

        if (PasswordRules.Check(account.UserName!, password) is { Count: > 0 } issues)
        {
            return issues;
        }

        AccountWork.Desk.Require(await desk.Users.RemovePasswordAsync(account));
        AccountWork.Desk.Require(await desk.Users.AddPasswordAsync(account, password));
        await desk.Db.Sessions.Where(row => row.AccountId == account.Id && row.Id != session).ForEachAsync(row => desk.Db.Sessions.Remove(row));
        desk.Note(who.Name, "account.passwordSet", who.Name);
        return [];
    }, stop);

    /// <summary>A new key for an authenticator app; it counts once a code of it was typed.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(Totp.KeyBytes);

    /// <summary>Turns the second factor on with a key and a code of it.</summary>
    /// <returns>The recovery codes, shown once; null where password or code is wrong.</returns>
    public Task<IReadOnlyList<string>?> TurnOnSecondFactorAsync(byte[] key, string code, Caller who, CancellationToken stop = default) => RunAsync<IReadOnlyList<string>?>(who, (desk, account) =>
    {
        if (account.TwoFactorEnabled || Totp.Match(key, code, _clock.Time.GetUtcNow(), 0) is not { } step)
        {
            return Task.FromResult<IReadOnlyList<string>?>(null);
        }

        (account.TwoFactorEnabled, account.TotpKey, account.TotpStep) = (true, _keys.Protect(key), step);
        desk.Note(who.Name, "account.secondFactorOn", who.Name, "off", "on");
        return Task.FromResult<IReadOnlyList<string>?>(RecoveryCodes.Renew(account));
    }, stop);

    /// <summary>Turns the second factor off, with the password.</summary>
    public Task<bool> TurnOffSecondFactorAsync(string password, Caller who, CancellationToken stop = default) => RunAsync(who, async (desk, account) =>
    {
        if (!await VerifyAsync(desk, account, password))
        {
            return false;
        }

        (account.TwoFactorEnabled, account.TotpKey, account.RecoveryHashes) = (false, null, "");
        desk.Note(who.Name, "account.secondFactorOff", who.Name, "on", "off");
        return true;
    }, stop);

    /// <summary>Own sessions, the newest first.</summary>
    public Task<IReadOnlyList<SessionView>> SessionsAsync(Caller who, CancellationToken stop = default) => RunAsync<IReadOnlyList<SessionView>>(who, async (desk, account) =>
    {
        var now = _clock.Time.GetUtcNow();
        return [.. (await desk.Db.Sessions.AsNoTracking().Where(row => row.AccountId == account.Id && row.ExpiresAt > now).OrderByDescending(row => row.CreatedAt).ToListAsync(stop))
            .Select(row => new SessionView(row.Id, row.AccountId, row.Client, row.CreatedAt, row.ExpiresAt))];
    }, stop);

    /// <summary>Whether the second factor is on, and how many recovery codes are left.</summary>
    public Task<(bool On, int RecoveryCodes)> SecondFactorAsync(Caller who, CancellationToken stop = default) =>
        RunAsync(who, (_, account) => Task.FromResult((account.TwoFactorEnabled, account.RecoveryHashes.Split(',', StringSplitOptions.RemoveEmptyEntries).Length)), stop);

    /// <summary>Ends one own session, or all of them.</summary>
    /// <param name="session">Null = all.</param>
    public Task<bool> EndSessionsAsync(string? session, Caller who, CancellationToken stop = default) => RunAsync(who, async (desk, account) =>
    {
        var rows = await desk.Db.Sessions.Where(row => row.AccountId == account.Id && (session == null || row.Id == session)).ToListAsync(stop);
        desk.Db.Sessions.RemoveRange(rows);
        desk.Note(who.Name, session is null ? "account.signedOutEverywhere" : "account.signedOut", who.Name);
        return rows.Count > 0;
    }, stop);

    private static async Task<bool> VerifyAsync(AccountWork.Desk desk, Account account, string password)
    {
        if (await desk.Users.IsLockedOutAsync(account))
        {
            return false;
        }

        if (await desk.Users.CheckPasswordAsync(account, password))
        {
            return true;
        }

        AccountWork.Desk.Require(await desk.Users.AccessFailedAsync(account));
        return false;
    }

    /// <exception cref="UnauthorizedAccessException">The caller is no account.</exception>
    private Task<T> RunAsync<T>(Caller who, Func<AccountWork.Desk, Account, Task<T>> work, CancellationToken stop)
    {
        var id = who.AccountId ?? throw new UnauthorizedAccessException($"{who.Name} is no account.");
        return _work.RunAsync(async desk => await work(desk, await desk.FindAsync(id) ?? throw new UnauthorizedAccessException($"{who.Name} is no account.")), stop);
    }
}
