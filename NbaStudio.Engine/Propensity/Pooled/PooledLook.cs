namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>What the pooled model says of a response.</summary>
/// <param name="Score">Log odds.</param>
/// <param name="Variance">How unsure it is.</param>
/// <param name="Settled">How far a pull of 1 moves it: its variance by settled responses alone.</param>
internal readonly record struct PooledLook(double Score, double Variance, double Settled);
