namespace NbaStudio.Security;

/// <summary>Who may approve changes of the policy. Thread safe.</summary>
public interface IApprovers
{
    /// <summary>How many active accounts may approve. Where it is exactly one, that one may approve its own changes and the audit says so.</summary>
    Task<int> CountAsync(CancellationToken stop = default);

    /// <summary>Whether this caller may approve a change by this author: nobody approves their own, unless exactly one may approve.</summary>
    /// <param name="author">Name of the caller who made the change.</param>
    Task<bool> MayApproveAsync(Caller who, string author, CancellationToken stop = default);
}
