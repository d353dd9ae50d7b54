namespace NbaStudio.Engine.Propensity;

/// <summary>The score of one treatment's count model from its counts, in double. Learning, fitting and publishing all read it here.</summary>
internal static class ScoreTable
{
    /// <summary>Decayed sums of a predictor over its bins.</summary>
    public static (double Positives, double Negatives) Sums(BinCounts counts, int predictor, int bins, double scale)
    {
        double positives = 0, negatives = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            positives += counts.Stored(predictor, bin, 0, true) + counts.Stored(predictor, bin, 1, true);
            negatives += counts.Stored(predictor, bin, 0, false) + counts.Stored(predictor, bin, 1, false);
        }

        return (positives * scale, negatives * scale);
    }

    public static double InBin(BinCounts counts, int predictor, int bin, bool positive, double scale) =>
        (counts.Stored(predictor, bin, 0, positive) + counts.Stored(predictor, bin, 1, positive)) * scale;

    /// <summary>Writes the contribution of every bin of a predictor.</summary>
    public static void Contributions(BinCounts counts, int predictor, BinGrid grid, Span<double> contributions)
    {
        var scale = counts.Scale;
        var (positives, negatives) = Sums(counts, predictor, grid.Count, scale);
        for (var bin = 0; bin < grid.Count; bin++)
        {
            contributions[bin] = CountModel.Contribution(
                InBin(counts, predictor, bin, true, scale), InBin(counts, predictor, bin, false, scale), positives, negatives, grid.Count);
        }
    }

    /// <summary>[prior + sum of contributions] / (1 + active).</summary>
    public static double Score(TreatmentState treatment, ReadOnlySpan<PredictorState> predictors, ReadOnlySpan<byte> bins)
    {
        var counts = treatment.Counts;
        var scale = counts.Scale;
        var score = CountModel.Prior(counts.Positives, counts.Negatives);
        var active = 0;
        for (var p = 0; p < bins.Length; p++)
        {
            if (!treatment.Active[p])
            {
                continue;
            }

            active++;
            if (bins[p] != CountModel.NotCounted)
            {
                var grid = predictors[p].Grid!;
                var (positives, negatives) = Sums(counts, p, grid.Count, scale);
                score += CountModel.Contribution(
                    InBin(counts, p, bins[p], true, scale), InBin(counts, p, bins[p], false, scale), positives, negatives, grid.Count);
            }
        }

        return score / (1 + active);
    }
}
