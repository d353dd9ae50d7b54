namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>What the stages ask of every treatment, side by side in memory: following references to snapshots cost more than all the arithmetic.</summary>
/// <param name="Barred">Why it is never a candidate in this revision (archived, paused); None as a rule.</param>
/// <param name="Consent">Index of its purpose and channel among the <see cref="DecisionProgram.Consents"/>; -1 where none is needed: service class.</param>
internal readonly record struct TreatmentFacts(
    int Action, int Group, int Objective, int Channel, int ActionKey, int GroupMaximum, int Consent, DropReason Barred,
    long ValidFrom, long ValidTo, double MaximumValue, double Lever)
{
    public bool IsService => Consent < 0;
}

/// <summary>What a treatment has at all, so that the usual "nothing" costs no look-up.</summary>
[Flags]
internal enum TreatmentTraits : uint
{
    None = 0,

    /// <summary>A lever per customer.</summary>
    LeverExpression = 1,
    ContactRules = 1 << 1,
    Budgets = 1 << 2,
    ContextWeights = 1 << 3,

    /// <summary>An objective that is active at some hours only.</summary>
    Schedule = 1 << 4,

    /// <summary>A condition on the treatment itself.</summary>
    OwnRule = 1 << 5,

    /// <summary>First of nine bits: objective, group and action have a condition for eligibility; then for applicability; then for suitability.</summary>
    FirstRule = 1 << 6,

    /// <summary>Further heads, or a value that its primary head states.</summary>
    Heads = 1 << 15,

    /// <summary>Competes with nobody.</summary>
    Service = 1 << 16,

    /// <summary>A lever of 0, which is a pause.</summary>
    NoLever = 1 << 17,
}
