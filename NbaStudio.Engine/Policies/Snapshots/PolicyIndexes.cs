using System.Collections.Frozen;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Look-ups that are made once per revision so that a decision never searches.</summary>
internal sealed class PolicyIndexes
{
    public required int[][] TreatmentsOfChannel { get; init; }

    public required int[][][] TreatmentsOfPlacement { get; init; }

    public required int[][] TreatmentsOfTrigger { get; init; }

    public required int[][] RulesOfTreatment { get; init; }

    public required int[][] BudgetsOfTreatment { get; init; }

    public required int[][] ContextWeightsOfTreatment { get; init; }

    public required FrozenDictionary<int, int> TreatmentOfKey { get; init; }

    public required FrozenDictionary<int, int> ChannelOfKey { get; init; }

    public required FrozenDictionary<int, int> ActionOfKey { get; init; }

    public required FrozenDictionary<string, int> ChannelOfId { get; init; }

    public required FrozenDictionary<string, int> AttributeOfName { get; init; }

    public required FrozenDictionary<TextValue, int[]> TriggersOfEvent { get; init; }

    public required FrozenDictionary<TextValue, int[]> AggregatesOfEvent { get; init; }

    public required FrozenDictionary<TextValue, int[]> ResponsesOfEvent { get; init; }

    public required FrozenDictionary<string, int> TriggerOfName { get; init; }

    public required FrozenDictionary<TextValue, int> EventTypeOf { get; init; }
}
