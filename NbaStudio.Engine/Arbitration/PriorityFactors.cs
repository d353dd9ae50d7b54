namespace NbaStudio.Engine.Arbitration;

/// <summary>The four factors of a candidate's priority, before weights.</summary>
/// <param name="P">Propensity, in [1e-5, 1 - 1e-5].</param>
/// <param name="C">Context weight, at least 0; 1 is neutral.</param>
/// <param name="V">Value in money, above 0.</param>
/// <param name="L">Product of the levers, at least 0; 1 is neutral, 0 is a pause.</param>
public readonly record struct PriorityFactors(double P, double C, double V, double L);
