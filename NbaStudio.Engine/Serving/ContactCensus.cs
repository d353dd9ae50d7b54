using System.Runtime.CompilerServices;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Counts what contact rules, quiet hours and budgets kept from the latest decisions, and decides those again without each of them. Reads what is durable; has no effect.</summary>
/// <remarks>Every decision is looked at under its own revision. Candidates that were stopped have no recorded propensity: theirs is the models' of now.</remarks>
internal sealed class ContactCensus(IHubReader store, RecordReader records, ModelView models, long now)
{
    private const int Page = 50;

    private readonly Dictionary<PolicySnapshot, (DecisionContext Context, ModelView Models)> _policies = [];
    private readonly Dictionary<int, ContactBlock> _blocks = [];
    private readonly Dictionary<int, int> _here = [];
    private int _decisions;
    private int _leftOut;
    private long? _since;

    /// <param name="most">Decisions to look at.</param>
    public async IAsyncEnumerable<ContactReach> RunAsync(int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await Task.Run(() => LatestDecisions.Read(store, now, most), cancellation).ConfigureAwait(false);
        var from = 0;
        do
        {
            await Task.Run(() => rows.Skip(from).Take(Page).ToList().ForEach(Look), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            from += Page;
            yield return new ContactReach(
                _decisions, _leftOut, rows.Count, _since is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, new Dictionary<int, ContactBlock>(_blocks), from >= rows.Count);
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
        var policy = record.Policy;
        _here.Clear();
        for (var t = 0; t < record.Result.Fates.Count; t++)
        {
            var fate = record.Result.Fates[t];
            if (fate.Stage == PipelineStage.ContactPolicy && KeyOf(policy, t, fate) is var key and not 0)
            {
                _here[key] = _here.GetValueOrDefault(key) + 1;
            }
        }

        if (_here.Count == 0)
        {
            return;
        }

        if (!_policies.TryGetValue(policy, out var with))
        {
            _policies.Add(policy, with = (new DecisionContext(policy), new ModelView(models.Models, policy, models.Further)));
        }

        var was = Run(record, with, 0);
        foreach (var (key, candidates) in _here)
        {
            var would = Run(record, with, key);
            var turned = !was.Chosen.SequenceEqual(would.Chosen);
            var known = _blocks.GetValueOrDefault(key);
            _blocks[key] = new ContactBlock(
                known.Candidates + candidates, known.Decisions + 1, known.Turned + (turned ? 1 : 0), known.Cost + (turned ? would.Sums.Value - was.Sums.Value : 0));
        }
    }

    // Read at once: the context is used again for the next decision.
    private static (List<int> Chosen, ChoiceSums Sums) Run(DecisionRecord record, (DecisionContext Context, ModelView Models) with, int lifted)
    {
        var recorded = new RecordedPropensities(record.Inputs, record.Result, record.Policy, with.Models);
        var result = Redecide.Run(with.Context, record.Inputs, recorded, lifted == 0 ? null : new DecisionOverrides { Lifted = lifted }).Result;
        return ([.. result.Filled.Select(f => f < 0 ? 0 : result.Ranked[f].TreatmentKey)], default(ChoiceSums).With(result));
    }

    private static int KeyOf(PolicySnapshot policy, int treatment, CandidateFate fate) => fate.Reason switch
    {
        DropReason.Budget => policy.Budgets[fate.Detail].Key,
        DropReason.ChannelQuietHours => policy.Channels[policy.Treatments[treatment].Channel].Key,
        _ => policy.ContactRules[fate.Detail].Key,
    };
}
