namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>The units that one treatment's score adds up, and what it starts from.</summary>
/// <param name="Offset">Log odds of the marketer's guess (else of the default propensity) as it was when the first response came: a later guess moves nothing that was learned.</param>
/// <param name="Units">One of each level, from all treatments to this one.</param>
internal sealed record PooledTreatment(double Offset, PooledUnit[] Units)
{
    /// <summary>The part of the score that no predictor changes.</summary>
    public double Bias
    {
        get
        {
            var bias = Offset;
            foreach (var unit in Units)
            {
                bias += unit.Intercept.Mean;
            }

            return bias;
        }
    }

    /// <summary>Variance of the part of the score that no predictor changes.</summary>
    public double LevelVariance
    {
        get
        {
            var variance = 0.0;
            foreach (var unit in Units)
            {
                variance += unit.Intercept.Variance;
            }

            return variance;
        }
    }

    /// <summary>Variance of the score, averaged over customers whose predictors are spread evenly over their bins.</summary>
    public double MeanVariance(ReadOnlySpan<PredictorState> predictors)
    {
        var variance = 0.0;
        foreach (var unit in Units)
        {
            variance += unit.Intercept.Variance;
            for (var p = 0; p < predictors.Length && unit.Weights.Length > 0; p++)
            {
                variance += predictors[p].Grid is { } grid ? unit.MeanVariance(p, grid) : 0;
            }
        }

        return variance;
    }

    /// <summary>What each bin of a predictor adds to the score.</summary>
    public void Contributions(int predictor, BinGrid grid, Span<double> contributions)
    {
        foreach (var unit in Units)
        {
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = unit.Weights.AsSpan(predictor * PooledUnit.Width, PooledUnit.Width);
            var slope = unit.Slopes[predictor].Mean;
            for (var bin = 0; bin < grid.Count; bin++)
            {
                contributions[bin] += weights[bin].Mean + (grid.Position(bin) * slope);
            }
        }
    }
}
