using System.Runtime.CompilerServices;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>One revision of the policy, compiled: what a decision reads. Immutable and thread safe; everything is in dense arrays.</summary>
/// <remarks>A decision reads the reference once and works on it to its end, so two revisions never mix.</remarks>
public sealed record PolicySnapshot
{
    private DecisionProgram? _program;

    internal PolicySnapshot(PolicyIndexes indexes) => Indexes = indexes;

    /// <summary>The document that was compiled, with all keys assigned.</summary>
    public required PolicyDocument Document { get; init; }

    /// <summary>Number of the revision, from 1.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Zone used where a customer has none.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required string DefaultLanguage { get; init; }

    /// <summary>Value in money of an action that states none. Above 0.</summary>
    public required double ServiceValue { get; init; }

    /// <summary>Every input of a decision of this revision.</summary>
    public required SlotLayout Layout { get; init; }

    /// <summary>What names mean in the rules of this revision.</summary>
    public required ConditionScope Scope { get; init; }

    /// <summary>The aggregates of the layout, ready for customer states.</summary>
    public required AggregateCatalogue AggregateCatalogue { get; init; }

    /// <summary>Slots that models learn from, in the order of their slots.</summary>
    public required IReadOnlyList<PredictorSlot> Predictors { get; init; }

    public required IReadOnlyList<AttributeSnapshot> Attributes { get; init; }

    public required IReadOnlyList<EventTypeSnapshot> EventTypes { get; init; }

    /// <summary>What free text in events means.</summary>
    public required IReadOnlyList<TextModelSnapshot> TextModels { get; init; }

    /// <summary>Declared aggregates, then the inline ones that expressions use.</summary>
    public required IReadOnlyList<AggregateSnapshot> Aggregates { get; init; }

    /// <summary>Models that were trained elsewhere.</summary>
    public required IReadOnlyList<ScoreSnapshot> Scores { get; init; }

    public required IReadOnlyList<GoalSnapshot> Goals { get; init; }

    public required IReadOnlyList<AudienceSnapshot> Audiences { get; init; }

    public required IReadOnlyList<ChannelSnapshot> Channels { get; init; }

    public required IReadOnlyList<ObjectiveSnapshot> Objectives { get; init; }

    public required IReadOnlyList<GroupSnapshot> Groups { get; init; }

    public required IReadOnlyList<ActionSnapshot> Actions { get; init; }

    public required IReadOnlyList<TreatmentSnapshot> Treatments { get; init; }

    public required IReadOnlyList<ContactRuleSnapshot> ContactRules { get; init; }

    public required IReadOnlyList<BudgetSnapshot> Budgets { get; init; }

    public required IReadOnlyList<ContextWeightSnapshot> ContextWeights { get; init; }

    public required IReadOnlyList<TriggerSnapshot> Triggers { get; init; }

    public required IReadOnlyList<HoldOutSnapshot> HoldOuts { get; init; }

    public required ArbitrationSnapshot Arbitration { get; init; }

    /// <summary>Share of decisions whose first slot is drawn evenly, in [0, 0.2].</summary>
    public required double RandomCheck { get; init; }

    public required IReadOnlyList<FairnessSnapshot> Fairness { get; init; }

    internal PolicyIndexes Indexes { get; }

    /// <summary>The revision as the stages read it, and no copy's. Two threads that ask first at once make it twice; either is right.</summary>
    internal DecisionProgram Program => _program is { } made && ReferenceEquals(made.Policy, this) ? made : _program = new DecisionProgram(this);

    /// <summary>The same policy, ranking otherwise; what is not given here stays as it is compiled.</summary>
    internal PolicySnapshot RankedAs(
        PolicyDocument document, int revision, DateTimeOffset publishedAt, IReadOnlyList<ChannelSnapshot> channels, IReadOnlyList<ObjectiveSnapshot> objectives, IReadOnlyList<GroupSnapshot> groups,
        IReadOnlyList<ActionSnapshot> actions, IReadOnlyList<ContextWeightSnapshot> contextWeights, ArbitrationSnapshot arbitration) => this with
        {
            Document = document,
            Revision = revision,
            PublishedAt = publishedAt,
            Channels = channels,
            Objectives = objectives,
            Groups = groups,
            Actions = actions,
            ContextWeights = contextWeights,
            Arbitration = arbitration,
        };

    /// <summary>A snapshot is the same as itself only.</summary>
    public bool Equals(PolicySnapshot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"Revision {Revision} of {Document.Name}";

    /// <summary>Indexes of the treatments on a channel, ascending, without those of archived actions. Cost of a decision follows this list.</summary>
    public ReadOnlySpan<int> TreatmentsOfChannel(int channel) => Indexes.TreatmentsOfChannel[channel];

    /// <summary>The same for one placement of the channel.</summary>
    public ReadOnlySpan<int> TreatmentsOfPlacement(int channel, int placement) => Indexes.TreatmentsOfPlacement[channel][placement];

    /// <summary>Indexes of the treatments a trigger may choose from on its first channels, ascending, without those of archived actions.</summary>
    public ReadOnlySpan<int> TreatmentsOfTrigger(int trigger) => Indexes.TreatmentsOfTrigger[trigger];

    /// <summary>Indexes of the contact rules that may forbid a treatment, ascending.</summary>
    public ReadOnlySpan<int> RulesOfTreatment(int treatment) => Indexes.RulesOfTreatment[treatment];

    /// <summary>Indexes of the budgets that a treatment uses, ascending.</summary>
    public ReadOnlySpan<int> BudgetsOfTreatment(int treatment) => Indexes.BudgetsOfTreatment[treatment];

    /// <summary>Indexes of the context weights that may apply to a treatment, ascending.</summary>
    public ReadOnlySpan<int> ContextWeightsOfTreatment(int treatment) => Indexes.ContextWeightsOfTreatment[treatment];

    /// <summary>Index of the treatment with this workspace-wide key, or -1 when the policy no longer has it.</summary>
    public int TreatmentIndexOfKey(int key) => Indexes.TreatmentOfKey.GetValueOrDefault(key, -1);

    /// <summary>Index of the channel with this workspace-wide key, or -1.</summary>
    public int ChannelIndexOfKey(int key) => Indexes.ChannelOfKey.GetValueOrDefault(key, -1);

    /// <summary>Index of the action with this workspace-wide key, or -1.</summary>
    public int ActionIndexOfKey(int key) => Indexes.ActionOfKey.GetValueOrDefault(key, -1);

    /// <summary>The trigger with this workspace-wide key; null when there is none (0 = a request).</summary>
    public TriggerSnapshot? TriggerOfKey(int key)
    {
        for (var i = 0; key != 0 && i < Triggers.Count; i++)
        {
            if (Triggers[i].Key == key)
            {
                return Triggers[i];
            }
        }

        return null;
    }

    /// <summary>The trigger with this name; null when there is none.</summary>
    public TriggerSnapshot? TriggerNamed(string name) => Indexes.TriggerOfName.TryGetValue(name, out var index) ? Triggers[index] : null;

    /// <summary>Index of the channel with this id, ignoring case; -1 when there is none.</summary>
    public int ChannelIndexOf(string id) => Indexes.ChannelOfId.GetValueOrDefault(id, -1);

    /// <summary>Index of the attribute with this name; -1 when it is not declared.</summary>
    public int AttributeIndexOf(string name) => Indexes.AttributeOfName.GetValueOrDefault(name, -1);

    /// <summary>Triggers whose pattern looks at events of this type.</summary>
    public ReadOnlySpan<int> TriggersOfEvent(TextValue type) => Indexes.TriggersOfEvent.TryGetValue(type, out var found) ? found : [];

    /// <summary>Aggregates that count events of this type.</summary>
    public ReadOnlySpan<int> AggregatesOfEvent(TextValue type) => Indexes.AggregatesOfEvent.TryGetValue(type, out var found) ? found : [];

    /// <summary>Treatments with a head that takes events of this type as a response.</summary>
    public ReadOnlySpan<int> ResponsesOfEvent(TextValue type) => Indexes.ResponsesOfEvent.TryGetValue(type, out var found) ? found : [];

    /// <summary>Index of the declared event type, or -1.</summary>
    public int EventTypeIndexOf(TextValue type) => Indexes.EventTypeOf.GetValueOrDefault(type, -1);
}
