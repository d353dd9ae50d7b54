namespace NbaStudio.Engine.Propensity;

/// <summary>One input that models learn from.</summary>
/// <param name="Name">Canonical name of its slot; evidence follows the name when the list of predictors changes.</param>
/// <param name="Type">How its values are binned. A changed type starts afresh.</param>
public sealed record PredictorDefinition(string Name, PredictorType Type);
