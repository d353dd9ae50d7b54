namespace NbaStudio.Live;

/// <summary>P x C x V x L - price = priority of one candidate, as recorded.</summary>
/// <param name="Propensity">P, in (0, 1).</param>
/// <param name="Context">C, at least 0; neutral 1.</param>
/// <param name="Value">V, money in the workspace's currency.</param>
/// <param name="Lever">L, at least 0; neutral 1.</param>
/// <param name="Price">Budget prices and the channel's cost per contact, at least 0.</param>
/// <param name="Priority">What candidates are ordered by.</param>
public sealed record Equation(double Propensity, double Context, double Value, double Lever, double Price, double Priority);
