namespace NbaStudio.Engine.Arbitration;

/// <summary>What besides actions and groups limits a decision with several slots, such as a cap with one contact left.</summary>
public interface ISlotLimit
{
    /// <summary>Whether the candidate may stand beside those taken.</summary>
    /// <param name="slots">Candidate index or <see cref="SlotFilling.Empty"/> per slot.</param>
    /// <param name="candidate">Index of the candidate.</param>
    bool Allows(ReadOnlySpan<int> slots, int candidate);
}
