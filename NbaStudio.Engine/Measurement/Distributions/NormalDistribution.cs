using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Measurement.Distributions;

/// <summary>The standard normal distribution, tails exact in relative terms. Thread safe.</summary>
public static class NormalDistribution
{
    /// <summary>The probability of a value above z, in [0, 1].</summary>
    public static double Above(double z) => z >= 0 ? IncompleteGamma.Upper(0.5, z * z / 2) / 2 : 1 - (IncompleteGamma.Upper(0.5, z * z / 2) / 2);

    /// <summary>The value that a share of <paramref name="probability"/> lies below.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must lie between 0 and 1.");
        }

        var tail = Math.Min(probability, 1 - probability);
        var (low, high) = (0.0, 40.0);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Above(middle) > tail ? (middle, high) : (low, middle);
        }

        return probability < 0.5 ? -high : low;
    }
}
