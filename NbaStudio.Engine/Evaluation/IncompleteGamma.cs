namespace NbaStudio.Engine.Evaluation;

/// <summary>The regularised lower incomplete gamma function, by series below a + 1 and Lentz's continued fraction above. Thread safe.</summary>
public static class IncompleteGamma
{
    /// <summary>P(a, x) in [0, 1].</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double Lower(double a, double x) => Both(a, x).Lower;

    /// <summary>Q(a, x) = 1 - P(a, x), exact in relative terms where it is small.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="x">At least 0.</param>
    public static double Upper(double a, double x) => Both(a, x).Upper;

    private static (double Lower, double Upper) Both(double a, double x)
    {
        if (!(a > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(a), a, "The shape must be above 0.");
        }

        if (!(x >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The limit must be at least 0.");
        }

        if (x == 0)
        {
            return (0, 1);
        }

        var scale = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            var lower = scale * Series(a, x);
            return (lower, 1 - lower);
        }

        var upper = scale * Fraction(a, x);
        return (1 - upper, upper);
    }

    /// <summary>ln Gamma(x) for x above 0 (Stirling's series after shifting up).</summary>
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        while (x < 15)
        {
            shift += Math.Log(x);
            x++;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square / 1680))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }

    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < 100_000 && term > sum * 1e-17; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a, double x)
    {
        const double Tiny = 1e-300;
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 100_000; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = (an * d) + b;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = b + (an / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return h;
    }
}
