using System.Runtime.CompilerServices;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Decides the latest decisions again under the policy in force and under another one. Reads what is durable; has no effect.</summary>
/// <remarks>
/// Propensities are the recorded ones, those of candidates beyond the record the models' of now; chance draws the same number for both. Contacts are those that were: what a change of caps would
/// have led to later is not followed.
/// </remarks>
internal sealed class ChangeComparison(IHubReader store, RecordReader records, ModelView models, PolicySnapshot before, PolicySnapshot after, long now)
{
    private const int Page = 100;

    private readonly (DecisionContext Context, ModelView Models) _before = (new DecisionContext(before), new ModelView(models.Models, before, models.Further));
    private readonly (DecisionContext Context, ModelView Models) _after = (new DecisionContext(after), new ModelView(models.Models, after, models.Further));
    private readonly ChangeTally _tally = new(before, after, hasFairness: true);

    /// <param name="most">Decisions to compare.</param>
    public async IAsyncEnumerable<ChangeEffect> RunAsync(int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await Task.Run(() => LatestDecisions.Read(store, now, most), cancellation).ConfigureAwait(false);
        _tally.Sample = rows.Count;
        for (var from = 0; from < rows.Count; from += Page)
        {
            await Task.Run(() => rows.Skip(from).Take(Page).ToList().ForEach(Compare), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            yield return _tally.Effect(from + Page >= rows.Count);
        }

        if (rows.Count == 0)
        {
            yield return _tally.Effect(true);
        }
    }

    private void Compare(DecisionRow row)
    {
        if (records.Read(row) is not { } record)
        {
            _tally.LeaveOut([]);
            return;
        }

        var one = Run(record, before, _before);
        var other = Run(record, after, _after);

        // What would have been left of a new budget is told apart: it is no reason to leave the decision out.
        var missing = other.MissingInputs.Except(one.MissingInputs).Except(after.Budgets.Select(b => "budget." + b.Id)).ToList();
        if (missing.Count > 0)
        {
            _tally.LeaveOut(missing);
            return;
        }

        _tally.Count(row.Customer, row.Time, record.Inputs, one.Result, record.Inputs, other.Result, record.Inputs.Id, null);
    }

    private static RedecideOutcome Run(DecisionRecord record, PolicySnapshot policy, (DecisionContext Context, ModelView Models) with) =>
        Redecide.Run(with.Context, record.Inputs, new RecordedPropensities(record.Inputs, record.Result, policy, with.Models));
}
