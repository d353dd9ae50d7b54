using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Simulations;

/// <summary>What treatments of a run belong to, by key: as the scenario has it, else as today's policy does. Immutable.</summary>
public sealed class TreatmentNames(SimulationRun run)
{
    /// <summary>The policy that has the treatment, and its place there; null = neither has it.</summary>
    public (PolicySnapshot Policy, TreatmentSnapshot Treatment)? Find(int key) =>
        run.Changed.TreatmentIndexOfKey(key) is var changed and >= 0 ? (run.Changed, run.Changed.Treatments[changed])
        : run.Today.TreatmentIndexOfKey(key) is var today and >= 0 ? (run.Today, run.Today.Treatments[today]) : null;

    public ActionSnapshot? Action(int key) => Find(key) is { } found ? found.Policy.Actions[found.Treatment.Action] : null;

    public ObjectiveSnapshot? Objective(int key) => Find(key) is { } found ? found.Policy.Objectives[found.Treatment.Objective] : null;

    public ChannelSnapshot? Channel(int key) => Find(key) is { } found ? found.Policy.Channels[found.Treatment.Channel] : null;

    /// <summary>Id of the treatment where its action has another one on the same channel, so that action and channel do not tell which is meant; else null.</summary>
    public string? Own(int key) => Find(key) is { } found && found.Policy.Treatments.Any(t => t.Key != key && t.Action == found.Treatment.Action && t.Channel == found.Treatment.Channel) ? found.Treatment.Id : null;

    /// <summary>Labels of its placements where <see cref="Own"/> has an id and no other treatment of the action on the channel has the same places; else null.</summary>
    public string? Places(int key, string language) => OneOfSeveral(key, (channel, treatment) =>
        treatment.PlacementMask == ulong.MaxValue ? null : string.Join(", ", channel.Placements.Where(p => (treatment.PlacementMask >> p.Index & 1) == 1).Select(p => p.Label.In(language))));

    /// <summary>What its customers read at the top (the subject as it is written, fields unfilled), likewise.</summary>
    public string? Words(int key, string language) => OneOfSeveral(key, (_, treatment) => treatment.Content.For(language)?.Subject?.Text);

    private string? OneOfSeveral(int key, Func<ChannelSnapshot, TreatmentSnapshot, string?> says)
    {
        if (Own(key) is null || Find(key) is not { } found || says(found.Policy.Channels[found.Treatment.Channel], found.Treatment) is not { Length: > 0 } own)
        {
            return null;
        }

        var (policy, treatment) = found;
        return policy.Treatments.Any(t => t.Key != key && t.Action == treatment.Action && t.Channel == treatment.Channel && says(policy.Channels[t.Channel], t) == own) ? null : own;
    }

    /// <summary>Sums by what a treatment belongs to, in the order of <paramref name="order"/>; what the policies no longer have is left out.</summary>
    public IReadOnlyList<MixShiftRow> Mix(WhatIfResult result, Func<int, string?> idOf, IEnumerable<(string Id, LabelSnapshot Label)> order, string language)
    {
        var sums = new Dictionary<string, (ChoiceTotals Before, ChoiceTotals After)>(StringComparer.Ordinal);
        foreach (var shift in result.Treatments)
        {
            if (idOf(shift.TreatmentKey) is { } id)
            {
                var known = sums.GetValueOrDefault(id);
                sums[id] = (Plus(known.Before, shift.Before), Plus(known.After, shift.After));
            }
        }

        return [.. order.DistinctBy(o => o.Id).Where(o => sums.ContainsKey(o.Id)).Select(o => new MixShiftRow(o.Id, o.Label.In(language), sums[o.Id].Before, sums[o.Id].After))];
    }

    public IReadOnlyList<MixShiftRow> ByObjective(WhatIfResult result, string language) =>
        Mix(result, key => Objective(key)?.Id, run.Changed.Objectives.Concat(run.Today.Objectives).Select(o => (o.Id, o.Label)), language);

    public IReadOnlyList<MixShiftRow> ByChannel(WhatIfResult result, string language) =>
        Mix(result, key => Channel(key)?.Id, run.Changed.Channels.Concat(run.Today.Channels).Select(c => (c.Id, c.Label)), language);

    public IReadOnlyList<MixShiftRow> ByAction(WhatIfResult result, string language) =>
        Mix(result, key => Action(key)?.Id, run.Changed.Actions.Concat(run.Today.Actions).Select(a => (a.Id, a.Label)), language);

    private static ChoiceTotals Plus(ChoiceTotals one, ChoiceTotals other) => new(one.Contacts + other.Contacts, one.Acceptances + other.Acceptances, one.Value + other.Value);
}

/// <summary>What is chosen of an objective, channel or action, today and in the scenario.</summary>
public sealed record MixShiftRow(string Id, string Label, ChoiceTotals Before, ChoiceTotals After)
{
    /// <summary>Share of all slots today, in [0, 1].</summary>
    public double ShareBefore(WhatIfResult result) => Before.Contacts / Math.Max(1.0, (result ?? throw new ArgumentNullException(nameof(result))).Slots);

    /// <summary>Share of all slots in the scenario, in [0, 1].</summary>
    public double ShareAfter(WhatIfResult result) => After.Contacts / Math.Max(1.0, (result ?? throw new ArgumentNullException(nameof(result))).Slots);

    /// <summary>Difference of the shares of an objective; one that nothing comes to or goes from stays as it is, for sure.</summary>
    public Difference ShareDifference(WhatIfResult result) => (result ?? throw new ArgumentNullException(nameof(result))).Objectives.FirstOrDefault(o => o.Id == Id)?.Share ?? default;
}
