using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Census;

namespace NbaStudio.Engine.Serving;

/// <summary>Counts how choices differ between two policies. Not thread safe.</summary>
/// <param name="hasFairness">Whether how alike customers are treated is counted: by their latest decision, so not where each has several at once.</param>
internal sealed class ChangeTally(PolicySnapshot before, PolicySnapshot after, bool hasFairness)
{
    private readonly FairnessCount _fairnessBefore = new(hasFairness ? after.Fairness : []);
    private readonly FairnessCount _fairnessAfter = new(hasFairness ? after.Fairness : []);
    private readonly int[] _budgets = [.. Budgets.BudgetChange.Between(before, after).Where(b => b.Kind != Budgets.BudgetChangeKind.Removed).Select(b => b.Key)];
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
    private int _slots;
    private ChoiceSums _sumsBefore;
    private ChoiceSums _sumsAfter;

    /// <summary>Decisions or customers to be looked at.</summary>
    public int Sample { get; set; }

    /// <param name="missing">Inputs that the other policy reads and that are not there.</param>
    public void LeaveOut(IReadOnlyCollection<string> missing)
    {
        _leftOut++;
        _missing.UnionWith(missing);
    }

    /// <summary>Counts one decision, as it is and as it would be.</summary>
    /// <param name="time">Of the decision; 0 = now.</param>
    /// <param name="decision">Recorded decision, as an example; null = none.</param>
    /// <param name="customerId">Customer, as an example; null = none.</param>
    public void Count(
        long customer, long time, DecisionInputs inputsBefore, DecisionResult one, DecisionInputs inputsAfter, DecisionResult other, DecisionId? decision, string? customerId)
    {
        _decisions++;
        _fairnessBefore.Look(inputsBefore, one);
        _fairnessAfter.Look(inputsAfter, other);
        if (time != 0)
        {
            _since = Math.Min(_since ?? time, time);
        }

        _customers.Add(customer);
        _slots += one.Filled.Count;
        (_sumsBefore, _sumsAfter) = (_sumsBefore.With(one), _sumsAfter.With(other));
        var (was, would) = (Chosen(one), Chosen(other));
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
        _customersChanged.Add(customer);
        _newlySilent += was.Any(s => s.Action is not null) && would.All(s => s.Action is null) ? 1 : 0;
        _noLongerSilent += was.All(s => s.Action is null) && would.Any(s => s.Action is not null) ? 1 : 0;
        for (var s = 0; s < was.Count; s++)
        {
            if (was[s].Action != would[s].Action)
            {
                var pair = (was[s].Action, would[s].Action);
                var (flip, beside) = _flips.TryGetValue(pair, out var known) ? known
                    : (new ChoiceFlip(pair.Item1, pair.Item2, ReasonOf(was[s].Treatment, other), 0, decision) { Customer = customerId }, []);
                beside.UnionWith(was.Concat(would).Where(slot => slot.Action is not null).Select(slot => slot.Treatment));
                _flips[pair] = (flip with { Count = flip.Count + 1 }, beside);
            }
        }
    }

    public ChangeEffect Effect(bool isComplete) => new(
        _decisions, _leftOut, _changed, _customers.Count, _customersChanged.Count, _newlySilent, _noLongerSilent,
        [.. _actions.Select(a => new ActionShift(a.Key, a.Value.Before, a.Value.After)).OrderByDescending(a => Math.Abs(a.After - a.Before)).ThenByDescending(a => a.Before).ThenBy(a => a.ActionKey)],
        [.. _flips.Values.Select(f => f.Flip with { Beside = f.Beside }).OrderByDescending(f => f.Count).ThenBy(f => f.From).ThenBy(f => f.To).Take(ChangeEffect.MostFlips)],
        _since is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, isComplete)
    {
        Sample = Sample, Budgets = _budgets, Slots = _slots, Missing = [.. _missing.Order(StringComparer.Ordinal)], Before = _sumsBefore, After = _sumsAfter, FairnessBefore = isComplete ? _fairnessBefore.Read() : [], Fairness = isComplete ? _fairnessAfter.Read() : [],
    };

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
}
