using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>How well a treatment's model did on its kept responses, each predicted before it was learned. Immutable.</summary>
/// <param name="Auc">Ranking quality of the counts in [0, 1]; 0.5 is chance.</param>
/// <param name="ServedAuc">Ranking quality of what was served, whoever spoke.</param>
/// <param name="LogLoss">Mean log loss of the model, nats.</param>
/// <param name="BaseRateLogLoss">Mean log loss of the base rate on the same responses.</param>
/// <param name="CalibrationRatio">Sum of P by positives over the last full check of the gate; NaN before it. Of the imported model where there is one.</param>
/// <param name="IsHeldBack">Whether a model that would speak may not: it is not calibrated, or worse than the base rate beyond chance. Of the imported model where there is one.</param>
/// <param name="ActivePredictors">Indexes of the predictors that tell this treatment's own positives from its negatives.</param>
/// <param name="LastDrift">When predictions for it last stopped adding up; null = never.</param>
public sealed record TreatmentPerformance(
    double Auc, double ServedAuc, double LogLoss, double BaseRateLogLoss, double CalibrationRatio, bool IsHeldBack, IReadOnlyList<int> ActivePredictors,
    DriftMark? LastDrift)
{
    /// <summary>Whether learning is paused: responses are recorded and change nothing.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How the imported model did that the treatment takes its propensity from; null for most.</summary>
    public ImportedEvidence? Imported { get; init; }

    /// <summary>Before any response.</summary>
    public static TreatmentPerformance None { get; } = new(0.5, 0.5, 0, 0, double.NaN, false, [], null);
}
