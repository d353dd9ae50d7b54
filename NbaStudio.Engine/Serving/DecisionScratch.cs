using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>One thread's scratch paper for the snapshot in force, and one for a trial beside it: made again after each publish.</summary>
internal sealed class DecisionScratch
{
    [ThreadStatic]
    private static DecisionScratch? _inForce;

    [ThreadStatic]
    private static DecisionScratch? _challenger;

    private DecisionScratch(PolicySnapshot policy)
    {
        Context = new DecisionContext(policy);
        Frame = new EvaluationFrame(policy.Layout.Count);
    }

    public DecisionContext Context { get; }

    /// <summary>Where inputs are filled before the pipeline copies them.</summary>
    public EvaluationFrame Frame { get; }

    public DecisionInputs Inputs { get; } = new();

    public ByteWriter Writer { get; } = new(4096);

    /// <summary>This thread's scratch for a revision.</summary>
    public static DecisionScratch For(ServingState serving)
    {
        ref var kept = ref serving.IsChallenger ? ref _challenger : ref _inForce;
        if (kept is not { } scratch || !ReferenceEquals(scratch.Context.Policy, serving.Snapshot))
        {
            kept = scratch = new DecisionScratch(serving.Snapshot);
            _challenger = serving.IsChallenger || serving.Challenger is not null ? _challenger : null;
        }

        return scratch;
    }
}
