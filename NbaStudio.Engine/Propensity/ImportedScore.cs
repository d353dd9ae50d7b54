namespace NbaStudio.Engine.Propensity;

/// <summary>The imported model that a treatment takes its propensity from.</summary>
/// <param name="Predictor">The predictor that holds its answer.</param>
/// <param name="Fingerprint">Of file, features and categories: another one is another model, and what was held against the last one no longer counts.</param>
public sealed record ImportedScore(string Predictor, ulong Fingerprint);
