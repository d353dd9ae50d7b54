using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Engine.Serving.Trials;

/// <summary>A trial as it is served beside the policy in force. Immutable.</summary>
internal sealed class ServingTrial
{
    private ServingTrial(TrialDraw draw, ServingPolicy policy) => (Draw, Policy) = (draw, policy);

    public TrialDraw Draw { get; }

    public ServingPolicy Policy { get; }

    /// <summary>Compiles a trial and checks that it may stand beside a policy.</summary>
    /// <returns>No trial where there are errors among the issues.</returns>
    /// <exception cref="ArgumentException">The share is not allowed, or its revision is that of the policy in force.</exception>
    public static (ServingTrial? Trial, IReadOnlyList<PolicyIssue> Issues) Make(TrialPolicy trial, ServingPolicy inForce, UnknownAttributes unknownAttributes, DateTimeOffset now)
    {
        var draw = trial.Draw;
        if (!(draw.Share is >= TrialDraw.LeastShare and <= TrialDraw.MostShare))
        {
            throw new ArgumentException($"The share is {draw.Share}; allowed is {TrialDraw.LeastShare} to {TrialDraw.MostShare}.", nameof(trial));
        }

        if (draw.Revision == inForce.Snapshot.Revision)
        {
            throw new ArgumentException($"Revision {draw.Revision} is in force for everyone.", nameof(trial));
        }

        var compilation = PolicyCompiler.Compile(PolicyKeys.Assign(trial.Document, 0, inForce.Snapshot.Document).Document, draw.Revision, now);
        if (compilation.Snapshot is not { } snapshot)
        {
            return (null, compilation.Issues);
        }

        return TrialCheck.Check(inForce.Snapshot, snapshot) is { Count: > 0 } differences
            ? (null, differences)
            : (new ServingTrial(draw, new ServingPolicy(snapshot, inForce, unknownAttributes)), compilation.Issues);
    }

    /// <summary>The same with what is known of its aggregates.</summary>
    public ServingTrial With(AggregateCompleteness completeness) => new(Draw, Policy.With(completeness));
}
