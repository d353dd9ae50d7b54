namespace NbaStudio.Security;

/// <summary>Who may approve changes of the policy. Thread safe.</summary>
public interface IApprovers
{
    /// <summary>How many active accounts may approve. Where it is exactly one, that one may approve its own changes and the audit says so.</summary>
    Task<int> CountAsync(CancellationToken stop = default);

    /// <summary>Whether this caller may approve a change: nobody approves what they worked on, unless exactly one may approve.</summary>
    /// <param name="editors">Names of all callers who worked on the change.</param>
    Task<bool> MayApproveAsync(Caller who, IReadOnlyCollection<string> editors, CancellationToken stop = default);
}
