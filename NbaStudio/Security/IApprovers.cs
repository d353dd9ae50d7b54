namespace NbaStudio.Security;

/// <summary>Who may approve changes of the policy. Thread safe.</summary>
public interface IApprovers
{
    /// <summary>Whether this caller is the only one who may approve: then it may approve its own changes, and the audit says so.</summary>
    Task<bool> IsOnlyAsync(Caller who, CancellationToken stop = default);

    /// <summary>Whether this caller may approve a change: nobody approves what they worked on, unless nobody else may.</summary>
    /// <param name="editors">Names of all callers who worked on the change.</param>
    Task<bool> MayApproveAsync(Caller who, IReadOnlyCollection<string> editors, CancellationToken stop = default);
}
