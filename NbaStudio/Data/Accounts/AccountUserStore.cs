using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>Identity's store over console.db. What it changes is saved together with the audit entry, not by itself.</summary>
internal sealed class AccountUserStore : UserOnlyStore<Account, ConsoleDb>
{
    public AccountUserStore(ConsoleDb db, IdentityErrorDescriber describer)
        : base(db, describer) => AutoSaveChanges = false;

    // Several steps of one piece of work change the account, and it is saved once: attaching it again at each step would forget which version was read.
    public override Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return Task.FromResult(IdentityResult.Success);
    }
}
