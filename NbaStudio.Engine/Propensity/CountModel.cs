namespace NbaStudio.Engine.Propensity;

/// <summary>Constants and formulas of the count model: naive Bayes over bins, whose score is calibrated before it is served. Thread safe.</summary>
public static class CountModel
{
    /// <summary>Most bins of a predictor; bin 0 holds missing values.</summary>
    public const int MaximumBins = 16;

    /// <summary>Bin number of a value that was not counted (its predictor had no grid, or was not known yet).</summary>
    public const byte NotCounted = 255;

    /// <summary>Lowest propensity that is served; the highest is 1 minus it.</summary>
    public const double LowestPropensity = 1e-5;

    /// <summary>Weight of the prior, in responses.</summary>
    public const double PriorWeight = 30;

    /// <summary>The prior of a workspace without any evidence and without a starting propensity.</summary>
    public const double DefaultPropensity = 0.02;

    /// <summary>ln(Pos_i + 1/n) - ln(Neg_i + 1/n) - ln(1 + sumPos) + ln(1 + sumNeg): what one bin adds to the score.</summary>
    /// <param name="positives">Weight of positives in the bin.</param>
    /// <param name="negatives">Weight of negatives in the bin.</param>
    /// <param name="sumPositives">Weight of positives over all bins of the predictor.</param>
    /// <param name="sumNegatives">Weight of negatives over all bins of the predictor.</param>
    /// <param name="bins">Bins of the predictor, with the missing one.</param>
    public static double Contribution(double positives, double negatives, double sumPositives, double sumNegatives, int bins) =>
        Math.Log(positives + (1.0 / bins)) - Math.Log(negatives + (1.0 / bins)) - Math.Log(1 + sumPositives) + Math.Log(1 + sumNegatives);

    /// <summary>ln(1 + TotPos) - ln(1 + TotNeg).</summary>
    public static double Prior(double positives, double negatives) => Math.Log(1 + positives) - Math.Log(1 + negatives);

    /// <summary>(positives + k m) / (responses + k), held to the served range. The only smoothing.</summary>
    public static double Smooth(double positives, double responses, double prior) =>
        Clamp((positives + (PriorWeight * prior)) / (responses + PriorWeight));

    /// <summary>Holds a probability to the served range [1e-5, 1 - 1e-5].</summary>
    public static double Clamp(double p) => Math.Clamp(p, LowestPropensity, 1 - LowestPropensity);
}
