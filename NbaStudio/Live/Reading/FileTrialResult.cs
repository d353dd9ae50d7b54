using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Trials;

namespace NbaStudio.Live.Reading;

/// <summary>What became of a trial.</summary>
/// <param name="Scores">How good the predictions were, each made before its row was learned.</param>
/// <param name="Skipped">Rows without an outcome, or that cannot be read.</param>
/// <param name="Columns">Columns that were learned from, the one that ranks best by itself first.</param>
public sealed record FileTrialResult(TrialScores Scores, long Skipped, IReadOnlyList<TrialColumnUse> Columns)
{
    /// <summary>How much smaller the log loss is than with one rate for all, as a share of it.</summary>
    public double Better => Scores.Gain / Scores.BaseRate.LogLoss;

    /// <summary>95 % interval of <see cref="Better"/>.</summary>
    public ConfidenceInterval BetterInterval => new(
        (Scores.Gain - (WilsonInterval.Z95 * Scores.GainError)) / Scores.BaseRate.LogLoss, (Scores.Gain + (WilsonInterval.Z95 * Scores.GainError)) / Scores.BaseRate.LogLoss);
}

/// <param name="Auc">How well it ranks by itself, in [0, 1]; 0.5 is chance.</param>
/// <param name="IsUsed">Whether the model in charge at the end adds it up.</param>
public sealed record TrialColumnUse(string Name, double Auc, bool IsUsed);
