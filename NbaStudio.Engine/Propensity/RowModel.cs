namespace NbaStudio.Engine.Propensity;

/// <summary>One treatment's served model but for its part of the table. Immutable.</summary>
internal sealed record RowModel(int Key, double Bias, double[] KnotScores, double[] KnotProbabilities, Evidence Evidence, TreatmentPerformance Performance)
{
    public bool UsesScore => KnotScores.Length > 1;
}
