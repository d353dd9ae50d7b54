using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Trials;

namespace NbaStudio.Engine;

/// <content>Trials: another policy decides for a share of customers.</content>
public sealed partial class NbaEngine
{
    /// <summary>For which customers a trial decides; null = none runs.</summary>
    public TrialDraw? Trial => _services.TryGetState(out var state) ? state.Trial?.Draw : null;

    /// <summary>The policy that decides for the customers of the trial; null = none runs.</summary>
    public PolicySnapshot? Challenger => _services.TryGetState(out var state) ? state.Challenger?.Snapshot : null;

    /// <summary>
    /// Begins a trial beside the policy in force, widens it (the same id with a larger share), or ends it. Decisions follow at once; it is journaled like a revision.
    /// A trial that may not stand beside the policy changes nothing.
    /// </summary>
    /// <param name="trial">Null = none runs from now on: everyone gets the policy in force.</param>
    /// <exception cref="ArgumentException">The share is not allowed, or the trial's revision is in force for everyone.</exception>
    /// <exception cref="InvalidOperationException">No policy was published yet.</exception>
    public async Task<PolicyPublication> SetTrialAsync(TrialPolicy? trial)
    {
        await _publishing.WaitAsync().ConfigureAwait(false);
        try
        {
            var serving = _services.State.Policy;
            var (beside, issues) = Beside(trial, serving, _services.Time.GetUtcNow());
            if (trial is not null && beside is null)
            {
                return Refused(issues);
            }

            _services.Publish(serving, beside);
            await AnnounceAsync(serving, beside).ConfigureAwait(false);
            return new PolicyPublication(true, _policies.Current, false, issues);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>Compiles a policy and what runs beside it; no serving where either has errors.</summary>
    private (ServingPolicy? Serving, ServingTrial? Beside, IReadOnlyList<PolicyIssue> Issues) Compile(PolicyDocument policy, int revision, TrialPolicy? trial, DateTimeOffset now)
    {
        var compilation = PolicyCompiler.Compile(policy, revision, now);
        if (compilation.Snapshot is not { } snapshot)
        {
            return (null, null, compilation.Issues);
        }

        var serving = new ServingPolicy(snapshot, _services.Options.UnknownAttributes, _texts.Of(snapshot));
        var (beside, issues) = Beside(trial, serving, now);
        return trial is not null && beside is null ? (null, null, issues) : (serving, beside, compilation.Issues);
    }

    private (ServingTrial? Beside, IReadOnlyList<PolicyIssue> Issues) Beside(TrialPolicy? trial, ServingPolicy serving, DateTimeOffset now) =>
        trial is null ? (null, []) : ServingTrial.Make(trial, serving, _services.Options.UnknownAttributes, now);

    private PolicyPublication Refused(IReadOnlyList<PolicyIssue> issues) => new(false, _policies.Current, _policies.Current is null, issues);
}
