namespace NbaStudio.Security;

/// <summary>Without accounts there is one approver: the person at this machine, or a program with their key for publishing.</summary>
internal sealed class LocalApprover : IApprovers
{
    public Task<int> CountAsync(CancellationToken stop = default) => Task.FromResult(1);

    public Task<bool> MayApproveAsync(Caller who, string author, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(who);
        return Task.FromResult(who.Has(Scopes.Publish));
    }
}
