namespace NbaStudio.Engine.Arbitration;

/// <summary>Priority = P x C x V x L - prices - cost per contact, on the money scale. Pure scalar doubles in a fixed order: bit for bit repeatable.</summary>
/// <remarks>Thread safe.</remarks>
public static class Priority
{
    /// <summary>A factor with its weight: reference x (value / reference)^weight.</summary>
    /// <param name="value">At least 0.</param>
    /// <param name="weight">In [0, 2]; exactly 1 returns the value, exactly 0 the reference.</param>
    /// <param name="reference">Above 0.</param>
    public static double Factor(double value, double weight, double reference)
    {
        if (weight == 1)
        {
            return value;
        }

        return weight == 0 ? reference : reference * Math.Pow(value / reference, weight);
    }

    /// <summary>The weighted product P x C x V x L. A lever of 0 gives 0 whatever the weights: it is a pause.</summary>
    public static double Product(in PriorityFactors factors, in PriorityWeights weights)
    {
        if (factors.L == 0)
        {
            return 0;
        }

        var product = Factor(factors.P, weights.P, weights.ReferenceP);
        product *= Factor(factors.C, weights.C, 1);
        product *= Factor(factors.V, weights.V, weights.ReferenceV);
        return product * Factor(factors.L, weights.L, 1);
    }

    /// <summary>The priority in money. It takes part only when above the silence threshold.</summary>
    /// <param name="factors">The candidate's factors.</param>
    /// <param name="weights">The policy's weights.</param>
    /// <param name="prices">Sum of the prices of the budgets it would use, in money, at least 0.</param>
    /// <param name="contactCost">Cost of one contact on its channel, in money, at least 0.</param>
    public static double Of(in PriorityFactors factors, in PriorityWeights weights, double prices, double contactCost) =>
        Product(factors, weights) - prices - contactCost;
}
