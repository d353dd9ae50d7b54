using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Serving;

/// <summary>How the treatment that a response belongs to was chosen, for the random check.</summary>
/// <param name="Draw">How chance chose it; None = it counts in neither arm, and the rest is 0.</param>
/// <param name="Channel">Key of the channel.</param>
/// <param name="WindowEnd">End of its response window, milliseconds since 1970 UTC: with it every response of the same end has been told.</param>
/// <param name="Value">V of the treatment when it was chosen, in money.</param>
public readonly record struct ResponseArm(ChoiceDraw Draw, int Channel, long WindowEnd, double Value)
{
    internal static ResponseArm Of(OpenResponse open) => open.Draw == ChoiceDraw.None ? default : new(open.Draw, open.Channel, open.WindowEnd, open.Value);
}
