using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity;

/// <summary>Chooses a treatment's predictors anew, re-scores its kept responses each as if it had not been learned, and fits the map of its score.</summary>
internal static class TreatmentFit
{
    private const double OneSided95 = 1.6448536269514722;

    public static void Run(TreatmentState treatment, ReadOnlySpan<PredictorState> predictors, FitWorkspace workspace)
    {
        treatment.Active = PredictorSelection.Choose(treatment, predictors, workspace);
        treatment.Blocks = treatment.Active.AsSpan().Contains(true) ? Map(treatment, predictors, workspace) : OneBlock(treatment);
        Judge(treatment, workspace);
        treatment.SinceFit = 0;
        treatment.IsChanged = true;
    }

    private static IsotonicBlock[] Map(TreatmentState treatment, ReadOnlySpan<PredictorState> predictors, FitWorkspace workspace)
    {
        var count = treatment.Kept.Count;
        var scores = workspace.Scores(count);
        var outcomes = workspace.Standing(count);
        for (var i = 0; i < count; i++)
        {
            outcomes[i] = new(treatment.Kept.IsPositive(i), treatment.Kept.Standing(i));
        }

        LeaveOneOutScores(treatment, predictors, scores, workspace);
        return IsotonicFit.Fit(scores, outcomes);
    }

    // Without predictors everybody has the same score.
    private static IsotonicBlock[] OneBlock(TreatmentState treatment)
    {
        var kept = treatment.Kept;
        var positives = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            positives += kept.IsPositive(i) ? 1 : 0;
        }

        return kept.Count == 0 ? [] : [new(0, kept.Count, positives, treatment.KeptResponses, treatment.KeptPositives)];
    }

    private static void LeaveOneOutScores(TreatmentState treatment, ReadOnlySpan<PredictorState> predictors, Span<double> scores, FitWorkspace workspace)
    {
        var weights = workspace.Weights(scores.Length);
        var counts = treatment.Counts;
        var scale = counts.Scale;
        var kept = treatment.Kept;
        var positives = counts.Positives;
        var negatives = counts.Negatives;
        var active = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            weights[i] = counts.Weight(kept.Time(i)) * scale * kept.Counted(i);
            scores[i] = kept.IsPositive(i)
                ? CountModel.Prior(Math.Max(0, positives - weights[i]), negatives)
                : CountModel.Prior(positives, Math.Max(0, negatives - weights[i]));
        }

        // A sum of logarithms is the logarithm of a product: one for every few predictors, which no product can carry beyond a double.
        var products = workspace.Products(scores.Length);
        products.Fill(1);
        for (var p = 0; p < predictors.Length; p++)
        {
            if (treatment.Active[p])
            {
                active++;
                MultiplyLeaveOneOut(treatment, p, predictors[p].Grid!, products, weights);
                if (active % ScoreTable.FactorsAtOnce == 0)
                {
                    AddLogarithms(scores, products);
                }
            }
        }

        AddLogarithms(scores, products);
        foreach (ref var score in scores)
        {
            score /= 1 + active;
        }
    }

    private static void AddLogarithms(Span<double> scores, Span<double> products)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += Math.Log(products[i]);
        }

        products.Fill(1);
    }

    // Of the four parts of a contribution only the two of the response's own class change when it is left out.
    private static void MultiplyLeaveOneOut(TreatmentState treatment, int predictor, BinGrid grid, Span<double> products, ReadOnlySpan<double> weights)
    {
        var counts = treatment.Counts;
        var scale = counts.Scale;
        var (sumPositives, sumNegatives) = ScoreTable.Sums(counts, predictor, scale);
        var least = 1.0 / grid.Count;
        Span<double> positives = stackalloc double[CountModel.MaximumBins];
        Span<double> negatives = stackalloc double[CountModel.MaximumBins];
        Span<double> positiveRate = stackalloc double[CountModel.MaximumBins];
        Span<double> negativeRate = stackalloc double[CountModel.MaximumBins];
        for (var bin = 0; bin < grid.Count; bin++)
        {
            positives[bin] = ScoreTable.InBin(counts, predictor, bin, true, scale);
            negatives[bin] = ScoreTable.InBin(counts, predictor, bin, false, scale);
            positiveRate[bin] = (positives[bin] + least) / (1 + sumPositives);
            negativeRate[bin] = (negatives[bin] + least) / (1 + sumNegatives);
        }

        var kept = treatment.Kept;
        for (var i = 0; i < products.Length; i++)
        {
            var bin = kept.Bins(i)[predictor];
            if (bin == CountModel.NotCounted)
            {
                continue;
            }

            products[i] *= kept.IsPositive(i)
                ? RateWithout(positives[bin], sumPositives, weights[i], least) / negativeRate[bin]
                : positiveRate[bin] / RateWithout(negatives[bin], sumNegatives, weights[i], least);
        }
    }

    private static double RateWithout(double count, double sum, double weight, double least) =>
        (Math.Max(0, count - weight) + least) / (1 + Math.Max(0, sum - weight));

    // Progressive: every prediction was made before its response was learned.
    private static void Judge(TreatmentState treatment, FitWorkspace workspace)
    {
        var kept = treatment.Kept;
        var scores = workspace.Scores(kept.Count);
        var outcomes = workspace.Outcomes(kept.Count);
        double model = 0, baseRate = 0, squares = 0, all = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            scores[i] = kept.ModelP(i);
            outcomes[i] = kept.IsPositive(i);
            var ownLoss = LogLoss.Of(CountModel.Clamp(kept.ModelP(i)), outcomes[i]);
            var baseLoss = LogLoss.Of(CountModel.Clamp(kept.BaseP(i)), outcomes[i]);
            var standing = kept.Standing(i);
            all += standing;
            model += standing * ownLoss;
            baseRate += standing * baseLoss;
            squares += standing * standing * (ownLoss - baseLoss) * (ownLoss - baseLoss);
        }

        var excess = model - baseRate;
        treatment.LosesToBaseRate = excess > (treatment.LosesToBaseRate ? 0 : OneSided95 * Math.Sqrt(squares));
        all = all > 0 ? all : 1;
        treatment.Performance = treatment.Performance with { LogLoss = model / all, BaseRateLogLoss = baseRate / all };
        if (treatment.IsRankingDue)
        {
            treatment.SinceRanked = 0;
            var auc = RankingQuality.Auc(scores, outcomes);
            for (var i = 0; i < kept.Count; i++)
            {
                scores[i] = kept.ServedP(i);
            }

            treatment.Performance = treatment.Performance with { Auc = auc, ServedAuc = RankingQuality.Auc(scores, outcomes) };
        }
    }
}
