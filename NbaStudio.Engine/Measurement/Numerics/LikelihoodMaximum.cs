namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>The most likely parameters of a model, all above 0.</summary>
/// <param name="Parameters">In the model's order.</param>
/// <param name="LogLikelihood">There.</param>
/// <param name="Evaluations">How often the likelihood was asked.</param>
/// <param name="Covariance">Of the logarithms of the parameters: the inverse of the observed information. Symmetric.</param>
public sealed record LikelihoodMaximum(IReadOnlyList<double> Parameters, double LogLikelihood, int Evaluations, double[,] Covariance);
