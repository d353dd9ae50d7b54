using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>The difference between an arm and its control on one metric.</summary>
/// <param name="Difference">Mean of the arm less that of the control.</param>
/// <param name="StandardError">Of the difference, above 0.</param>
/// <param name="Fixed">Interval of the difference for one planned look (Welch).</param>
/// <param name="PValue">Two-sided, for one planned look, in [0, 1].</param>
/// <param name="Anytime">Interval of the difference that holds at every look.</param>
/// <param name="AnytimePValue">P-value that holds at every look, in (0, 1].</param>
/// <param name="Relative">The difference as a share of the control; null where the control is too near 0.</param>
public sealed record Effect(
    double Difference, double StandardError, ConfidenceInterval Fixed, double PValue, ConfidenceInterval Anytime, double AnytimePValue, RelativeEffect? Relative)
{
    /// <summary>A control less than this many standard errors away from 0 is no base for a share.</summary>
    private const double SafeBase = 3;

    /// <summary>Compares two arms.</summary>
    /// <param name="anytime">How intervals for every look are tuned; its alpha is that of all intervals.</param>
    /// <param name="clock">What has grown between looks, counted as the tuning counts, at least 1; null = the customers of both arms.</param>
    /// <exception cref="ArgumentException">Neither arm varies.</exception>
    public static Effect Between(ArmEstimate arm, ArmEstimate control, AlwaysValid anytime, double? clock = null)
    {
        var (ofArm, ofControl) = (arm.MeanVariance, control.MeanVariance);
        var variance = ofArm + ofControl;
        if (!(variance > 0))
        {
            throw new ArgumentException("Neither arm varies; there is nothing to judge a difference by.", nameof(arm));
        }

        // Welch 1947 and Satterthwaite 1946.
        var degrees = variance * variance / ((ofArm * ofArm / (arm.Count - 1)) + (ofControl * ofControl / (control.Count - 1)));
        var (difference, error, units) = (arm.Mean - control.Mean, Math.Sqrt(variance), clock ?? ((double)arm.Count + control.Count));
        var (once, always) = (StudentDistribution.TwoSided(anytime.Alpha, degrees), anytime.Multiple(units));
        return new(
            difference,
            error,
            Around(difference, once * error),
            StudentDistribution.Beyond(difference / error, degrees),
            Around(difference, always * error),
            anytime.PValue(difference / error, units),
            control.Mean > SafeBase * Math.Sqrt(ofControl) ? Share(arm, control, degrees, once, always) : null);
    }

    // Delta method: the control's own error counts as well.
    private static RelativeEffect Share(ArmEstimate arm, ArmEstimate control, double degrees, double once, double always)
    {
        var (lift, ratio) = ((arm.Mean / control.Mean) - 1, arm.Mean / control.Mean);
        var error = Math.Sqrt(arm.MeanVariance + (ratio * ratio * control.MeanVariance)) / control.Mean;
        return new(lift, error, Around(lift, once * error), StudentDistribution.Beyond(lift / error, degrees), Around(lift, always * error));
    }

    private static ConfidenceInterval Around(double middle, double half) => new(middle - half, middle + half);
}
