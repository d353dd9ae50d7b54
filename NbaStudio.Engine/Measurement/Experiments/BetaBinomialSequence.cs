using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>An interval of one rate that holds at every look at once, exact for yes and no. Thread safe.</summary>
/// <remarks>Source: S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49, 2021, two-sided beta-binomial mixture.</remarks>
public static class BetaBinomialSequence
{
    /// <param name="successes">In [0, <paramref name="trials"/>].</param>
    /// <param name="trials">At least 0; none gives [0, 1].</param>
    /// <param name="tuning">Trials at which it is narrowest, at least 1.</param>
    /// <param name="alpha">Error over all looks, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static ConfidenceInterval Of(long successes, long trials, double tuning = AlwaysValid.DefaultTuning / 2, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        ArgumentOutOfRangeException.ThrowIfLessThan(tuning, 1);
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must lie between 0 and 1.");
        }

        if (trials == 0)
        {
            return new(0, 1);
        }

        var (rate, limit) = ((double)successes / trials, -Math.Log(alpha));
        return new(successes == 0 ? 0 : Edge(0, rate), successes == trials ? 1 : Edge(1, rate));

        double Edge(double outside, double inside)
        {
            for (var step = 0; step < 100; step++)
            {
                var middle = (outside + inside) / 2;
                (outside, inside) = Evidence(middle, successes, trials, tuning) > limit ? (middle, inside) : (outside, middle);
            }

            return inside;
        }
    }

    // ln of the likelihood ratio of a beta mixture around p against p.
    private static double Evidence(double p, long successes, long trials, double tuning)
    {
        const double TuningAlpha = 0.05;
        var variance = p * (1 - p);
        var logs = 2 * Math.Log(1 / TuningAlpha);
        var rho = Math.Max((tuning * variance / (logs + Math.Log(1 + logs))) - variance, 1e-3 * variance);
        var (a, b) = (rho / (1 - p), rho / p);
        return IncompleteBeta.LogBeta(a + successes, b + trials - successes) - IncompleteBeta.LogBeta(a, b) - (successes * Math.Log(p)) - ((trials - successes) * Precise.LogOnePlus(-p));
    }
}
