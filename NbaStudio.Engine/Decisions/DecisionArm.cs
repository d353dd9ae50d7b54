namespace NbaStudio.Engine.Decisions;

/// <summary>How chance or a control group treats this decision, fixed before candidates are looked at.</summary>
/// <param name="HoldOutAll">Whether the customer is in the universal hold-out: only service-class candidates.</param>
/// <param name="HoldOutObjectives">Keys of the objectives that are held out for the customer, ascending.</param>
/// <param name="RandomCheck">Whether slot 1 is drawn evenly.</param>
public sealed record DecisionArm(bool HoldOutAll, IReadOnlyList<int> HoldOutObjectives, bool RandomCheck)
{
    public static DecisionArm Treated { get; } = new(false, [], false);
}
