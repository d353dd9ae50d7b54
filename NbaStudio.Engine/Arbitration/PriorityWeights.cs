namespace NbaStudio.Engine.Arbitration;

/// <summary>Exponents of the four factors and the references they turn about. A weight of 1 leaves a factor as it is, 0 replaces it by its reference.</summary>
/// <param name="P">Weight of propensity, in [0, 2].</param>
/// <param name="C">Weight of the context weight, in [0, 2]; its reference is 1.</param>
/// <param name="V">Weight of value, in [0, 2].</param>
/// <param name="L">Weight of the levers, in [0, 2]; their reference is 1.</param>
/// <param name="ReferenceP">Typical propensity, above 0.</param>
/// <param name="ReferenceV">Typical value in money, above 0.</param>
public readonly record struct PriorityWeights(double P, double C, double V, double L, double ReferenceP, double ReferenceV)
{
    /// <summary>All weights 1: the plain product. The references then play no part.</summary>
    public static PriorityWeights Neutral => new(1, 1, 1, 1, 1, 1);
}
