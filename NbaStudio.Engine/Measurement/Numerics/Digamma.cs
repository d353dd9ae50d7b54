namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>The derivative of ln Gamma, by its asymptotic series after shifting up (Abramowitz and Stegun 6.3.5, 6.3.18). Thread safe.</summary>
public static class Digamma
{
    /// <param name="x">Above 0.</param>
    /// <returns>psi(x), to about 14 digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not above 0.</exception>
    public static double Of(double x)
    {
        if (!(x > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The argument must be above 0.");
        }

        var shift = 0.0;
        for (; x < 12; x++)
        {
            shift += 1 / x;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = square * ((1.0 / 12) - (square * ((1.0 / 120) - (square * ((1.0 / 252) - (square * ((1.0 / 240) - (square * ((1.0 / 132) - (square * 691 / 32760))))))))));
        return Math.Log(x) - (inverse / 2) - series - shift;
    }
}
