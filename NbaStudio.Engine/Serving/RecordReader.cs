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
    /// <remarks>The number that a decision has in the customer whom its own has become part of finds it as well; the record keeps the id it was made with.</remarks>
    public DecisionRecord? Read(DecisionId id)
    {
        if (store.ReadDecision(id) is { } row)
        {
            return Read(row);
        }

        foreach (var folded in MergedCustomers.Of(store, id.Customer))
        {
            if (id.Number > folded.Offset && id.Number <= folded.Offset + folded.Decisions)
            {
                return Read(new DecisionId(folded.Key, id.Number - folded.Offset));
            }
        }

        return null;
    }

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
