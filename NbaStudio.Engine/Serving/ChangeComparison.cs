using System.Runtime.CompilerServices;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Census;
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
    private readonly FairnessCount _fairnessBefore = new(after.Fairness);
    private readonly FairnessCount _fairnessAfter = new(after.Fairness);
    private readonly HashSet<long> _customers = [];
    private readonly HashSet<long> _customersChanged = [];
    private readonly Dictionary<int, (int Before, int After)> _actions = [];
    private readonly Dictionary<(int? From, int? To), (ChoiceFlip Flip, HashSet<int> Beside)> _flips = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private int _decisions;
    private int _leftOut;
    private int _changed;
    private int _newlySilent;
    private int _noLongerSilent;
    private long? _since;
    private int _sample;
    private int _slots;
    private ChoiceSums _sumsBefore;
    private ChoiceSums _sumsAfter;

    /// <param name="most">Decisions to compare.</param>
    public async IAsyncEnumerable<ChangeEffect> RunAsync(int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await Task.Run(() => LatestDecisions.Read(store, now, most), cancellation).ConfigureAwait(false);
        _sample = rows.Count;
        for (var from = 0; from < rows.Count; from += Page)
        {
            await Task.Run(() => rows.Skip(from).Take(Page).ToList().ForEach(Compare), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            yield return Effect(from + Page >= rows.Count);
        }

        if (rows.Count == 0)
        {
            yield return Effect(true);
        }
    }

    private void Compare(DecisionRow row)
    {
        if (records.Read(row) is not { } record)
        {
            _leftOut++;
            return;
        }

        var one = Run(record, before, _before);
        var other = Run(record, after, _after);
        var missing = other.MissingInputs.Except(one.MissingInputs).ToList();
        if (missing.Count > 0)
        {
            _missing.UnionWith(missing);
            _leftOut++;
            return;
        }

        _decisions++;
        _fairnessBefore.Look(record, one.Result);
        _fairnessAfter.Look(record, other.Result);
        _since = _since is { } since ? Math.Min(since, row.Time) : row.Time;
        _customers.Add(row.Customer);
        _slots += one.Result.Filled.Count;
        (_sumsBefore, _sumsAfter) = (_sumsBefore.With(one.Result), _sumsAfter.With(other.Result));
        var (was, would) = (Chosen(one.Result), Chosen(other.Result));
        foreach (var slot in was)
        {
            Count(slot.Action, 1, 0);
        }

        foreach (var slot in would)
        {
            Count(slot.Action, 0, 1);
        }

        if (was.SequenceEqual(would))
        {
            return;
        }

        _changed++;
        _customersChanged.Add(row.Customer);
        _newlySilent += was.Any(s => s.Action is not null) && would.All(s => s.Action is null) ? 1 : 0;
        _noLongerSilent += was.All(s => s.Action is null) && would.Any(s => s.Action is not null) ? 1 : 0;
        for (var s = 0; s < was.Count; s++)
        {
            if (was[s].Action != would[s].Action)
            {
                var pair = (was[s].Action, would[s].Action);
                var (flip, beside) = _flips.TryGetValue(pair, out var known) ? known
                    : (new ChoiceFlip(pair.Item1, pair.Item2, ReasonOf(was[s].Treatment, other.Result), 0, record.Inputs.Id), []);
                beside.UnionWith(was.Concat(would).Where(slot => slot.Action is not null).Select(slot => slot.Treatment));
                _flips[pair] = (flip with { Count = flip.Count + 1 }, beside);
            }
        }
    }

    private static RedecideOutcome Run(DecisionRecord record, PolicySnapshot policy, (DecisionContext Context, ModelView Models) with) =>
        Redecide.Run(with.Context, record.Inputs, new RecordedPropensities(record.Inputs, record.Result, policy, with.Models));

    // Read at once: the context is used again for the next decision, the result is not.
    private List<(int? Action, int Treatment)> Chosen(DecisionResult result) => [.. result.Filled.Select(f =>
        f < 0 ? ((int?)null, 0) : (ActionOf(result.Ranked[f].TreatmentKey), result.Ranked[f].TreatmentKey))];

    private int? ActionOf(int treatmentKey) =>
        before.TreatmentIndexOfKey(treatmentKey) is var b and >= 0 ? before.Actions[before.Treatments[b].Action].Key
        : after.TreatmentIndexOfKey(treatmentKey) is var a and >= 0 ? after.Actions[after.Treatments[a].Action].Key : null;

    private DropReason ReasonOf(int treatmentKey, DecisionResult result) =>
        treatmentKey != 0 && after.TreatmentIndexOfKey(treatmentKey) is var index and >= 0 ? result.Fates[index].Reason : DropReason.None;

    private void Count(int? action, int wasChosen, int wouldBe)
    {
        if (action is { } key)
        {
            var known = _actions.GetValueOrDefault(key);
            _actions[key] = (known.Before + wasChosen, known.After + wouldBe);
        }
    }

    private ChangeEffect Effect(bool isComplete) => new(
        _decisions, _leftOut, _changed, _customers.Count, _customersChanged.Count, _newlySilent, _noLongerSilent,
        [.. _actions.Select(a => new ActionShift(a.Key, a.Value.Before, a.Value.After)).OrderByDescending(a => Math.Abs(a.After - a.Before)).ThenByDescending(a => a.Before).ThenBy(a => a.ActionKey)],
        [.. _flips.Values.Select(f => f.Flip with { Beside = f.Beside }).OrderByDescending(f => f.Count).ThenBy(f => f.From).ThenBy(f => f.To).Take(ChangeEffect.MostFlips)],
        _since is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, isComplete)
    {
        Sample = _sample, Slots = _slots, Missing = [.. _missing.Order(StringComparer.Ordinal)], Before = _sumsBefore, After = _sumsAfter, FairnessBefore = isComplete ? _fairnessBefore.Read() : [], Fairness = isComplete ? _fairnessAfter.Read() : [],
    };
}
