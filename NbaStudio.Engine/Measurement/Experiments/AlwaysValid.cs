namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>
/// Intervals that hold at every look at once: the normal mixture of a sequential test (mSPRT) in its asymptotic form. Narrowest, relative to a fixed interval, at a number of units that is planned. Immutable, thread safe.
/// </summary>
/// <remarks>Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, Time-uniform central limit theory and asymptotic confidence sequences, 2021.</remarks>
public sealed class AlwaysValid
{
    /// <summary>Units of both arms at which the interval is tuned where nobody says.</summary>
    public const double DefaultTuning = 5_000;

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

    /// <summary>The smallest error at which the interval would leave 0 out, in (0, 1]: a p-value that may be looked at at any time.</summary>
    /// <param name="z">The estimate in standard errors.</param>
    /// <param name="units">Units of both arms together, at least 1.</param>
    public double PValue(double z, double units)
    {
        var information = units * _square;
        return Math.Min(1, Math.Sqrt(information + 1) * Math.Exp(-z * z * information / (2 * (information + 1))));
    }
}
