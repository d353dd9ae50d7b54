namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>How far weights may stray before they have seen evidence: variances in squared log odds, by level.</summary>
/// <remarks>
/// Chosen on the simulated market (docs/decisions/0015-pooled-model.md) and kept small: a first positive then moves a score by about half a logit, so that the
/// marketer's guess holds until there is something to set against it.
/// </remarks>
internal static class PooledPriors
{
    /// <summary>All treatments, a channel, a group, an action, one treatment.</summary>
    public const int Levels = 5;

    /// <summary>Time in which evidence loses half of its weight.</summary>
    public const double HalfLifeDays = 60;

    /// <summary>Variance that all predictors share out between them.</summary>
    private const double PredictorVariance = 2;

    private static readonly double[] Intercepts = [0.2, 0.02, 0.1, 0.2, 0.02];
    private static readonly double[] Slopes = [0.1, 0.03, 0.2, 0.4, 0];
    private static readonly double[] Bins = [0.02, 0.01, 0.03, 0.04, 0];

    public static double Intercept(int level) => Intercepts[level];

    /// <summary>Of the straight line over a numeric predictor's bins.</summary>
    public static double Slope(int level, int predictors) => PredictorVariance * Slopes[level] / Math.Max(1, predictors);

    /// <summary>Of each single bin beside the line.</summary>
    public static double Bin(int level, int predictors) => PredictorVariance * Bins[level] / Math.Max(1, predictors);

    /// <summary>Whether units of the level have weights for predictors; a single treatment has too few responses for more than a level of its own.</summary>
    public static bool HasPredictors(int level) => Slopes[level] > 0;
}
