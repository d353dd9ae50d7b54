namespace NbaStudio.Engine.Propensity;

/// <summary>The score of one treatment's count model from its counts, in double. Learning, fitting and publishing all read it here.</summary>
internal static class ScoreTable
{
    /// <summary>Contributions multiplied before one logarithm: each lies within 1e-16 and 1e16, so no product leaves a double's range.</summary>
    public const int FactorsAtOnce = 12;

    /// <summary>Decayed sums of a predictor over its bins.</summary>
    public static (double Positives, double Negatives) Sums(BinCounts counts, int predictor, double scale) =>
        (counts.StoredSum(predictor, true) * scale, counts.StoredSum(predictor, false) * scale);

    public static double InBin(BinCounts counts, int predictor, int bin, bool positive, double scale) =>
        (counts.Stored(predictor, bin, 0, positive) + counts.Stored(predictor, bin, 1, positive)) * scale;

    /// <summary>Writes the contribution of every bin of a predictor.</summary>
    public static void Contributions(BinCounts counts, int predictor, BinGrid grid, Span<double> contributions)
    {
        var scale = counts.Scale;
        var (positives, negatives) = Sums(counts, predictor, scale);
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
        var product = 1.0; // of what the contributions are logarithms of
        for (var p = 0; p < bins.Length; p++)
        {
            if (!treatment.Active[p])
            {
                continue;
            }

            active++;
            if (bins[p] != CountModel.NotCounted)
            {
                var least = 1.0 / predictors[p].Grid!.Count;
                var (positives, negatives) = Sums(counts, p, scale);
                product *= (InBin(counts, p, bins[p], true, scale) + least) * (1 + negatives)
                    / ((InBin(counts, p, bins[p], false, scale) + least) * (1 + positives));
            }

            if (active % FactorsAtOnce == 0)
            {
                score += Math.Log(product);
                product = 1;
            }
        }

        return (score + Math.Log(product)) / (1 + active);
    }
}
