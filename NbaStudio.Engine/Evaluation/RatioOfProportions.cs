namespace NbaStudio.Engine.Evaluation;

/// <summary>Interval of the ratio of two independent proportions, from their Wilson intervals (MOVER-R: R. Newcombe, Statistical Methods in Medical Research 25, 2016). Honest for few successes. Thread safe.</summary>
public static class RatioOfProportions
{
    /// <param name="successes">Of the first proportion, in [0, <paramref name="trials"/>].</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="otherSuccesses">Of the second proportion, at least 1: without any there is no ratio.</param>
    /// <param name="otherTrials">At least <paramref name="otherSuccesses"/>.</param>
    /// <returns>Two-sided 95 %; the upper end may be infinite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static ConfidenceInterval Of(long successes, long trials, long otherSuccesses, long otherTrials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(otherSuccesses, 1);
        var (p, q) = ((double)successes / trials, (double)otherSuccesses / otherTrials);
        var (first, second) = (WilsonInterval.Of(successes, trials), WilsonInterval.Of(otherSuccesses, otherTrials));
        var product = p * q;
        double End(double near, double far, int sign)
        {
            var root = Math.Sqrt(Math.Max(0, (product * product) - (near * far * ((2 * p) - near) * ((2 * q) - far))));
            return (product + (sign * root)) / (far * ((2 * q) - far));
        }

        // Where the second proportion may be twice as high as was seen, the formula has no lower end; nor an upper one where it may be 0.
        var low = successes == 0 || second.High >= 2 * q ? 0 : Math.Max(0, End(first.Low, second.High, -1));
        var high = second.Low <= 0 ? double.PositiveInfinity : End(first.High, second.Low, 1);
        return new(low, high);
    }
}
