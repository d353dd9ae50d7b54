namespace NbaStudio.Engine.Evaluation;

/// <summary>Score interval of a proportion (Wilson 1927). Honest for few trials and rates near 0 or 1. Thread safe.</summary>
public static class WilsonInterval
{
    /// <summary>Two-sided 95 %.</summary>
    public const double Z95 = 1.959963984540054;

    /// <param name="successes">In [0, <paramref name="trials"/>]; weighted counts are allowed.</param>
    /// <param name="trials">At least 0; none gives [0, 1].</param>
    /// <param name="z">Standard normal quantile, above 0; default 95 % two-sided.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static ConfidenceInterval Of(double successes, double trials, double z = Z95)
    {
        if (!(trials >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, "Trials must be at least 0.");
        }

        if (!(successes >= 0 && successes <= trials))
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes must lie in 0 to {trials}.");
        }

        if (trials == 0)
        {
            return new(0, 1);
        }

        var rate = successes / trials;
        var square = z * z;
        var denominator = 1 + (square / trials);
        var centre = (rate + (square / (2 * trials))) / denominator;
        var half = z * Math.Sqrt((rate * (1 - rate) / trials) + (square / (4 * trials * trials))) / denominator;
        return new(successes == 0 ? 0 : Math.Max(0, centre - half), successes == trials ? 1 : Math.Min(1, centre + half));
    }
}
