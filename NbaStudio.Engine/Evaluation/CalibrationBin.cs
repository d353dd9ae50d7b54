namespace NbaStudio.Engine.Evaluation;

/// <summary>One bin of a calibration curve.</summary>
/// <param name="MeanPredicted">Mean predicted probability, in [0, 1].</param>
/// <param name="Positives">Positive rows.</param>
/// <param name="Count">Rows, at least 1.</param>
/// <param name="Observed">95 % Wilson interval of the observed rate.</param>
public readonly record struct CalibrationBin(double MeanPredicted, int Positives, int Count, ConfidenceInterval Observed)
{
    public double ObservedRate => (double)Positives / Count;
}
