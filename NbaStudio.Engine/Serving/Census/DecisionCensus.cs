using System.Runtime.CompilerServices;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Looks at the records of the latest decisions: where candidates fell, whom nothing is left for, what exploring cost. Reads what is durable; decides nothing again; has no effect.</summary>
internal sealed class DecisionCensus(IHubReader store, RecordReader records, PolicySnapshot policy, long now)
{
    private const int Page = 250;

    private readonly FunnelCount _funnel = new();
    private readonly CustomerGapCount _gaps = new();
    private readonly ExplorationCount _exploration = new();
    private readonly FairnessCount _fairness = new(policy.Fairness);
    private int _decisions;
    private int _leftOut;
    private long? _since;

    /// <param name="most">Decisions to look at.</param>
    public async IAsyncEnumerable<DecisionSurvey> RunAsync(int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await Task.Run(() => LatestDecisions.Read(store, now, most), cancellation).ConfigureAwait(false);
        var from = 0;
        do
        {
            await Task.Run(() => rows.Skip(from).Take(Page).ToList().ForEach(Look), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            from += Page;
            yield return new DecisionSurvey(
                _decisions, _leftOut, rows.Count, _since is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, _funnel.Candidates, _funnel.Chosen, _funnel.Losses(), _funnel.Actions(policy),
                _gaps.Read(), _exploration.Read(), _fairness.Read(), from >= rows.Count);
        }
        while (from < rows.Count);
    }

    private void Look(DecisionRow row)
    {
        if (records.Read(row) is not { } record)
        {
            _leftOut++;
            return;
        }

        _decisions++;
        _since = Math.Min(_since ?? row.Time, row.Time);
        _funnel.Look(record);
        _gaps.Look(record);
        _exploration.Look(record);
        _fairness.Look(record.Inputs, record.Result);
    }
}
