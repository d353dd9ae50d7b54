namespace NbaStudio.Engine.Propensity;

/// <summary>How a response ended, and for how many it stands.</summary>
/// <param name="IsPositive">Whether it was positive.</param>
/// <param name="Standing">1, above 0 and at most 1 for a row of a file.</param>
internal readonly record struct StandingOutcome(bool IsPositive, float Standing);
