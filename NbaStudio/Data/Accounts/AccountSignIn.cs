using Microsoft.AspNetCore.Identity;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Checks passwords, second factors and one-time links, and opens and ends sessions. Wrong names, wrong passwords, locked and disabled accounts give one answer. Thread safe.</summary>
public sealed class AccountSignIn
{
    private const int ClientLength = 160;
    private readonly AccountWork _work;
    private readonly SecondFactorKeys _keys;
    private readonly NbaOptions _options;
    private readonly WallClock _clock;

    // A password of nobody: an unknown name takes as long as a wrong password.
    private readonly Lazy<string> _nobody = new(() => new PasswordHasher<Account>().HashPassword(new Account(), "nobody has this password"));

    internal AccountSignIn(AccountWork work, SecondFactorKeys keys, NbaOptions options, WallClock clock) => (_work, _keys, _options, _clock) = (work, keys, options, clock);

    /// <summary>Checks name and password. Five wrong ones in a row lock the account for a quarter of an hour.</summary>
    /// <returns>The account, and whether a second factor is asked for; null where it is not to be let in.</returns>
    public Task<(string AccountId, bool NeedsSecondFactor)?> CheckPasswordAsync(string name, string password, CancellationToken stop = default) => _work.RunAsync<(string, bool)?>(async desk =>
    {
        if (await desk.Users.FindByNameAsync(name) is not { PasswordHash: not null } account)
        {
            desk.Users.PasswordHasher.VerifyHashedPassword(new Account(), _nobody.Value, password);
            return null;
        }

        var locked = await desk.Users.IsLockedOutAsync(account);
        if (await desk.Users.CheckPasswordAsync(account, password) && !locked && account.DisabledAt is null)
        {
            return (account.Id, account.TwoFactorEnabled);
        }

        if (!locked)
        {
            await FailAsync(desk, account);
        }

        return null;
    }, stop);

    /// <summary>Checks a code of the authenticator app, or a recovery code, which works once.</summary>
    public Task<bool> CheckSecondFactorAsync(string accountId, string code, CancellationToken stop = default) => _work.RunAsync(async desk =>
    {
        if (await desk.FindAsync(accountId) is not { TwoFactorEnabled: true, DisabledAt: null } account || await desk.Users.IsLockedOutAsync(account))
        {
            return false;
        }

        if (_keys.Read(account) is { } key && Totp.Match(key, code, _clock.Time.GetUtcNow(), account.TotpStep) is { } step)
        {
            account.TotpStep = step;
            return true;
        }

        if (RecoveryCodes.Redeem(account, code))
        {
            desk.Note(account.UserName!, "account.recoveryCodeUsed", account.UserName!);
            return true;
        }

        await FailAsync(desk, account);
        return false;
    }, stop);

    /// <summary>Opens a session after everything was checked.</summary>
    /// <param name="client">What the browser calls itself.</param>
    /// <returns>Id of the session and when it ends.</returns>
    public Task<(string Id, DateTimeOffset ExpiresAt)> OpenSessionAsync(string accountId, string client, CancellationToken stop = default) => _work.RunAsync(async desk =>
    {
        var account = await desk.FindAsync(accountId) ?? throw new ArgumentException($"There is no account '{accountId}'.", nameof(accountId));
        var now = _clock.Time.GetUtcNow();
        account.AccessFailedCount = 0;
        await desk.Db.Sessions.Where(session => session.ExpiresAt <= now).ForEachAsync(session => desk.Db.Sessions.Remove(session));
        var row = new SessionRow
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true), AccountId = accountId, Client = client.Length > ClientLength ? client[..ClientLength] : client,
            CreatedAt = now, ExpiresAt = now.AddHours(_options.Accounts.SessionHours),
        };
        desk.Db.Sessions.Add(row);
        desk.Note(account.UserName!, "account.signedIn", account.UserName!);
        return (row.Id, row.ExpiresAt);
    }, stop);

    /// <summary>Ends one session; nothing where it has ended.</summary>
    public Task<bool> EndSessionAsync(string sessionId, CancellationToken stop = default) => _work.RunAsync(async desk =>
    {
        if (await desk.Db.Sessions.SingleOrDefaultAsync(session => session.Id == sessionId) is not { } row)
        {
            return false;
        }

        desk.Db.Sessions.Remove(row);
        var name = (await desk.FindAsync(row.AccountId))?.UserName ?? row.AccountId;
        desk.Note(name, "account.signedOut", name);
        return true;
    }, stop);

    /// <summary>Whose link it is; null where it is unknown, used or expired.</summary>
    public Task<string?> FindLinkAsync(string token, CancellationToken stop = default) => _work.RunAsync(async desk => (await LinkedAsync(desk, token))?.UserName, stop);

    /// <summary>Sets the password with a link, which then works no more; all sessions end.</summary>
    public Task<(string? AccountId, IReadOnlyList<AccountIssue> Issues)> UseLinkAsync(string token, string password, CancellationToken stop = default) =>
        _work.RunAsync<(string?, IReadOnlyList<AccountIssue>)>(async desk =>
        {
            if (await LinkedAsync(desk, token) is not { } account)
            {
                return (null, [AccountIssue.Link]);
            }

            if (PasswordRules.Check(account.UserName!, password) is { Count: > 0 } issues)
            {
                return (null, issues);
            }

            AccountWork.Desk.Require(await desk.Users.RemovePasswordAsync(account));
            AccountWork.Desk.Require(await desk.Users.AddPasswordAsync(account, password));
            (account.LinkHash, account.LinkExpiresAt, account.LockoutEnd, account.AccessFailedCount) = (null, null, null, 0);
            await desk.EndSessionsAsync(account.Id);
            desk.Note(account.UserName!, "account.passwordSet", account.UserName!);
            return (account.Id, []);
        }, stop);

    private async Task<Account?> LinkedAsync(AccountWork.Desk desk, string token)
    {
        var (hash, now) = (AccountLink.Hash(token), _clock.Time.GetUtcNow());
        return await desk.Db.Accounts.SingleOrDefaultAsync(account => account.LinkHash == hash && account.LinkExpiresAt > now && account.DisabledAt == null);
    }

    private static async Task FailAsync(AccountWork.Desk desk, Account account)
    {
        AccountWork.Desk.Require(await desk.Users.AccessFailedAsync(account));
        if (await desk.Users.IsLockedOutAsync(account))
        {
            desk.Note(account.UserName!, "account.lockedOut", account.UserName!);
        }
    }
}
