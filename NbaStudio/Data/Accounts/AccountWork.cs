using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>One piece of work on accounts: the user manager, the database and the audit in one transaction, one at a time in this process.</summary>
internal sealed class AccountWork(IServiceScopeFactory scopes, AuditLog audit) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Raised after something about accounts or sessions was stored.</summary>
    public event Action? Changed;

    /// <summary>Does the work and stores what it changed; nothing is stored where it throws.</summary>
    public async Task<T> RunAsync<T>(Func<Desk, Task<T>> work, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ConsoleDb>();
            var result = await work(new Desk(db, scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), audit));
            await db.SaveChangesAsync(stop);
            Changed?.Invoke();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>What a piece of work has at hand.</summary>
    internal sealed record Desk(ConsoleDb Db, UserManager<Account> Users, AuditLog Audit)
    {
        public void Note(string who, string what, string target, string? before = null, string? after = null) => Audit.Add(Db, who, what, target, before, after);

        public Task<Account?> FindAsync(string id) => Db.Accounts.SingleOrDefaultAsync(account => account.Id == id);

        public Task EndSessionsAsync(string accountId) => Db.Sessions.Where(session => session.AccountId == accountId).ForEachAsync(session => Db.Sessions.Remove(session));

        /// <exception cref="InvalidOperationException">Identity refused what was checked before: a fault of the program.</exception>
        public static void Require(IdentityResult result)
        {
            if (!result.Succeeded)
            {
                throw new InvalidOperationException($"Identity refused: {string.Join("; ", result.Errors.Select(error => error.Description))}");
            }
        }
    }
}
