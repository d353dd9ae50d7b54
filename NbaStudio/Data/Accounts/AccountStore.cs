using Microsoft.EntityFrameworkCore;
using NbaStudio.Configuration;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Makes and changes accounts. Every change is audited, and needs the scope admin. Thread safe.</summary>
public sealed class AccountStore
{
    private readonly AccountWork _work;
    private readonly IDbContextFactory<ConsoleDb> _contexts;
    private readonly WallClock _clock;

    internal AccountStore(AccountWork work, IDbContextFactory<ConsoleDb> contexts, WallClock clock) => (_work, _contexts, _clock) = (work, contexts, clock);

    /// <summary>Makes the first account, an admin, after the set-up page has checked its code.</summary>
    public Task<AccountIssue?> CreateFirstAsync(string name, string password, CancellationToken stop = default) => _work.RunAsync<AccountIssue?>(async desk =>
    {
        if (await desk.Db.Accounts.AnyAsync(stop))
        {
            return AccountIssue.SetUpDone;
        }

        if (AccountNames.Check(name) is { } issue)
        {
            return issue;
        }

        if (PasswordRules.Check(name, password) is [var first, ..])
        {
            return first;
        }

        var account = New(name, [Roles.Admin]);
        AccountWork.Desk.Require(await desk.Users.CreateAsync(account, password));
        desk.Note(name, "account.created", name, after: account.RoleNames);
        return null;
    }, stop);

    /// <summary>Makes an account whose person chooses the password with the link.</summary>
    /// <returns>The token of the link, shown once; or why not.</returns>
    [Needs(Scopes.Admin)]
    public Task<(string? Token, AccountIssue? Issue)> InviteAsync(string name, IReadOnlyList<string> roles, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        return _work.RunAsync<(string?, AccountIssue?)>(async desk =>
        {
            if (AccountNames.Check(name) is { } issue)
            {
                return (null, issue);
            }

            if (Known(roles) is not { Count: > 0 } known)
            {
                return (null, AccountIssue.NoRole);
            }

            if (await desk.Users.FindByNameAsync(name) is not null)
            {
                return (null, AccountIssue.NameTaken);
            }

            var account = New(name, known);
            var token = AccountLink.Open(account, _clock.Time.GetUtcNow());
            AccountWork.Desk.Require(await desk.Users.CreateAsync(account));
            desk.Note(who.Name, "account.created", name, after: account.RoleNames);
            return (token, null);
        }, stop);
    }

    /// <summary>A new link for somebody who lost the password or never used the first one. The old password goes on working until the link is used.</summary>
    [Needs(Scopes.Admin)]
    public Task<(string? Token, AccountIssue? Issue)> RenewLinkAsync(string id, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        return _work.RunAsync<(string?, AccountIssue?)>(async desk =>
        {
            if (await desk.FindAsync(id) is not { } account)
            {
                return (null, AccountIssue.NoAccount);
            }

            var token = AccountLink.Open(account, _clock.Time.GetUtcNow());
            desk.Note(who.Name, "account.link", account.UserName!);
            return (token, null);
        }, stop);
    }

    [Needs(Scopes.Admin)]
    public Task<AccountIssue?> SetRolesAsync(string id, IReadOnlyList<string> roles, Caller who, CancellationToken stop = default) => ChangeAsync(id, who, async (desk, account) =>
    {
        if (Known(roles) is not { Count: > 0 } known)
        {
            return AccountIssue.NoRole;
        }

        if (!known.Contains(Roles.Admin) && await IsLastAdminAsync(desk, account))
        {
            return AccountIssue.LastAdmin;
        }

        var before = account.RoleNames;
        account.RoleNames = string.Join(',', known);
        if (before != account.RoleNames)
        {
            desk.Note(who.Name, "account.roles", account.UserName!, before, account.RoleNames);
        }

        return null;
    }, stop);

    /// <summary>Disables an account, which ends its sessions, or lets it sign in again.</summary>
    [Needs(Scopes.Admin)]
    public Task<AccountIssue?> SetDisabledAsync(string id, bool disabled, Caller who, CancellationToken stop = default) => ChangeAsync(id, who, async (desk, account) =>
    {
        if (disabled && await IsLastAdminAsync(desk, account))
        {
            return AccountIssue.LastAdmin;
        }

        if (disabled != (account.DisabledAt is not null))
        {
            account.DisabledAt = disabled ? _clock.Time.GetUtcNow() : null;
            account.LinkHash = disabled ? null : account.LinkHash;
            await desk.EndSessionsAsync(id);
            desk.Note(who.Name, disabled ? "account.disabled" : "account.enabled", account.UserName!, disabled ? "enabled" : "disabled", disabled ? "disabled" : "enabled");
        }

        return null;
    }, stop);

    /// <summary>Takes the second factor away from somebody who lost the device, and ends a lock-out.</summary>
    [Needs(Scopes.Admin)]
    public Task<AccountIssue?> ResetSecondFactorAsync(string id, Caller who, CancellationToken stop = default) => ChangeAsync(id, who, (desk, account) =>
    {
        var before = account.TwoFactorEnabled ? "on" : "off";
        (account.TwoFactorEnabled, account.TotpKey, account.RecoveryHashes, account.LockoutEnd, account.AccessFailedCount) = (false, null, "", null, 0);
        desk.Note(who.Name, "account.secondFactorReset", account.UserName!, before, "off");
        return Task.FromResult<AccountIssue?>(null);
    }, stop);

    /// <summary>Ends every session of an account.</summary>
    [Needs(Scopes.Admin)]
    public Task<AccountIssue?> SignOutEverywhereAsync(string id, Caller who, CancellationToken stop = default) => ChangeAsync(id, who, async (desk, account) =>
    {
        await desk.EndSessionsAsync(id);
        desk.Note(who.Name, "account.signedOutEverywhere", account.UserName!);
        return null;
    }, stop);

    /// <summary>All accounts, by name.</summary>
    public async Task<IReadOnlyList<AccountView>> ListAsync(CancellationToken stop = default)
    {
        await using var db = await _contexts.CreateDbContextAsync(stop);
        var now = _clock.Time.GetUtcNow();
        var sessions = await db.Sessions.Where(session => session.ExpiresAt > now).GroupBy(session => session.AccountId).ToDictionaryAsync(group => group.Key, group => group.Count(), stop);
        return [.. (await db.Accounts.AsNoTracking().OrderBy(account => account.NormalizedUserName).ToListAsync(stop)).Select(account => new AccountView(
            account.Id, account.UserName!, account.RoleNames.Split(','), account.CreatedAt, account.DisabledAt, account.PasswordHash is null, account.TwoFactorEnabled,
            account.LockoutEnd > now ? account.LockoutEnd : null, sessions.GetValueOrDefault(account.Id)))];
    }

    /// <summary>How many active accounts, that can sign in, hold a role that gives the scope.</summary>
    public async Task<int> CountActiveAsync(string scope, CancellationToken stop = default) =>
        (await ListAsync(stop)).Count(account => account is { DisabledAt: null, IsInvited: false } && new Caller(CallerKind.Account, account.Name, Roles.ScopesOf(account.Roles)).Has(scope));

    internal async Task<AccountSnapshot> LoadAsync(CancellationToken stop)
    {
        await using var db = await _contexts.CreateDbContextAsync(stop);
        var open = await (from session in db.Sessions.AsNoTracking()
                          join account in db.Accounts on session.AccountId equals account.Id
                          where account.DisabledAt == null
                          select new { session.Id, session.ExpiresAt, account.UserName, AccountId = account.Id, account.RoleNames }).ToListAsync(stop);
        return new AccountSnapshot(
            open.Count > 0 || await db.Accounts.AnyAsync(stop),
            open.ToDictionary(row => row.Id, row => new OpenSession(Caller.ForAccount(row.UserName!, row.AccountId, Roles.ScopesOf(row.RoleNames.Split(','))) with { SessionId = row.Id }, row.ExpiresAt)));
    }

    private Task<AccountIssue?> ChangeAsync(string id, Caller who, Func<AccountWork.Desk, Account, Task<AccountIssue?>> change, CancellationToken stop)
    {
        who.Demand(Scopes.Admin);
        return _work.RunAsync(async desk => await desk.FindAsync(id) is { } account ? await change(desk, account) : AccountIssue.NoAccount, stop);
    }

    private Account New(string name, IReadOnlyList<string> roles) =>
        new() { UserName = name, RoleNames = string.Join(',', roles), CreatedAt = _clock.Time.GetUtcNow(), LockoutEnabled = true };

    private static List<string> Known(IReadOnlyList<string> roles) => [.. Roles.All.Where(roles.Contains)];

    // Without an admin nobody could ever make one again.
    private static async Task<bool> IsLastAdminAsync(AccountWork.Desk desk, Account account) =>
        IsAdmin(account) && !(await desk.Db.Accounts.Where(other => other.Id != account.Id && other.DisabledAt == null && other.PasswordHash != null).ToListAsync()).Exists(IsAdmin);

    private static bool IsAdmin(Account account) => account.DisabledAt is null && account.RoleNames.Split(',').Contains(Roles.Admin);
}
