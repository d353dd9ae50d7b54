using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Distributions;

/// <summary>The regularised incomplete beta function, by Lentz's continued fraction (DLMF 8.17.22). Thread safe.</summary>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b) in [0, 1].</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="x">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static double Of(double a, double b, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (!(x >= 0 && x <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The limit must lie in 0 to 1.");
        }

        if (x is 0 or 1)
        {
            return x;
        }

        var scale = Math.Exp((a * Math.Log(x)) + (b * Precise.LogOnePlus(-x)) - LogBeta(a, b));
        return x < (a + 1) / (a + b + 2) ? scale * Fraction(a, b, x) / a : 1 - (scale * Fraction(b, a, 1 - x) / b);
    }

    /// <summary>ln B(a, b).</summary>
    public static double LogBeta(double a, double b) => IncompleteGamma.LogGamma(a) + IncompleteGamma.LogGamma(b) - IncompleteGamma.LogGamma(a + b);

    private static double Fraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1.0, Safe(1 - ((a + b) * x / (a + 1))));
        d = 1 / d;
        var h = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Safe(1 + (even * d));
            c = Safe(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Safe(1 + (odd * d));
            c = Safe(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return h;

        static double Safe(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
