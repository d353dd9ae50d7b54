using NbaStudio.Data.Accounts;

namespace NbaStudio.Security.Accounts;

/// <summary>Counts the accounts that may approve. Without accounts there is one approver: the person at this machine, or a program with their key for publishing.</summary>
internal sealed class AccountApprovers(AccountStore accounts, AccountRegistry registry) : IApprovers
{
    // Once there are accounts a program's key is never the only one who may approve: a person may.
    public async Task<bool> IsOnlyAsync(Caller who, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(who);
        return who.Has(Scopes.Publish) && (!await registry.AnyAsync(stop) || (who.Kind == CallerKind.Account && await accounts.CountActiveAsync(Scopes.Publish, stop) == 1));
    }

    public async Task<bool> MayApproveAsync(Caller who, IReadOnlyCollection<string> editors, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(editors);
        return who.Has(Scopes.Publish) && (!editors.Contains(who.Name) || await IsOnlyAsync(who, stop));
    }
}
