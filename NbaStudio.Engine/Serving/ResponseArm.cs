using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Serving;

/// <summary>How the treatment that a response belongs to was chosen, for the random check, and when its window ends.</summary>
/// <param name="Draw">How chance chose it; None = it counts in neither arm.</param>
/// <param name="Channel">Key of the channel.</param>
/// <param name="WindowEnd">End of its response window, milliseconds since 1970 UTC: with it every response of the same end has been told.</param>
/// <param name="Value">V of the treatment when it was chosen, in money.</param>
/// <param name="DecidedAt">When it was chosen, milliseconds since 1970 UTC; 0 in entries of before it was noted.</param>
public readonly record struct ResponseArm(ChoiceDraw Draw, int Channel, long WindowEnd, double Value, long DecidedAt)
{
    internal static ResponseArm Of(OpenResponse open) => new(open.Draw, open.Channel, open.WindowEnd, open.Value, open.DecidedAt);
}
