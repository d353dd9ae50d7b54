using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>A revision as the stages read it: by stage and by treatment, each in one piece of memory. Made once per revision; immutable and thread safe.</summary>
internal sealed class DecisionProgram
{
    /// <summary>Largest value in money: beyond it products lose the last cent, and could overflow.</summary>
    private const double HighestValue = 1e15;

    public DecisionProgram(PolicySnapshot policy)
    {
        Policy = policy;
        var consents = new List<(string Purpose, int Channel)>();
        Treatments = [.. policy.Treatments.Select(t => FactsOf(policy, t, ConsentOf(policy, t, consents)))];
        Traits = [.. policy.Treatments.Select(t => TraitsOf(policy, t))];
        AnyTraits = Traits.Aggregate(TreatmentTraits.None, (all, t) => all | t);
        Actions = [.. policy.Treatments.Select(t => t.Action)];
        Channels = [.. policy.Treatments.Select(t => t.Channel)];
        Slots = [.. Treatments.Select(t => new SlotTraits(t.ActionKey, t.Group, t.GroupMaximum))];
        Groups = new (int Start, int End)[policy.Groups.Count];
        for (var t = 0; t < Slots.Length; t++)
        {
            ref var range = ref Groups[Slots[t].GroupIndex];
            range = (range.End == 0 ? t : range.Start, t + 1);
        }

        MaximumValues = [.. Treatments.Select(t => Math.Min(t.MaximumValue, HighestValue))];
        Levers = [.. Treatments.Select(t => t.Lever)];
        Consents = [.. consents];
        var slots = policy.Layout.Count;
        ActionRules =
        [
            new RuleProgram([.. policy.Actions.Select(a => a.Rules.Eligibility)], slots),
            new RuleProgram([.. policy.Actions.Select(a => a.Rules.Applicability)], slots),
            new RuleProgram([.. policy.Actions.Select(a => a.Rules.Suitability)], slots),
        ];
        OwnRules = new RuleProgram([.. policy.Treatments.Select(t => t.Eligibility)], slots);
        Values = new ValueProgram([.. policy.Actions.Select(a => a.Value)], policy.ServiceValue);
        Heads = new HeadProgram(policy.Treatments);
    }

    /// <summary>Whose program it is.</summary>
    public PolicySnapshot Policy { get; }

    /// <summary>By treatment.</summary>
    public TreatmentFacts[] Treatments { get; }

    /// <summary>By treatment, apart from its facts: four bytes each stay in the nearest cache.</summary>
    public TreatmentTraits[] Traits { get; }

    /// <summary>What some treatment has: where none has it, a stage has nothing to do.</summary>
    public TreatmentTraits AnyTraits { get; }

    /// <summary>By treatment: index of its action, apart from its facts for the stages that need no more.</summary>
    public int[] Actions { get; }

    /// <summary>By treatment: index of its channel.</summary>
    public int[] Channels { get; }

    /// <summary>By treatment: what it may not stand beside.</summary>
    public SlotTraits[] Slots { get; }

    /// <summary>By group: the treatments from its first to its last, which are its own as long as a policy lists them by group.</summary>
    public (int Start, int End)[] Groups { get; }

    /// <summary>By treatment: most money that its V can be.</summary>
    public double[] MaximumValues { get; }

    /// <summary>By treatment: the product of its levers, without one per customer.</summary>
    public double[] Levers { get; }

    /// <summary>The kinds of consent that treatments need.</summary>
    public (string Purpose, int Channel)[] Consents { get; }

    /// <summary>By action: eligibility, applicability, suitability.</summary>
    public RuleProgram[] ActionRules { get; }

    /// <summary>By treatment: its own eligibility.</summary>
    public RuleProgram OwnRules { get; }

    /// <summary>By action.</summary>
    public ValueProgram Values { get; }

    /// <summary>By treatment: further heads, and values of heads.</summary>
    public HeadProgram Heads { get; }

    private static int ConsentOf(PolicySnapshot policy, TreatmentSnapshot treatment, List<(string Purpose, int Channel)> consents)
    {
        var action = policy.Actions[treatment.Action];
        if (action.Class == ActionClass.Service)
        {
            return -1;
        }

        // Few: a workspace has a handful of purposes and of channels.
        var purpose = action.Purpose ?? policy.Channels[treatment.Channel].PurposeDefault;
        var index = consents.FindIndex(c => c.Channel == treatment.Channel && string.Equals(c.Purpose, purpose, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = consents.Count;
            consents.Add((purpose, treatment.Channel));
        }

        return index;
    }

    private static TreatmentFacts FactsOf(PolicySnapshot policy, TreatmentSnapshot treatment, int consent)
    {
        var action = policy.Actions[treatment.Action];
        var activity = treatment.Activity;
        var barred = activity.Kind switch { ActivityKind.Archived => DropReason.Archived, ActivityKind.Paused => DropReason.Paused, _ => DropReason.None };
        return new TreatmentFacts(
            treatment.Action, treatment.Group, treatment.Objective, treatment.Channel, action.Key, policy.Groups[treatment.Group].MaximumPerDecision, consent,
            barred, activity.From, activity.To, action.MaximumValue, action.Lever);
    }

    private static TreatmentTraits TraitsOf(PolicySnapshot policy, TreatmentSnapshot treatment)
    {
        var action = policy.Actions[treatment.Action];
        var traits = (action.LeverExpression is not null ? TreatmentTraits.LeverExpression : 0)
            | (policy.RulesOfTreatment(treatment.Index).Length > 0 ? TreatmentTraits.ContactRules : 0)
            | (policy.BudgetsOfTreatment(treatment.Index).Length > 0 ? TreatmentTraits.Budgets : 0)
            | (policy.ContextWeightsOfTreatment(treatment.Index).Length > 0 ? TreatmentTraits.ContextWeights : 0)
            | (policy.Objectives[treatment.Objective].Schedule is not null ? TreatmentTraits.Schedule : 0)
            | (action.Class == ActionClass.Service ? TreatmentTraits.Service : 0)
            | (action.Lever > 0 ? 0 : TreatmentTraits.NoLever)
            | (treatment.Eligibility is not null ? TreatmentTraits.OwnRule : 0)
            | (treatment.Heads.Count > 1 || treatment.Heads[0].Value is not null ? TreatmentTraits.Heads : 0);
        RuleSet[] levels = [policy.Objectives[treatment.Objective].Rules, policy.Groups[treatment.Group].Rules, action.Rules];
        for (var level = 0; level < levels.Length; level++)
        {
            traits |= (levels[level].Eligibility is not null ? RuleOf(0, level) : 0)
                | (levels[level].Applicability is not null ? RuleOf(1, level) : 0)
                | (levels[level].Suitability is not null ? RuleOf(2, level) : 0);
        }

        return traits;
    }

    /// <summary>The trait "has a condition" for a kind (0 eligibility, 1 applicability, 2 suitability) and a level (0 objective, 1 group, 2 action).</summary>
    public static TreatmentTraits RuleOf(int kind, int level) => (TreatmentTraits)((int)TreatmentTraits.FirstRule << ((kind * 3) + level));
}
