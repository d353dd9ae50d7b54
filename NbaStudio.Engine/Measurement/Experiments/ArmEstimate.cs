namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>What one arm achieved on one metric.</summary>
/// <param name="Count">Independent units, customers as a rule; at least 2.</param>
/// <param name="Mean">Mean per unit, or ratio of two sums.</param>
/// <param name="Deviation">Standard deviation of one unit around it, at least 0; of a ratio, of its linear form.</param>
public readonly record struct ArmEstimate(long Count, double Mean, double Deviation)
{
    /// <summary>Variance of <see cref="Mean"/>.</summary>
    public double MeanVariance => Deviation * Deviation / Count;
}
