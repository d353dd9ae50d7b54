using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>One thread's scratch paper for the snapshot in force: made again after each publish.</summary>
internal sealed class DecisionScratch
{
    [ThreadStatic]
    private static DecisionScratch? _current;

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

    /// <summary>This thread's scratch for a snapshot.</summary>
    public static DecisionScratch For(PolicySnapshot policy)
    {
        if (_current is not { } scratch || !ReferenceEquals(scratch.Context.Policy, policy))
        {
            _current = scratch = new DecisionScratch(policy);
        }

        return scratch;
    }
}
