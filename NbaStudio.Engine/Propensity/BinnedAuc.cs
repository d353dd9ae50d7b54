namespace NbaStudio.Engine.Propensity;

/// <summary>Ranking quality of a predictor from its bin counts. Thread safe.</summary>
public static class BinnedAuc
{
    /// <summary>Orders the bins by their rate in one set of counts and measures the AUC in another. The same set twice gives the naive AUC.</summary>
    /// <param name="orderPositives">Positives per bin that give the order.</param>
    /// <param name="orderNegatives">Negatives per bin that give the order.</param>
    /// <param name="positives">Positives per bin that are measured.</param>
    /// <param name="negatives">Negatives per bin that are measured.</param>
    /// <returns>In [0, 1]; 0.5 when one of the measured classes is empty.</returns>
    public static double Of(
        ReadOnlySpan<double> orderPositives, ReadOnlySpan<double> orderNegatives, ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        var bins = positives.Length;
        double totalPositive = 0, totalNegative = 0;
        for (var i = 0; i < bins; i++)
        {
            totalPositive += orderPositives[i];
            totalNegative += orderNegatives[i];
        }

        // One pseudo-response at the mean rate keeps empty bins in the middle.
        var mean = totalPositive + totalNegative > 0 ? totalPositive / (totalPositive + totalNegative) : 0.5;
        Span<double> rates = stackalloc double[CountModel.MaximumBins];
        Span<int> order = stackalloc int[CountModel.MaximumBins];
        for (var i = 0; i < bins; i++)
        {
            rates[i] = (orderPositives[i] + mean) / (orderPositives[i] + orderNegatives[i] + 1);
            order[i] = i;
        }

        rates[..bins].Sort(order[..bins]);
        return Area(order[..bins], rates[..bins], positives, negatives);
    }

    /// <summary>Standard error of the AUC of a predictor that knows nothing (Mann-Whitney).</summary>
    public static double NullStandardError(double positives, double negatives) =>
        positives > 0 && negatives > 0 ? Math.Sqrt((positives + negatives + 1) / (12 * positives * negatives)) : double.PositiveInfinity;

    private static double Area(ReadOnlySpan<int> order, ReadOnlySpan<double> rates, ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        double below = 0, won = 0, allPositives = 0;
        for (var start = 0; start < order.Length;)
        {
            double positivesHere = 0, negativesHere = 0;
            var end = start;
            for (; end < order.Length && rates[end] == rates[start]; end++)
            {
                positivesHere += positives[order[end]];
                negativesHere += negatives[order[end]];
            }

            won += positivesHere * (below + (negativesHere / 2));
            below += negativesHere;
            allPositives += positivesHere;
            start = end;
        }

        return allPositives > 0 && below > 0 ? won / (allPositives * below) : 0.5;
    }
}
