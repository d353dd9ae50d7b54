namespace NbaStudio.Engine.Arbitration;

/// <summary>The priority formula inverted for one factor: what a candidate would need to win. Exact to the last bit of the forward formula.</summary>
/// <remarks>Thread safe. Off the hot path: each call evaluates the formula about 64 times.</remarks>
public static class PriorityInverse
{
    /// <summary>Highest lever product that one candidate can have: three levers of at most 10.</summary>
    public const double HighestLever = 1000;

    /// <summary>Highest propensity that is ever served.</summary>
    public const double HighestPropensity = 1 - 1e-5;

    /// <summary>The smallest product of levers for which the priority exceeds the target; null when none up to <paramref name="highest"/> does.</summary>
    public static double? LeverNeeded(
        PriorityFactors factors, PriorityWeights weights, double prices, double contactCost, double target, double highest = HighestLever) =>
        Smallest(lever => Priority.Of(factors with { L = lever }, weights, prices, contactCost) > target, highest);

    /// <summary>The smallest value in money for which the priority exceeds the target; null when none up to <paramref name="highest"/> does.</summary>
    public static double? ValueNeeded(
        PriorityFactors factors, PriorityWeights weights, double prices, double contactCost, double target, double highest = 1e15) =>
        Smallest(value => Priority.Of(factors with { V = value }, weights, prices, contactCost) > target, highest);

    /// <summary>The smallest propensity for which the priority exceeds the target; null when even <see cref="HighestPropensity"/> does not.</summary>
    /// <param name="valueAt">V at another propensity, 0 or less = out; null = the same V. The answer is exact where P x V does not fall as P rises, else it is a propensity that is enough.</param>
    public static double? PropensityNeeded(
        PriorityFactors factors, PriorityWeights weights, double prices, double contactCost, double target, Func<double, double>? valueAt = null) =>
        Smallest(p => (valueAt?.Invoke(p) ?? factors.V) is var v and > 0 && Priority.Of(factors with { P = p, V = v }, weights, prices, contactCost) > target, HighestPropensity);

    // Doubles from 0 up are ordered as their bits are, so halving the bits finds the exact edge of a rising predicate.
    private static double? Smallest(Func<double, bool> holds, double highest)
    {
        if (!(highest > 0) || !double.IsFinite(highest))
        {
            throw new ArgumentOutOfRangeException(nameof(highest), highest, "The highest allowed amount is a finite number above 0.");
        }

        if (!holds(highest))
        {
            return null;
        }

        var fails = -1L;
        var passes = BitConverter.DoubleToInt64Bits(highest);
        while (passes - fails > 1)
        {
            var middle = fails + ((passes - fails) / 2);
            if (holds(BitConverter.Int64BitsToDouble(middle)))
            {
                passes = middle;
            }
            else
            {
                fails = middle;
            }
        }

        return BitConverter.Int64BitsToDouble(passes);
    }
}
