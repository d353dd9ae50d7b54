using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity;

/// <summary>How far a propensity may be off: one standard deviation of its log odds to either side, about 68 %. Pure and thread safe.</summary>
public static class PropensityInterval
{
    /// <param name="p">The propensity, in (0, 1).</param>
    /// <param name="spread">Standard deviation of its log odds, at least 0; 0 gives the propensity itself.</param>
    /// <returns>Both ends in (0, 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static ConfidenceInterval Of(double p, double spread)
    {
        if (!(p > 0 && p < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A propensity lies between 0 and 1.");
        }

        if (!(spread >= 0 && double.IsFinite(spread)))
        {
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "A spread is at least 0.");
        }

        // By odds, so that the ends mirror each other exactly as far as doubles allow.
        var (odds, factor) = (p / (1 - p), Math.Exp(Math.Min(spread, MostDeviation)));
        return spread == 0 ? new(p, p) : new(odds / factor / (1 + (odds / factor)), 1 / (1 + (1 / (odds * factor))));
    }

    // Beyond this the upper end would round to 1.
    private const double MostDeviation = 20;
}
