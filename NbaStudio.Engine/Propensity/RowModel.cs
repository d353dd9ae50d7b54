namespace NbaStudio.Engine.Propensity;

/// <summary>One treatment's served model but for its part of the table. Immutable.</summary>
/// <param name="IsLogistic">Whether the score is log odds (the pooled model); else the knots map it.</param>
/// <param name="Uses">Predictors that the score adds up, ascending.</param>
internal sealed record RowModel(
    int Key, double Bias, bool IsLogistic, int[] Uses, double[] KnotScores, double[] KnotProbabilities, Evidence Evidence, TreatmentPerformance Performance);
