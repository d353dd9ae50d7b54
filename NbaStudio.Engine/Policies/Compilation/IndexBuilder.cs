using System.Collections.Frozen;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Makes the look-ups of a snapshot.</summary>
internal static class IndexBuilder
{
    public static PolicyIndexes Build(
        Hierarchy hierarchy, IReadOnlyList<ContactRuleSnapshot> rules, IReadOnlyList<BudgetSnapshot> budgets, IReadOnlyList<ContextWeightSnapshot> weights,
        IReadOnlyList<TriggerSnapshot> triggers, IReadOnlyList<AggregateSnapshot> aggregates, IReadOnlyList<AttributeSnapshot> attributes,
        IReadOnlyList<EventTypeSnapshot> eventTypes)
    {
        TreatmentSnapshot[] live = [.. hierarchy.Treatments.Where(t => t.Activity.Kind != ActivityKind.Archived)];
        var byChannel = live.ToLookup(t => t.Channel);
        return new PolicyIndexes
        {
            TreatmentsOfChannel = [.. hierarchy.Channels.Select(c => byChannel[c.Index].Select(t => t.Index).ToArray())],
            TreatmentsOfPlacement =
            [
                .. hierarchy.Channels.Select(c => c.Placements.Select(p => byChannel[c.Index].Where(t => t.Fits(p.Index)).Select(t => t.Index).ToArray()).ToArray()),
            ],
            TreatmentsOfTrigger = [.. triggers.Select(t => live.Where(l => t.AppliesTo.Contains(l.Index)).Select(l => l.Index).ToArray())],
            RulesOfTreatment = Members(hierarchy, rules, r => r.AppliesTo),
            BudgetsOfTreatment = Members(hierarchy, budgets, b => b.AppliesTo),
            ContextWeightsOfTreatment = Members(hierarchy, weights, w => w.AppliesTo),
            TreatmentOfKey = hierarchy.Treatments.ToFrozenDictionary(t => t.Key, t => t.Index),
            ChannelOfKey = hierarchy.Channels.ToFrozenDictionary(c => c.Key, c => c.Index),
            ActionOfKey = hierarchy.Actions.ToFrozenDictionary(a => a.Key, a => a.Index),
            ChannelOfId = hierarchy.Channels.ToFrozenDictionary(c => c.Id, c => c.Index, StringComparer.OrdinalIgnoreCase),
            AttributeOfName = attributes.ToFrozenDictionary(a => a.Name, a => a.Index, StringComparer.OrdinalIgnoreCase),
            TriggersOfEvent = ByEvent(triggers.SelectMany(t => (t.Pattern?.EventTypes ?? []).Select(e => (e.Original, t.Index)))),
            AggregatesOfEvent = ByEvent(aggregates.Select(a => (a.Filter.EventType, a.Index))),
            ResponsesOfEvent = ByEvent(hierarchy.Treatments.SelectMany(t => t.Heads.SelectMany(h => h.Positive.Events.Concat(h.Negative.Events)).Select(e => (e.EventType, t.Index)))),
            TriggerOfName = triggers.ToFrozenDictionary(t => t.Name, t => t.Index, StringComparer.Ordinal),
            EventTypeOf = eventTypes.ToFrozenDictionary(e => e.Type, e => e.Index),
        };
    }

    private static int[][] Members<T>(Hierarchy hierarchy, IReadOnlyList<T> items, Func<T, TreatmentSet> setOf) =>
        [.. hierarchy.Treatments.Select(t => Enumerable.Range(0, items.Count).Where(i => setOf(items[i]).Contains(t.Index)).ToArray())];

    private static FrozenDictionary<TextValue, int[]> ByEvent(IEnumerable<(string Type, int Index)> pairs) =>
        pairs.GroupBy(p => new TextValue(p.Type), p => p.Index).ToFrozenDictionary(g => g.Key, g => g.Distinct().Order().ToArray());
}
