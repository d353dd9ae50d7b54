using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>A mean reward per row, with its error over customers.</summary>
/// <param name="Value">In the unit of the rewards.</param>
/// <param name="StandardError">At least 0; rows of one customer count as one observation.</param>
/// <param name="Interval">95 %, Student's t with customers less one as degrees of freedom.</param>
public sealed record OffPolicyEstimate(double Value, double StandardError, ConfidenceInterval Interval)
{
    /// <summary>From what each row adds to the error of the estimate.</summary>
    /// <param name="influences">One a row, with mean 0.</param>
    /// <param name="clusters">Customer of each row, from 0; at least two.</param>
    public static OffPolicyEstimate Of(double value, ReadOnlySpan<double> influences, ReadOnlySpan<int> clusters)
    {
        var error = Error(influences, clusters, out var count);
        var half = StudentDistribution.TwoSided(0.05, count - 1) * error;
        return new(value, error, new(value - half, value + half));
    }

    /// <summary>Standard error of a mean from what each row adds to it.</summary>
    /// <param name="count">Customers.</param>
    /// <returns>Not finite with one customer.</returns>
    internal static double Error(ReadOnlySpan<double> influences, ReadOnlySpan<int> clusters, out int count)
    {
        if (IsInOrder(clusters))
        {
            return ErrorOfNeighbours(influences, clusters, out count);
        }

        var sums = new Dictionary<int, double>();
        for (var i = 0; i < influences.Length; i++)
        {
            sums[clusters[i]] = sums.GetValueOrDefault(clusters[i]) + influences[i];
        }

        count = sums.Count;
        return Math.Sqrt(sums.Values.Sum(s => s * s) * count / (count - 1.0)) / influences.Length;
    }

    // Rows of one customer stand together: nothing has to be kept.
    private static double ErrorOfNeighbours(ReadOnlySpan<double> influences, ReadOnlySpan<int> clusters, out int count)
    {
        count = 0;
        var (squares, sum) = (0.0, 0.0);
        for (var i = 0; i < influences.Length; i++)
        {
            sum += influences[i];
            if (i + 1 == influences.Length || clusters[i + 1] != clusters[i])
            {
                squares += sum * sum;
                (sum, count) = (0, count + 1);
            }
        }

        return Math.Sqrt(squares * count / (count - 1.0)) / influences.Length;
    }

    private static bool IsInOrder(ReadOnlySpan<int> clusters)
    {
        for (var i = 1; i < clusters.Length; i++)
        {
            if (clusters[i] < clusters[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
