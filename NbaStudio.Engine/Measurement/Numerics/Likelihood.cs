namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>A log-likelihood and its slopes.</summary>
/// <param name="parameters">All above 0.</param>
/// <param name="gradient">Receives the derivative by each parameter.</param>
/// <returns>The log-likelihood.</returns>
public delegate double Likelihood(ReadOnlySpan<double> parameters, Span<double> gradient);
