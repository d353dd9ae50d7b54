using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>
/// Intervals that hold at every look at once: the normal mixture of a sequential test (mSPRT) in its asymptotic form. Narrowest, relative to a fixed interval, at a number of units that is planned. Immutable, thread safe.
/// </summary>
/// <remarks>Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, Time-uniform central limit theory and asymptotic confidence sequences, 2021.</remarks>
public sealed class AlwaysValid
{
    /// <summary>Units of both arms at which the interval is tuned where nobody says.</summary>
    public const double DefaultTuning = 5_000;

    private const double MostTimes = 1e9;

    private readonly double _square;

    /// <param name="alpha">Error over all looks, in (0, 1).</param>
    /// <param name="tuning">Units of both arms together at which it is narrowest, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public AlwaysValid(double alpha = 0.05, double tuning = DefaultTuning)
    {
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(tuning, 1);
        (Alpha, Tuning) = (alpha, tuning);
        _square = ((-2 * Math.Log(alpha)) + Math.Log(1 - (2 * Math.Log(alpha)))) / tuning;
    }

    public double Alpha { get; }

    public double Tuning { get; }

    /// <summary>Half the width of the interval, in standard errors.</summary>
    /// <param name="units">Units of both arms together, at least 1.</param>
    public double Multiple(double units)
    {
        var information = units * _square;
        return Math.Sqrt(2 * (information + 1) / information * Math.Log(Math.Sqrt(information + 1) / Alpha));
    }

    /// <summary>How many times as many units it takes until the interval leaves 0 out at an effect that is there, with the wanted power. Below 1 = fewer than now would do.</summary>
    /// <param name="size">The effect in standard errors of now, above 0; an error shrinks with the root of the units.</param>
    /// <param name="units">Units of both arms together now, at least 1.</param>
    /// <param name="power">In (0, 1); 0.5 = half the width of the interval is the effect.</param>
    /// <returns>Infinity where a billion times as many would not do.</returns>
    public double TimesNeeded(double size, double units, double power)
    {
        // Errors it takes fall slower than the root of the units grows: there is one place where they meet.
        var found = NormalDistribution.Quantile(power);
        var (low, high) = (1 / MostTimes, MostTimes);
        if (!IsEnough(high))
        {
            return double.PositiveInfinity;
        }

        for (var step = 0; step < 100; step++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = IsEnough(middle) ? (low, middle) : (middle, high);
        }

        return high;

        bool IsEnough(double times) => size * Math.Sqrt(times) >= Multiple(units * times) + found;
    }

    /// <summary>The smallest error at which the interval would leave 0 out, in (0, 1]: a p-value that may be looked at at any time.</summary>
    /// <param name="z">The estimate in standard errors.</param>
    /// <param name="units">Units of both arms together, at least 1.</param>
    public double PValue(double z, double units)
    {
        var information = units * _square;
        return Math.Min(1, Math.Sqrt(information + 1) * Math.Exp(-z * z * information / (2 * (information + 1))));
    }
}
