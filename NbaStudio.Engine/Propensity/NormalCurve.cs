namespace NbaStudio.Engine.Propensity;

/// <summary>The standard normal distribution. Thread safe.</summary>
internal static class NormalCurve
{
    private const double RootTwoPi = 2.5066282746310002;

    // Chebyshev coefficients of erfc after Press et al., Numerical Recipes, section 6.2: relative error below 1.2e-7 everywhere.
    private static readonly double[] Coefficients =
        [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];

    public static double Density(double x) => Math.Exp(-x * x / 2) / RootTwoPi;

    /// <summary>P(X below x).</summary>
    public static double Below(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (z / 2));
        var polynomial = 0.0;
        for (var i = Coefficients.Length - 1; i >= 0; i--)
        {
            polynomial = (polynomial * t) + Coefficients[i];
        }

        var tail = t * Math.Exp((-z * z) + polynomial) / 2;
        return x >= 0 ? 1 - tail : tail;
    }

    /// <summary>x with P(X below x) = p, by bisection to 1e-9.</summary>
    /// <param name="p">In (0, 1).</param>
    public static double Quantile(double p)
    {
        var (low, high) = (-9.0, 9.0);
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
