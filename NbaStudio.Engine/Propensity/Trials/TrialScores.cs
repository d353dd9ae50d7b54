using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity.Trials;

/// <summary>How good predictions were. Immutable.</summary>
/// <param name="Rows">Rows judged.</param>
/// <param name="Positives">Positive ones.</param>
/// <param name="Model">Whoever would have spoken.</param>
/// <param name="BaseRate">The line to beat.</param>
/// <param name="Gain">Mean log loss of the base rate less that of the model, nats a row: above 0 the model is better.</param>
/// <param name="GainError">Standard error of <paramref name="Gain"/>, from the rows' own differences.</param>
/// <param name="Calibration">By tenths in order of the model's prediction, lowest first; rows with equal predictions go by their order.</param>
/// <param name="CalibrationError">Mean distance of predicted and observed rate over the tenths.</param>
/// <param name="TopPositives">Positives among the <paramref name="TopCount"/> rows with the highest predictions.</param>
/// <param name="TopCount">Rows asked for, at most all.</param>
public sealed record TrialScores(
    int Rows, int Positives, TrialScore Model, TrialScore BaseRate, double Gain, double GainError, IReadOnlyList<CalibrationBin> Calibration, double CalibrationError,
    int TopCount, int TopPositives)
{
    private const double OneSided95 = 1.6448536269514722;

    /// <summary>Whether the model predicts better than one rate for all, beyond chance (one-sided 95 %).</summary>
    public bool Learns => Gain > OneSided95 * GainError && GainError > 0;

    /// <summary>Judges predictions.</summary>
    /// <param name="predictions">In the order of the rows.</param>
    /// <param name="outcomes">Which rows were positive.</param>
    /// <param name="block">Rows of one block for the ranking within blocks, at least 2.</param>
    /// <param name="top">Rows with the highest predictions to be counted, at least 1.</param>
    /// <exception cref="ArgumentException">There are no rows, the lengths differ or a number is out of range.</exception>
    public static TrialScores Of(IReadOnlyList<TrialPrediction> predictions, IReadOnlyList<bool> outcomes, int block, int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        if (predictions.Count == 0 || predictions.Count != outcomes.Count)
        {
            throw new ArgumentException($"There are {predictions.Count} predictions and {outcomes.Count} outcomes.", nameof(outcomes));
        }

        bool[] positives = [.. outcomes];
        double[] model = [.. predictions.Select(p => p.Model)];
        double[] rate = [.. predictions.Select(p => p.BaseRate)];
        double[] gains = [.. predictions.Select((p, i) => LogLoss.Of(p.BaseRate, positives[i]) - LogLoss.Of(p.Model, positives[i]))];
        var gain = gains.Average();
        var error = Math.Sqrt(gains.Sum(g => (g - gain) * (g - gain)) / Math.Max(1, gains.Length - 1) / gains.Length);
        var topCount = Math.Min(top, model.Length);
        var best = Enumerable.Range(0, model.Length).OrderByDescending(i => model[i]).Take(topCount);
        return new(
            model.Length, positives.Count(p => p), Score(model, positives, block), Score(rate, positives, block), gain, error,
            CalibrationCurve.Of(model, positives), CalibrationCurve.EqualMassError(model, positives), topCount, best.Count(i => positives[i]));
    }

    private static TrialScore Score(double[] said, bool[] positives, int block)
    {
        // A file's rate may drift; within a block only the model's own order of rows counts.
        var within = new List<double>();
        for (var from = 0; from < said.Length; from += block)
        {
            var outcomes = positives.AsSpan(from, Math.Min(block, said.Length - from));
            if (outcomes.Contains(true) && outcomes.Contains(false))
            {
                within.Add(RankingQuality.Auc(said.AsSpan(from, outcomes.Length), outcomes));
            }
        }

        return new(LogLoss.Mean(said, positives), RankingQuality.Auc(said, positives), within.Count == 0 ? null : within.Average());
    }
}

/// <summary>How good one way of predicting was.</summary>
/// <param name="LogLoss">Mean log loss, nats.</param>
/// <param name="Auc">Ranking quality over all rows, in [0, 1]; 0.5 is chance.</param>
/// <param name="BlockAuc">Mean of the ranking qualities within blocks of consecutive rows that have both outcomes; null where none has.</param>
public sealed record TrialScore(double LogLoss, double Auc, double? BlockAuc);
