namespace NbaStudio.Engine.Propensity;

/// <summary>What is said of one response before it is learned, and what was served; probabilities.</summary>
/// <param name="Counts">By the treatment's own counts; the base rate before they can say anything.</param>
/// <param name="BaseRate">By the smoothed rate.</param>
/// <param name="Pooled">By the pooled model.</param>
/// <param name="Served">What the decision used; where that is not known, what whoever speaks for the treatment says now.</param>
internal readonly record struct Predictions(double Counts, double BaseRate, double Pooled, double Served);
