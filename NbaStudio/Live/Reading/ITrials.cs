using NbaStudio.Data;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Changes that decide for a share of customers. Thread safe.</summary>
public interface ITrials
{
    /// <summary>The newest trials, the newest first; one of them runs at most.</summary>
    Task<IReadOnlyList<PolicyTrial>> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives a change to a share of customers: the edits that have this hash. Where exactly one may approve it is approved now.</summary>
    /// <param name="share">In [0.01, 0.5].</param>
    /// <param name="watch">What withdraws it by itself; null = nothing.</param>
    [Needs(Scopes.Publish)]
    Task<BoardResult> StartAsync(string change, double share, string seenHash, WatchConditions? watch, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Gives the trial to more customers.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> WidenAsync(int trial, double share, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Everyone gets the policy in force again, at once.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> WithdrawAsync(int trial, Caller who, CancellationToken cancellationToken = default);
}
