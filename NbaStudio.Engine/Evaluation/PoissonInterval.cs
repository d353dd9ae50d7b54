namespace NbaStudio.Engine.Evaluation;

/// <summary>Exact interval of the mean behind a count (Garwood 1936): each tail holds at most half of the error. Thread safe.</summary>
public static class PoissonInterval
{
    /// <param name="count">Observed events, at least 0.</param>
    /// <param name="confidence">In (0, 1); default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside its range.</exception>
    public static ConfidenceInterval Of(long count, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Confidence must lie between 0 and 1.");
        }

        var tail = (1 - confidence) / 2;
        var low = count == 0 ? 0 : MeanWhere(mean => IncompleteGamma.Lower(count, mean), tail, count);
        var high = MeanWhere(mean => IncompleteGamma.Lower(count + 1, mean), 1 - tail, count);
        return new(low, high);
    }

    // P(X >= k | mean) = lower regularised gamma(k, mean), rising in the mean.
    private static double MeanWhere(Func<double, double> rising, double level, long count)
    {
        var low = 0.0;
        var high = count + (12 * Math.Sqrt(count + 1.0)) + 30;
        for (var step = 0; step < 200 && high - low > 1e-13 * high; step++)
        {
            var middle = (low + high) / 2;
            if (rising(middle) < level)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }
}
