using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>The scratch paper of one decision: what the stages read and write. Made once per thread and snapshot, then reused; allocates nothing per candidate.</summary>
public sealed class DecisionContext : ISlotLimit
{
    private readonly byte[] _ruleMemo;
    private readonly bool[] _failed;
    private readonly Standing _standing;
    private int _failedOf = -1;

    public DecisionContext(PolicySnapshot policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        var count = policy.Treatments.Count;
        Program = policy.Program;
        Facts = Program.Treatments;
        Traits = Program.Traits;
        Channels = [.. policy.Channels];
        ContactRules = [.. policy.ContactRules];
        ContextWeights = [.. policy.ContextWeights];
        Candidates = new int[count];
        SlotFit = new ulong[count];
        Fates = new CandidateFate[count];
        Scores = new PropensityScores(count);
        Context = new double[count];
        Value = new double[count];
        UncappedValue = new double[count];
        Lever = new double[count];
        Price = new double[count];
        Priority = new double[count];
        Probability = new double[count];
        Predictors = new double[policy.Predictors.Count];
        Ranking = new int[count];
        ServiceCandidates = new int[count];
        Contenders = new int[count];
        Scored = new int[count];
        Neutralize();
        Touched = new bool[count];
        Frame = new EvaluationFrame(policy.Layout.Count);
        Numbers = new double[2 * policy.Layout.Count];
        ChannelReasons = new DropReason[policy.Channels.Count];
        ConsentReasons = new DropReason[Program.Consents.Length];
        Memo = new ContactCounts(policy);
        _ruleMemo = new byte[3 * (policy.Objectives.Count + policy.Groups.Count + policy.Actions.Count)];
        _failed = new bool[policy.Actions.Count];
        _standing = new Standing(Program.Treatments);
        WeightHolds = new bool[policy.ContextWeights.Count];
        BudgetStopped = new bool[policy.Budgets.Count];
        if (Program.Heads.Count > 0)
        {
            HeadScores = new PropensityScores(count);
            PrimaryValue = new double[count];
            HeadPropensity = new double[Program.Heads.Count];
            HeadValue = new double[Program.Heads.Count];
        }
    }

    public PolicySnapshot Policy { get; }

    /// <summary>The revision as the stages read it.</summary>
    internal DecisionProgram Program { get; }

    /// <summary>By treatment; the program's.</summary>
    internal TreatmentFacts[] Facts { get; }

    /// <summary>By treatment; the program's.</summary>
    internal TreatmentTraits[] Traits { get; }

    // The policy's lists as arrays: the stages index them for each candidate.
    internal ChannelSnapshot[] Channels { get; }

    internal ContactRuleSnapshot[] ContactRules { get; }

    internal ContextWeightSnapshot[] ContextWeights { get; }

    public DecisionInputs Inputs { get; private set; } = new();

    public IPropensityView Models { get; private set; } = null!;

    public DecisionOverrides? Overrides { get; private set; }

    public EvaluationFrame Frame { get; }

    /// <summary>The frame's numbers as rules read them (<see cref="RuleProgram.Spread"/>), once goals are worked out.</summary>
    internal double[] Numbers { get; }

    /// <summary>By channel: why nothing can go out or be shown there; None as a rule.</summary>
    internal DropReason[] ChannelReasons { get; }

    /// <summary>By kind of consent: why it is not there; None where it is.</summary>
    internal DropReason[] ConsentReasons { get; }

    /// <summary>Dense indexes of the treatments that are still in, ascending; the first <see cref="Count"/> are valid.</summary>
    public int[] Candidates { get; }

    public int Count { get; set; }

    /// <summary>Bit n = the treatment fits slot n of the request.</summary>
    public ulong[] SlotFit { get; }

    public CandidateFate[] Fates { get; }

    public PropensityScores Scores { get; }

    public double[] Context { get; }

    public double[] Value { get; }

    /// <summary>V before its cap, written only where the cap lowers it: <see cref="UncappedOf"/>.</summary>
    internal double[] UncappedValue { get; }

    /// <summary>Where models answer for further heads; null where the policy has none.</summary>
    internal PropensityScores? HeadScores { get; }

    /// <summary>By treatment with further heads: money of its primary head; empty where no treatment has any.</summary>
    internal double[] PrimaryValue { get; } = [];

    /// <summary>By place of the further head (see <see cref="HeadProgram"/>): its chance.</summary>
    internal double[] HeadPropensity { get; } = [];

    /// <summary>By place of the further head: its money if it happens.</summary>
    internal double[] HeadValue { get; } = [];

    public double[] Lever { get; }

    public double[] Price { get; }

    public double[] Priority { get; }

    public double[] Probability { get; }

    public double[] Predictors { get; }

    public bool[] WeightHolds { get; }

    /// <summary>By budget: whether a candidate fell out for want of it.</summary>
    internal bool[] BudgetStopped { get; }

    internal ContactCounts Memo { get; }

    /// <summary>By treatment: what slot filling needs to know.</summary>
    internal SlotCandidates SlotCandidates => new(Program.Slots, SlotFit, Priority, Scores.Propensity);

    /// <summary>Marketing candidates that compete, reordered by the ranking.</summary>
    internal int[] Ranking { get; }

    internal int[] ServiceCandidates { get; }

    /// <summary>The marketing candidates that have a priority, below the thresholds or not; the first <see cref="ContenderCount"/> are valid.</summary>
    internal int[] Contenders { get; }

    internal int ContenderCount { get; set; }

    /// <summary>All that have a priority, ascending; the first <see cref="ScoredCount"/> are valid.</summary>
    internal int[] Scored { get; }

    internal int ScoredCount { get; set; }

    /// <summary>Whether the choice looked at a treatment's factors: it stood in the shortlist, or fills a slot for some first choice. The record keeps these.</summary>
    internal bool[] Touched { get; }

    /// <summary>By slot: dense index of the treatment that fills it, or -1.</summary>
    public List<int> Filled { get; } = [];

    /// <summary>By slot: the probability with which it got what it got.</summary>
    public List<double> FilledProbability { get; } = [];

    /// <summary>Whether only what is chosen is asked for, and with which probability slot 1 is: the probabilities of other slots and why a candidate lost are then left out.</summary>
    internal bool ChoiceOnly { get; set; }

    /// <summary>When the earliest quiet hours end that only make us wait; 0 = none.</summary>
    public long HoldUntil { get; set; }

    /// <summary>Whether hold-outs dropped at least one candidate.</summary>
    public bool HeldOut { get; set; }

    public double SilenceThreshold => Overrides?.SilenceThreshold ?? Policy.Arbitration.SilenceThreshold;

    /// <summary>Key of the contact rule or budget that a what-if takes away; 0 = none.</summary>
    internal int Lifted => Overrides?.Lifted ?? 0;

    /// <summary>The weights in force: the policy's, or those of the what-if.</summary>
    public PriorityWeights Weights
    {
        get
        {
            var policy = Policy.Arbitration;
            return Overrides?.Weights is { } w
                ? new PriorityWeights(w.P, w.C, w.V, w.L, policy.ReferenceP, policy.ReferenceV)
                : new PriorityWeights(policy.WeightP, policy.WeightC, policy.WeightV, policy.WeightL, policy.ReferenceP, policy.ReferenceV);
        }
    }

    public PriorityFactors FactorsOf(int treatment) => new(Scores.Propensity[treatment], Context[treatment], Value[treatment], Lever[treatment]);

    /// <summary>V before the cap of the action.</summary>
    internal double UncappedOf(int treatment) => Value[treatment] < Program.MaximumValues[treatment] ? Value[treatment] : UncappedValue[treatment];

    // Where nothing varies by customer, weights and levers stand for all decisions; only a what-if writes over them.
    private void Neutralize()
    {
        Array.Fill(Context, 1);
        Program.Levers.CopyTo(Lever, 0);
    }

    /// <summary>Whether a treatment may fill a slot beside those taken: caps and budgets that the decision itself begins to use.</summary>
    public bool Allows(ReadOnlySpan<int> slots, int candidate) => Memo.Fits(this, slots, candidate);

    /// <summary>What the further heads of a treatment are worth together: the sum of chance times money.</summary>
    internal double HeadMoney(int treatment)
    {
        var (start, end) = Program.Heads.Of(treatment);
        var sum = 0.0;
        for (var place = start; place < end; place++)
        {
            sum += HeadPropensity[place] * HeadValue[place];
        }

        return sum;
    }

    /// <summary>Takes new inputs and wipes the paper.</summary>
    /// <param name="reads">Whether anything will read the inputs' values.</param>
    public void Begin(DecisionInputs inputs, IPropensityView models, DecisionOverrides? overrides, bool reads = true)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(models);
        if (inputs.Values.Length != Policy.Layout.Count)
        {
            throw new ArgumentException($"The inputs have {inputs.Values.Length} values; revision {Policy.Revision} needs {Policy.Layout.Count}.", nameof(inputs));
        }

        if (inputs.Slots.Count is < 1 or > MaximumSlots)
        {
            throw new ArgumentException($"The inputs ask for {inputs.Slots.Count} slots; 1 to {MaximumSlots} are allowed.", nameof(inputs));
        }

        if (IsOverridden)
        {
            Neutralize();
        }

        Inputs = inputs;
        Models = models;
        Overrides = overrides;
        if (reads)
        {
            inputs.Values.CopyTo(Frame.Slots, 0);
            Frame.NowMilliseconds = inputs.Now;
            Frame.Zone = Zones.Find(inputs.Zone, Policy.Zone);
        }

        Count = 0;
        ContenderCount = 0;
        ScoredCount = 0;
        HoldUntil = 0;
        HeldOut = false;
        Filled.Clear();
        FilledProbability.Clear();
        Array.Clear(SlotFit);
        Array.Clear(Fates);
        Array.Clear(Touched);
        Array.Clear(_ruleMemo);
        Array.Clear(BudgetStopped);
        Array.Fill(Priority, double.NaN);
        Array.Fill(Probability, double.NaN);
        Memo.Begin();
    }

    /// <summary>Most slots of one decision.</summary>
    public const int MaximumSlots = 20;

    /// <summary>Whether a treatment has any of these at all.</summary>
    internal bool Has(int treatment, TreatmentTraits traits) => (Traits[treatment] & traits) != 0;

    /// <summary>Records why a treatment falls out at a stage.</summary>
    public void Drop(int treatment, PipelineStage stage, DropReason reason, int detail = -1) => Fates[treatment] = new CandidateFate(stage, reason, (short)detail);

    /// <summary>Whether a what-if replaces factors of anything.</summary>
    internal bool IsOverridden => Overrides is { Factors.Count: > 0 };

    /// <summary>What a what-if replaces for a treatment: by its own key, else by its action's.</summary>
    internal FactorOverride? FactorOf(int treatment)
    {
        if (Overrides is not { Factors.Count: > 0 } overrides)
        {
            return null;
        }

        return overrides.Factors.GetValueOrDefault(Policy.Treatments[treatment].Key) ?? overrides.Factors.GetValueOrDefault(Facts[treatment].ActionKey);
    }

    /// <summary>Whether a condition that many treatments share is true, worked out once per decision.</summary>
    /// <param name="kind">0 eligibility, 1 applicability, 2 suitability.</param>
    /// <param name="index">Index of the objective, group or action whose condition it is; it has one.</param>
    internal bool Holds(int kind, RuleLevel level, int index)
    {
        var offset = level switch
        {
            RuleLevel.Objective => 0,
            RuleLevel.Group => Policy.Objectives.Count,
            _ => Policy.Objectives.Count + Policy.Groups.Count,
        };
        ref var memo = ref _ruleMemo[((offset + index) * 3) + kind];
        if (memo == 0)
        {
            memo = Work(kind, level, index) ? (byte)2 : (byte)1;
        }

        return memo == 2;
    }

    /// <summary>By treatment: why it is none at the time of the decision, whatever the customer and the request (paused, not valid then); None as a rule.</summary>
    internal ReadOnlySpan<DropReason> StandingNow() => _standing.At(Inputs.Now);

    /// <summary>By action: whether its condition fails; empty where that is not all there is to ask, or not ready (<see cref="Prepare"/>).</summary>
    internal ReadOnlySpan<bool> FailedActions(int kind) => _failedOf == kind && Program.ActionRules[kind].IsNumbersOnly ? _failed : [];

    /// <summary>Makes the conditions of all actions ready at once, where so many candidates will ask that one pass is cheaper.</summary>
    internal void Prepare(int kind)
    {
        // One by one, an action costs its comparisons; all at once, every failing comparison of the policy costs a little.
        _failedOf = Count * 4 >= Policy.Actions.Count ? kind : -1;
        if (_failedOf >= 0)
        {
            Array.Clear(_failed);
            Program.ActionRules[kind].MarkFailed(Numbers, _failed);
        }
    }

    private bool Work(int kind, RuleLevel level, int index) => level switch
    {
        RuleLevel.Action when _failedOf == kind => !_failed[index] && Program.ActionRules[kind].RestHolds(index, Frame),
        RuleLevel.Objective => Policy.Objectives[index].Rules.Of(kind)!.Test(Frame) == Ternary.True,
        RuleLevel.Group => Policy.Groups[index].Rules.Of(kind)!.Test(Frame) == Ternary.True,
        _ => Program.ActionRules[kind].Holds(index, Numbers, Frame),
    };
}

/// <summary>Where a shared rule stands.</summary>
internal enum RuleLevel : byte { Objective, Group, Action }
