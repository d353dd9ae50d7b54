using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>The scratch paper of one decision: what the stages read and write. Made once per thread and snapshot, then reused; allocates nothing per candidate.</summary>
public sealed class DecisionContext : ISlotLimit
{
    private readonly byte[] _ruleMemo;

    public DecisionContext(PolicySnapshot policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        var count = policy.Treatments.Count;
        Treatments = [.. policy.Treatments];
        Actions = [.. policy.Actions];
        Groups = [.. policy.Groups];
        Objectives = [.. policy.Objectives];
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
        SlotCandidates = new SlotCandidate[count];
        Ranking = new int[count];
        ServiceCandidates = new int[count];
        RandomCandidates = new int[count];
        Touched = new bool[count];
        Frame = new EvaluationFrame(policy.Layout.Count);
        Memo = new ContactCounts(policy);
        _ruleMemo = new byte[3 * (policy.Objectives.Count + policy.Groups.Count + policy.Actions.Count)];
        WeightHolds = new bool[policy.ContextWeights.Count];
    }

    public PolicySnapshot Policy { get; }

    // The policy's lists as arrays: the stages index them some twenty times for each candidate.
    internal TreatmentSnapshot[] Treatments { get; }

    internal ActionSnapshot[] Actions { get; }

    internal GroupSnapshot[] Groups { get; }

    internal ObjectiveSnapshot[] Objectives { get; }

    internal ChannelSnapshot[] Channels { get; }

    internal ContactRuleSnapshot[] ContactRules { get; }

    internal ContextWeightSnapshot[] ContextWeights { get; }

    public DecisionInputs Inputs { get; private set; } = new();

    public IPropensityView Models { get; private set; } = null!;

    public DecisionOverrides? Overrides { get; private set; }

    public EvaluationFrame Frame { get; }

    /// <summary>Dense indexes of the treatments that are still in, ascending; the first <see cref="Count"/> are valid.</summary>
    public int[] Candidates { get; }

    public int Count { get; set; }

    /// <summary>Bit n = the treatment fits slot n of the request.</summary>
    public ulong[] SlotFit { get; }

    public CandidateFate[] Fates { get; }

    public PropensityScores Scores { get; }

    public double[] Context { get; }

    public double[] Value { get; }

    public double[] UncappedValue { get; }

    public double[] Lever { get; }

    public double[] Price { get; }

    public double[] Priority { get; }

    public double[] Probability { get; }

    public double[] Predictors { get; }

    public bool[] WeightHolds { get; }

    internal ContactCounts Memo { get; }

    /// <summary>By treatment: what slot filling needs to know.</summary>
    internal SlotCandidate[] SlotCandidates { get; }

    /// <summary>Marketing candidates that compete, reordered by the ranking.</summary>
    internal int[] Ranking { get; }

    internal int[] ServiceCandidates { get; }

    /// <summary>Those among which the random check draws; the first <see cref="RandomCount"/> are valid.</summary>
    internal int[] RandomCandidates { get; }

    internal int RandomCount { get; set; }

    /// <summary>Whether the choice looked at a treatment's factors: it stood in the shortlist, or fills a slot for some first choice. The record keeps these.</summary>
    internal bool[] Touched { get; }

    /// <summary>By slot: dense index of the treatment that fills it, or -1.</summary>
    public List<int> Filled { get; } = [];

    /// <summary>By slot: the probability with which it got what it got.</summary>
    public List<double> FilledProbability { get; } = [];

    /// <summary>When the earliest quiet hours end that only make us wait; 0 = none.</summary>
    public long HoldUntil { get; set; }

    /// <summary>Whether hold-outs dropped at least one candidate.</summary>
    public bool HeldOut { get; set; }

    public double SilenceThreshold => Overrides?.SilenceThreshold ?? Policy.Arbitration.SilenceThreshold;

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

    /// <summary>Whether a treatment may fill a slot beside those taken: caps and budgets that the decision itself begins to use.</summary>
    public bool Allows(ReadOnlySpan<int> slots, int candidate) => Memo.Fits(this, slots, candidate);

    internal void DescribeCandidate(int treatment)
    {
        var snapshot = Treatments[treatment];
        SlotCandidates[treatment] = new SlotCandidate(
            Actions[snapshot.Action].Key, snapshot.Group, Groups[snapshot.Group].MaximumPerDecision, SlotFit[treatment],
            Priority[treatment], Scores.Propensity[treatment]);
    }

    /// <summary>Takes new inputs and wipes the paper.</summary>
    public void Begin(DecisionInputs inputs, IPropensityView models, DecisionOverrides? overrides)
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

        Inputs = inputs;
        Models = models;
        Overrides = overrides;
        inputs.Values.CopyTo(Frame.Slots, 0);
        Frame.NowMilliseconds = inputs.Now;
        Frame.Zone = Zones.Find(inputs.Zone, Policy.Zone);
        Count = 0;
        RandomCount = 0;
        HoldUntil = 0;
        HeldOut = false;
        Filled.Clear();
        FilledProbability.Clear();
        Array.Clear(SlotFit);
        Array.Clear(Fates);
        Array.Clear(Touched);
        Array.Clear(_ruleMemo);
        Array.Fill(Priority, double.NaN);
        Array.Fill(Probability, double.NaN);
        Memo.Begin();
    }

    /// <summary>Most slots of one decision.</summary>
    public const int MaximumSlots = 20;

    /// <summary>Records why a treatment falls out at a stage.</summary>
    public void Drop(int treatment, PipelineStage stage, DropReason reason, int detail = -1) => Fates[treatment] = new CandidateFate(stage, reason, (short)detail);

    /// <summary>What a what-if replaces for a treatment: by its own key, else by its action's.</summary>
    internal FactorOverride? FactorOf(int treatment)
    {
        if (Overrides is not { Factors.Count: > 0 } overrides)
        {
            return null;
        }

        var snapshot = Treatments[treatment];
        return overrides.Factors.GetValueOrDefault(snapshot.Key) ?? overrides.Factors.GetValueOrDefault(Actions[snapshot.Action].Key);
    }

    /// <summary>Truth of a rule shared by many treatments, worked out once per decision.</summary>
    /// <param name="slot">0 eligibility, 1 applicability, 2 suitability, of the level's item at <paramref name="index"/>.</param>
    internal Ternary Test(CompiledExpression? rule, RuleLevel level, int index, int slot)
    {
        if (rule is null)
        {
            return Ternary.True;
        }

        var offset = level switch
        {
            RuleLevel.Objective => 0,
            RuleLevel.Group => Objectives.Length,
            _ => Objectives.Length + Groups.Length,
        };
        ref var memo = ref _ruleMemo[((offset + index) * 3) + slot];
        if (memo == 0)
        {
            memo = (byte)(1 + (int)rule.Test(Frame));
        }

        return (Ternary)(memo - 1);
    }
}

/// <summary>Where a shared rule stands.</summary>
internal enum RuleLevel : byte { Objective, Group, Action }
