namespace NbaStudio.Engine.Propensity.Trials;

/// <summary>What was said of one row before it was learned; probabilities.</summary>
/// <param name="Model">By whoever would have spoken.</param>
/// <param name="BaseRate">By the smoothed rate of all rows learned before.</param>
public readonly record struct TrialPrediction(double Model, double BaseRate);
