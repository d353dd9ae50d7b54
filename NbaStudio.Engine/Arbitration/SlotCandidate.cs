namespace NbaStudio.Engine.Arbitration;

/// <summary>What filling slots needs to know of a candidate.</summary>
/// <param name="ActionKey">Key of the action: at most once per decision.</param>
/// <param name="GroupIndex">Index or key of the group; only compared.</param>
/// <param name="GroupMaximum">Most actions of the group in one decision, at least 1.</param>
/// <param name="SlotMask">Bit s is set where it fits slot s; so at most 64 slots a decision.</param>
/// <param name="Priority">Priority in money; a number.</param>
/// <param name="P">Propensity; breaks ties.</param>
public readonly record struct SlotCandidate(int ActionKey, int GroupIndex, int GroupMaximum, ulong SlotMask, double Priority, double P)
{
    public bool Fits(int slot) => ((SlotMask >> slot) & 1) != 0;

    /// <summary>Whether this goes before the other: higher priority, then higher P, then lower action key.</summary>
    public bool GoesBefore(in SlotCandidate other)
    {
        if (Priority != other.Priority)
        {
            return Priority > other.Priority;
        }

        return P != other.P ? P > other.P : ActionKey < other.ActionKey;
    }
}
