namespace NbaStudio.Engine.Measurement.Distributions;

/// <summary>Student's t distribution. Thread safe.</summary>
public static class StudentDistribution
{
    /// <summary>The probability of a value at least as far from 0, in [0, 1].</summary>
    /// <param name="t">The value.</param>
    /// <param name="degrees">Degrees of freedom, above 0; not necessarily whole.</param>
    public static double Beyond(double t, double degrees) => IncompleteBeta.Of(degrees / 2, 0.5, degrees / (degrees + (t * t)));

    /// <summary>The distance from 0 that a share of <paramref name="alpha"/> lies beyond, on both sides together.</summary>
    /// <param name="alpha">In (0, 1).</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static double TwoSided(double alpha, double degrees)
    {
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1.");
        }

        var (low, high) = (0.0, 2.0);
        while (Beyond(high, degrees) > alpha && high < 1e150)
        {
            high *= 2;
        }

        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Beyond(middle, degrees) > alpha ? (middle, high) : (low, middle);
        }

        return high;
    }
}
