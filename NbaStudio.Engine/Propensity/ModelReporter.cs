using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>Makes the report of one treatment's models from what the learner keeps.</summary>
internal static class ModelReporter
{
    private const double Normal95 = 1.959963984540054;
    private const int Tenths = 10;
    private const int PerBin = 20;

    public static ModelReport Of(TreatmentState treatment, PredictorState[] predictors, double prior, bool pooledLeads, DriftLog all)
    {
        var kept = treatment.Kept;
        int[] live = [.. Enumerable.Range(0, kept.Count).Where(i => !kept.IsFromFile(i))];
        bool[] outcomes = [.. live.Select(i => kept.IsPositive(i))];
        var positives = outcomes.Count(o => o);
        var served = Said(live, i => kept.ServedP(i));
        var source = treatment.Source(pooledLeads);
        var rate = treatment.BaseRate(prior);
        var bins = Math.Clamp(live.Length / PerBin, 1, Tenths);
        return new(
            treatment.Info.Key,
            source,
            treatment.Responses,
            treatment.Positives,
            prior,
            rate,
            ModelPublisher.SpreadOf(treatment, predictors, source == EvidenceSource.Pooled, rate),
            live.Length,
            positives,
            Score(served, outcomes),
            Score(Said(live, i => kept.PooledP(i)), outcomes),
            Score(Said(live, i => kept.ModelP(i)), outcomes),
            Score(Said(live, i => kept.BaseP(i)), outcomes),
            treatment.Champion.Gate.IsClosed,
            treatment.AreCountsHeldBack,
            Ratio(served.Sum(), positives),
            live.Length == 0 ? [] : CalibrationCurve.Of(served, outcomes, bins),
            CalibrationCurve.EqualMassError(served, outcomes, bins),
            [.. predictors.Select((p, i) => Predictor(treatment, p, i, source)).OrderByDescending(p => p.Auc).ThenByDescending(p => p.Weight).ThenBy(p => p.Name, StringComparer.Ordinal)],
            [.. treatment.Curve.Points],
            [.. treatment.Speakers.Changes],
            [.. treatment.Drifts.Marks.Concat(all.Marks.Where(m => treatment.Speakers.Changes.Count > 0 && m.Time >= treatment.Speakers.Changes[0].Time)).OrderBy(m => m.Time)])
        {
            Starts = [.. treatment.Starts],
            Care = [.. treatment.Care.Entries],
            PausedSince = treatment.Care.PausedSince,
            PassedOver = treatment.Care.Passed,
            Imported = treatment.Imported?.Evidence,
        };
    }

    private static double[] Said(int[] live, Func<int, float> by) => [.. live.Select(i => CountModel.Clamp(by(i)))];

    private static ModelScore Score(double[] said, bool[] outcomes)
    {
        if (said.Length == 0)
        {
            return new(0, 0, 0, 0.5);
        }

        var losses = said.Select((p, i) => LogLoss.Of(p, outcomes[i])).ToArray();
        var mean = losses.Average();
        var error = Math.Sqrt(losses.Sum(l => (l - mean) * (l - mean)) / Math.Max(1, losses.Length - 1) / losses.Length);
        return new(mean, Math.Max(0, mean - (Normal95 * error)), mean + (Normal95 * error), RankingQuality.Auc(said, outcomes));
    }

    private static RatioEstimate? Ratio(double predicted, int positives)
    {
        if (positives == 0)
        {
            return null;
        }

        var interval = PoissonInterval.Of(positives);
        return new(predicted / positives, predicted / interval.High, predicted / interval.Low);
    }

    private static PredictorReport Predictor(TreatmentState treatment, PredictorState predictor, int index, EvidenceSource source)
    {
        var (name, type) = (predictor.Definition.Name, predictor.Definition.Type);
        if (predictor.Grid is not { } grid)
        {
            return new(name, type, 0.5, false, 0, 0, []);
        }

        var isUsed = source == EvidenceSource.Pooled || (source == EvidenceSource.Model && treatment.Active[index]);
        Span<double> contributions = stackalloc double[CountModel.MaximumBins];
        contributions.Clear();
        if (source == EvidenceSource.Pooled)
        {
            treatment.Pooled.Contributions(index, grid, contributions);
        }
        else if (isUsed)
        {
            ScoreTable.Contributions(treatment.Counts, index, grid, contributions);
            var divisor = 1 + treatment.Active.AsSpan().Count(true);
            for (var bin = 0; bin < grid.Count; bin++)
            {
                contributions[bin] /= divisor;
            }
        }

        var scale = treatment.Counts.Scale;
        var bins = new PredictorBin[grid.Count];
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var positives = ScoreTable.InBin(treatment.Counts, index, bin, true, scale);
            var (kind, from, to, code) = grid.Describe(bin);
            bins[bin] = new(kind, from, to, code, positives + ScoreTable.InBin(treatment.Counts, index, bin, false, scale), positives, contributions[bin]);
        }

        return new(name, type, PredictorSelection.AucOf(treatment.Counts, index, grid.Count), isUsed, Deviation(treatment.Kept, index, contributions), grid.Version, bins);
    }

    private static double Deviation(KeptResponses kept, int predictor, ReadOnlySpan<double> contributions)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            var bin = kept.Bins(i)[predictor];
            var value = bin == CountModel.NotCounted ? 0 : contributions[bin];
            sum += value;
            squares += value * value;
        }

        var count = Math.Max(1, kept.Count);
        return Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
    }
}
