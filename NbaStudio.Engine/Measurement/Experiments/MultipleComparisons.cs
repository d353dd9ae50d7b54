namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>P-values of many lines, raised so that looking at all of them does no harm. Thread safe.</summary>
public static class MultipleComparisons
{
    /// <summary>Holm 1979: at most alpha is the chance that any of the lines below alpha is false, whatever links them.</summary>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        var (order, result) = (Order(pValues), new double[pValues.Count]);
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, pValues[order[rank]] * (order.Length - rank)));
            result[order[rank]] = highest;
        }

        return result;
    }

    /// <summary>Benjamini and Hochberg 1995: at most alpha is the mean share of false lines among those below alpha, for lines that are independent or rise together.</summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        var (order, result) = (Order(pValues), new double[pValues.Count]);
        var lowest = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            lowest = Math.Min(lowest, pValues[order[rank]] * order.Length / (rank + 1));
            result[order[rank]] = lowest;
        }

        return result;
    }

    private static int[] Order(IReadOnlyList<double> pValues) => [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
}
