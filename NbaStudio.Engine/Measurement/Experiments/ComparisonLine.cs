namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>A judged line.</summary>
/// <param name="Effect">Null where there is no number.</param>
/// <param name="AdjustedPValue">For one planned look, over all lines; 1 without a number.</param>
/// <param name="AdjustedAnytimePValue">For looks at any time, over all lines; 1 without a number.</param>
/// <param name="Refusal">Why there is no number; null where there is one.</param>
public sealed record ComparisonLine(Comparison Of, Effect? Effect, double AdjustedPValue, double AdjustedAnytimePValue, LineVerdict Verdict, Refusal? Refusal);
