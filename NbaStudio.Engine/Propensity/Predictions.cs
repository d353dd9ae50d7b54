namespace NbaStudio.Engine.Propensity;

/// <summary>What was said of one response before it was learned; probabilities.</summary>
/// <param name="Counts">By the treatment's own counts; the base rate before they can say anything.</param>
/// <param name="BaseRate">By the smoothed rate.</param>
/// <param name="Pooled">By the pooled model.</param>
/// <param name="Served">By whoever spoke for the treatment then.</param>
internal readonly record struct Predictions(double Counts, double BaseRate, double Pooled, double Served);
