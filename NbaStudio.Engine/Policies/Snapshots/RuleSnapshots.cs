using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Detection.Schedules;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Whether a budget is in pieces or in money.</summary>
public enum BudgetUnit : byte { Count, Money }

/// <summary>What uses a budget.</summary>
public enum BudgetUse : byte { Sent, Accepted }

/// <summary>How much an open offer holds back.</summary>
public enum BudgetMode : byte
{
    /// <summary>The full amount.</summary>
    Hard,

    /// <summary>Probability x amount.</summary>
    Expected,
}

/// <summary>How often a budget starts again, in the workspace's zone.</summary>
public enum BudgetPeriod : byte { Day, Week, Month, Total }

/// <summary>What is scarce across customers, compiled.</summary>
/// <param name="Index">Dense index among the budgets.</param>
/// <param name="Amount">Money used by one contact or acceptance; null = one piece.</param>
/// <param name="Limit">Pieces or money per period, above 0.</param>
public sealed record BudgetSnapshot(
    int Index, int Key, string Id, LabelSnapshot Label, TreatmentSet AppliesTo, BudgetUnit Unit, BudgetUse UsedBy, BudgetMode Mode, CompiledExpression? Amount, double Limit,
    BudgetPeriod Period);

/// <summary>A context weight, compiled: where <paramref name="When"/> holds, the treatments weigh <paramref name="Weight"/> times.</summary>
/// <param name="Index">Dense index among the context weights.</param>
/// <param name="Weight">In [0, 10].</param>
public sealed record ContextWeightSnapshot(int Index, int Key, CompiledExpression When, TreatmentSet AppliesTo, double Weight);

/// <summary>What calls for a decision, compiled.</summary>
/// <param name="Index">Dense index among the triggers.</param>
/// <param name="Pattern">What it waits for; null for a schedule.</param>
/// <param name="Channels">Channel indexes, in the order written.</param>
/// <param name="FallBackChannels">Channel indexes to decide on again when a push is not confirmed.</param>
/// <param name="AppliesTo">Treatments of its scope on its channels.</param>
/// <param name="FallBackTreatments">Treatments of its scope on its fall-back channels.</param>
/// <param name="ValidForMilliseconds">How long after the moment a decision still makes sense.</param>
/// <param name="Timing">Cool-down after a match, and waiting for late events.</param>
/// <param name="Parents">Keys of the triggers that it follows up; empty = it is no follow-up.</param>
public sealed record TriggerSnapshot(
    int Index, int Key, string Name, LabelSnapshot Label, PatternDefinition? Pattern, IReadOnlyList<int> Channels, IReadOnlyList<int> FallBackChannels, TreatmentSet AppliesTo,
    TreatmentSet FallBackTreatments, long ValidForMilliseconds, PatternTiming Timing, IReadOnlyList<int> Parents)
{
    /// <summary>Whether only decisions of other triggers arm it.</summary>
    public bool IsFollowUp => Parents.Count > 0;

    /// <summary>Whether a decision of the trigger with this key arms it.</summary>
    public bool FollowsUp(int trigger) => trigger != 0 && Parents.Contains(trigger);

    /// <summary>When it calls, and for whom; null for a pattern.</summary>
    public ScheduleSnapshot? Schedule { get; init; }
}

/// <summary>Calendar times for an audience, compiled.</summary>
/// <param name="Audience">Index of the audience.</param>
/// <param name="PacePerMinute">Most customers decided for in a minute; 0 = as many as the hub can.</param>
public sealed record ScheduleSnapshot(ScheduleDefinition Times, int Audience, int PacePerMinute);

/// <summary>A live number over events, compiled.</summary>
/// <param name="Index">Dense index among all aggregates of the revision, declared and inline.</param>
/// <param name="Slot">Slot that it fills.</param>
/// <param name="Declared">Whether the policy declares it by name; else an expression uses it inline.</param>
/// <param name="Filter">Events that count.</param>
public sealed record AggregateSnapshot(int Index, int Slot, bool Declared, AggregateDefinition Definition, WhereFilter Filter);

/// <summary>A goal, compiled. Its expressions are evaluated into their slots before the stages.</summary>
/// <param name="ProgressSlot">Slot of goal.name.progress.</param>
/// <param name="Deadline">Null when there is none; then its slot stays missing.</param>
public sealed record GoalSnapshot(int Index, int Key, string Name, CompiledExpression Progress, int ProgressSlot, CompiledExpression? Deadline, int DeadlineSlot);

/// <summary>Customers kept out, compiled.</summary>
/// <param name="Objective">Index of the objective that is kept from them; -1 = everything but service.</param>
/// <param name="Share">In (0, 0.5].</param>
public sealed record HoldOutSnapshot(int Index, int Key, string Id, int Objective, double Share, string Salt);

/// <summary>Weights, references and thresholds, with every default filled in.</summary>
/// <param name="WeightP">Exponent in [0, 2]; likewise C, V, L.</param>
/// <param name="ReferenceP">In (0, 1).</param>
/// <param name="ReferenceV">Money, above 0.</param>
/// <param name="Shortlist">In [1, 32].</param>
public sealed record ArbitrationSnapshot(
    double WeightP, double WeightC, double WeightV, double WeightL, double ReferenceP, double ReferenceV, double SilenceThreshold, double MinimumPropensity, int Shortlist);

/// <summary>A profile field, compiled.</summary>
/// <param name="Slot">Slot of customer.name; -1 when nothing reads it.</param>
/// <param name="Learned">Whether models may use it.</param>
public sealed record AttributeSnapshot(int Index, int Key, string Name, ValueKind Kind, LabelSnapshot Label, bool Sensitive, bool Learned, int Slot);

/// <summary>A declared event type, compiled.</summary>
public sealed record EventTypeSnapshot(int Index, int Key, TextValue Type, LabelSnapshot Label, IReadOnlyList<EventPropertySnapshot> Properties);

/// <summary>A declared property of an event.</summary>
public sealed record EventPropertySnapshot(string Name, ValueKind Kind, bool Required, LabelSnapshot Label);

/// <summary>A named audience, compiled.</summary>
public sealed record AudienceSnapshot(int Index, int Key, string Name, LabelSnapshot Label, CompiledExpression When);

/// <summary>A bound that a fairness check watches.</summary>
/// <param name="MeanValue">Whether mean values are compared, else rates of decisions.</param>
public sealed record FairnessSnapshot(string Attribute, bool MeanValue, double Low, double High);
