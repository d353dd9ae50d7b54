namespace NbaStudio.Engine.Evaluation;

/// <summary>How well predicted probabilities agree with what happened, in bins of equal mass. Thread safe.</summary>
public static class CalibrationCurve
{
    /// <summary>Splits rows, sorted by prediction, into bins of equal mass, lowest first. Fewer rows than bins give one row a bin.</summary>
    /// <exception cref="ArgumentException">The lengths differ or there is no bin.</exception>
    public static IReadOnlyList<CalibrationBin> Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positives, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Length != positives.Length)
        {
            throw new ArgumentException($"There are {probabilities.Length} probabilities and {positives.Length} outcomes.", nameof(positives));
        }

        var order = Enumerable.Range(0, probabilities.Length).ToArray();
        Array.Sort(probabilities.ToArray(), order);
        var count = Math.Min(bins, order.Length);
        var result = new CalibrationBin[count];
        for (var bin = 0; bin < count; bin++)
        {
            var start = (int)((long)bin * order.Length / count);
            var end = (int)((long)(bin + 1) * order.Length / count);
            double predicted = 0;
            var observed = 0;
            foreach (var row in order.AsSpan(start, end - start))
            {
                predicted += probabilities[row];
                observed += positives[row] ? 1 : 0;
            }

            var size = end - start;
            result[bin] = new(predicted / size, observed, size, WilsonInterval.Of(observed, size));
        }

        return result;
    }

    /// <summary>Expected calibration error: mean distance of predicted and observed rate over bins of equal mass, in [0, 1].</summary>
    public static double EqualMassError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positives, int bins = 10)
    {
        var error = 0.0;
        foreach (var bin in Of(probabilities, positives, bins))
        {
            error += Math.Abs(bin.MeanPredicted - bin.ObservedRate) * bin.Count;
        }

        return probabilities.Length == 0 ? 0 : error / probabilities.Length;
    }
}
