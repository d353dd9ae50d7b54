using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>A recorded decision, read back.</summary>
/// <param name="Policy">The revision that decided.</param>
public sealed record DecisionRecord(DecisionInputs Inputs, DecisionResult Result, StepTimings Timings, PolicySnapshot Policy);

/// <summary>Reads decision records; a difference is put on its base. Thread safe.</summary>
/// <param name="store">Where records are.</param>
/// <param name="revisions">Gives the snapshot of a revision; null when it is not kept any more.</param>
public sealed class RecordReader(IHubReader store, Func<int, PolicySnapshot?> revisions)
{
    /// <summary>The record, or null when there is none or its revision is not kept any more.</summary>
    public DecisionRecord? Read(DecisionId id) => store.ReadDecision(id) is { } row ? Read(row) : null;

    public DecisionRecord? Read(DecisionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (revisions(DecisionInputsCodec.RevisionOf(row.Inputs)) is not { } policy)
        {
            return null;
        }

        RecordBase? basis = null;
        if (DecisionInputsCodec.BaseOf(row.Inputs) is var number and > 0)
        {
            if (store.ReadDecision(new DecisionId(row.Customer, number)) is not { } full)
            {
                return null;
            }

            basis = RecordBase.Of(DecisionInputsCodec.Read(full.Inputs, policy.Layout, null));
        }

        var inputs = DecisionInputsCodec.Read(row.Inputs, policy.Layout, basis);
        var (result, timings) = DecisionResultCodec.Read(row.Result);
        return new DecisionRecord(inputs, result, timings, policy);
    }
}
