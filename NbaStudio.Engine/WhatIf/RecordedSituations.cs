using System.Buffers;
using NbaStudio.Engine.Measurement.Distributions;
using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Engine.WhatIf;

/// <summary>The difference in money per decision in the situations that were recorded, with the error that belongs to them. Pure.</summary>
/// <remarks>
/// The question is what the other policy would have earned in these very situations, of all customers of the time that was asked. They are a finite population: what is chance is which treatment was
/// drawn in each and how it was answered, one situation after another. How customers differ is no chance as far as all of them were looked at; it is where only a share f of them was. So, of the sum over rows,
/// <c>v = within + (1 - f) max(0, between - within)</c>: the estimate of two stages (Cochran, Sampling Techniques, 3rd edition, chapters 10 and 11: <c>(1 - f) between + f within</c>, the same where
/// nothing is negative), with the finite population correction for the customers and none for the chance within them.
/// <list type="bullet">
/// <item><c>within = sum over customers of n/(n-1) sum (c - mean of the customer)^2</c>: customers are strata (chapter 5), of the n rows in which anything changes. c is the correction alone, because what
/// the models say of a situation is known of it. Where chances differ within a customer it is too large, never too small. Customers with one such row stand together as one stratum (5A.12).</item>
/// <item><c>between = m/(m-1) sum over the m customers of (sum of their rows, each less the mean of all rows)^2</c>, as <see cref="OffPolicyEstimate"/> has it: what an answer about other customers needs.</item>
/// </list>
/// Student's t with the effective degrees of freedom of such a sum (section 5.4, after Satterthwaite).
/// </remarks>
internal static class RecordedSituations
{
    /// <param name="rows">At least one that changes.</param>
    /// <param name="clusters">Customer of each row, at least two; rows of one customer stand together.</param>
    /// <param name="share">Part of the customers whose rows these are, in (0, 1].</param>
    public static OffPolicyEstimate Estimate(ReadOnlySpan<DataCheckRow> rows, ReadOnlySpan<int> clusters, double share)
    {
        var strata = Strata(rows, clusters);
        var within = strata.Sum(s => s.Variance);
        var mean = Mean(rows);
        var deviations = ArrayPool<double>.Shared.Rent(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            deviations[i] = rows[i].Influence - mean;
        }

        var clustered = OffPolicyEstimate.Error(deviations.AsSpan(0, rows.Length), clusters, out var customers) * rows.Length;
        ArrayPool<double>.Shared.Return(deviations);
        var between = (1 - share) * Math.Max(0, (clustered * clustered) - within);
        var variance = within + between;
        var squares = strata.Sum(s => s.Variance * s.Variance / s.Degrees) + (between * between / (customers - 1));
        var error = Math.Sqrt(variance) / rows.Length;
        var half = error > 0 ? StudentDistribution.TwoSided(0.05, variance * variance / squares) * error : 0;
        return new(mean, error, new(mean - half, mean + half));
    }

    private static double Mean(ReadOnlySpan<DataCheckRow> rows)
    {
        var sum = 0.0;
        foreach (ref readonly var row in rows)
        {
            sum += row.Influence;
        }

        return sum / rows.Length;
    }

    private static List<(double Variance, int Degrees)> Strata(ReadOnlySpan<DataCheckRow> rows, ReadOnlySpan<int> clusters)
    {
        var strata = new List<(double Variance, int Degrees)>();
        var (own, single) = (new List<double>(), new List<double>());
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Mass > 0)
            {
                own.Add(rows[i].Correction);
            }

            if (i + 1 == rows.Length || clusters[i + 1] != clusters[i])
            {
                if (own.Count == 1)
                {
                    single.Add(own[0]);
                }
                else if (own.Count > 1)
                {
                    strata.Add(Spread(own));
                }

                own.Clear();
            }
        }

        // One alone has no spread; its square is no smaller than its variance.
        if (single.Count > 0)
        {
            strata.Add(single.Count > 1 ? Spread(single) : (single[0] * single[0], 1));
        }

        return strata;
    }

    private static (double Variance, int Degrees) Spread(List<double> rows)
    {
        var mean = rows.Average();
        return (rows.Sum(x => (x - mean) * (x - mean)) * rows.Count / (rows.Count - 1), rows.Count - 1);
    }
}
