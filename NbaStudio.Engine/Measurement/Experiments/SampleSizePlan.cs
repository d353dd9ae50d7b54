using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>How many customers an experiment needs.</summary>
/// <param name="Arms">Of each arm, the control first.</param>
/// <param name="Total">Of all arms: their sum.</param>
/// <param name="AnytimeTotal">Of all arms, where the result may be looked at at any time: with it the always-valid interval leaves 0 out with the wanted power at that size.</param>
public sealed record SampleSizePlan(IReadOnlyList<long> Arms, long Total, long AnytimeTotal)
{
    /// <summary>Plans beyond so many customers say nothing.</summary>
    public const double MostUnits = 1e12;

    /// <summary>Plans for the difference of two rates.</summary>
    /// <param name="control">Rate of the control, in (0, 1).</param>
    /// <param name="arm">Rate of the other arms, in (0, 1); not that of the control.</param>
    /// <inheritdoc cref="For"/>
    public static SampleSizePlan ForRates(double control, double arm, IReadOnlyList<double> shares, double power = 0.8, double alpha = 0.05) =>
        For(control * (1 - control), arm * (1 - arm), arm - control, shares, power, alpha);

    /// <summary>Plans for the difference of two means or rates.</summary>
    /// <param name="controlVariance">Variance of one customer in the control, above 0.</param>
    /// <param name="armVariance">The same in the other arms, above 0.</param>
    /// <param name="difference">The smallest difference worth finding, not 0.</param>
    /// <param name="shares">Share of each arm, the control first; at least two, above 0, scaled to a sum of 1.</param>
    /// <param name="power">Chance to find the difference where it is there, in (0, 1).</param>
    /// <param name="alpha">Chance to find one where there is none, over all arms, in (0, 1).</param>
    /// <exception cref="ArgumentException">A number lies outside its range.</exception>
    public static SampleSizePlan For(double controlVariance, double armVariance, double difference, IReadOnlyList<double> shares, double power = 0.8, double alpha = 0.05)
    {
        Require(controlVariance > 0 && armVariance > 0, nameof(controlVariance), "Variances must be above 0.");
        Require(double.IsFinite(difference) && difference != 0, nameof(difference), "The difference must not be 0.");
        Require(shares.Count >= 2 && shares.All(share => share > 0), nameof(shares), "There must be at least two shares, each above 0.");
        Require(power is > 0 and < 1, nameof(power), "Power must lie between 0 and 1.");
        Require(alpha is > 0 and < 1, nameof(alpha), "Alpha must lie between 0 and 1.");

        // Each arm is compared with the control; the smallest arm decides. Bonferroni over the comparisons, as Holm's first step.
        var whole = shares.Sum();
        var smallest = shares.Skip(1).Min() / whole;
        var perUnit = (controlVariance / (shares[0] / whole)) + (armVariance / smallest);
        var level = alpha / (shares.Count - 1);
        var found = NormalDistribution.Quantile(power);
        var once = Math.Pow(NormalDistribution.Quantile(1 - (level / 2)) + found, 2) * perUnit / (difference * difference);
        var pair = (shares[0] / whole) + smallest;
        var (low, high) = (once, MostUnits);
        for (var step = 0; step < 200 && once < MostUnits; step++)
        {
            var middle = Math.Sqrt(low * high);
            var units = Math.Max(1, middle * pair);
            var enough = Math.Abs(difference) / Math.Sqrt(perUnit / middle) >= new AlwaysValid(level, units).Multiple(units) + found;
            (low, high) = enough ? (low, middle) : (middle, high);
        }

        // Of so many nobody asks for the last one; the sum of the arms must fit a number too.
        long[] arms = [.. shares.Select(share => (long)Math.Ceiling(Math.Min(once, 2 * MostUnits) * share / whole))];
        return new(arms, arms.Sum(), (long)Math.Ceiling(high));
    }

    private static void Require(bool holds, string name, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message, name);
        }
    }
}
