using System.Runtime.Intrinsics;

namespace NbaStudio.Engine.Propensity;

/// <summary>Chooses the predictors that really rank, judged on responses that did not choose their order, and drops those that repeat a better one.</summary>
internal static class PredictorSelection
{
    private const double EnterAuc = 0.52;
    private const double Hysteresis = 0.01;
    private const double OneSided95 = 1.6448536269514722;
    private const double FewestOfEach = 5;
    private const double MostCorrelation = 0.8;
    private const double Rounding = 1e-9; // sums of the same weights in another order

    public static bool[] Choose(TreatmentState treatment, ReadOnlySpan<PredictorState> predictors, FitWorkspace workspace)
    {
        // No predictor has seen more of a class than the treatment has (rows of files apart, of which more are counted than kept): most fits are of treatments with few positives.
        var counts = treatment.Counts;
        if (counts.PerWeight == 1 && Math.Min(counts.Positives, counts.Negatives) < FewestOfEach * (1 - Rounding))
        {
            return new bool[predictors.Length];
        }

        var ranked = new List<(double Auc, int Predictor)>();
        for (var p = 0; p < predictors.Length; p++)
        {
            if (predictors[p].Grid is { } grid && Qualifies(treatment.Counts, p, grid.Count, treatment.Active[p], out var auc))
            {
                ranked.Add((auc + (treatment.Active[p] ? Hysteresis : 0), p));
            }
        }

        ranked.Sort((a, b) => a.Auc != b.Auc ? b.Auc.CompareTo(a.Auc) : a.Predictor.CompareTo(b.Predictor));
        var active = new bool[predictors.Length];
        var chosen = 0;
        foreach (var (_, p) in ranked)
        {
            var own = workspace.Column(chosen, treatment.Kept.Count);
            Standardize(treatment, p, predictors[p].Grid!, own);
            if (!RepeatsOneOf(workspace, chosen, own))
            {
                active[p] = true;
                chosen++;
            }
        }

        return active;
    }

    /// <summary>How well a predictor ranks the treatment's responses by itself, judged on responses that did not choose its order; 0.5 with too few.</summary>
    public static double AucOf(BinCounts counts, int predictor, int bins)
    {
        Qualifies(counts, predictor, bins, false, out var auc);
        return auc;
    }

    private static bool Qualifies(BinCounts counts, int predictor, int bins, bool wasActive, out double auc)
    {
        Span<double> all = stackalloc double[4 * CountModel.MaximumBins];
        var evenPositives = all[..bins];
        var evenNegatives = all.Slice(CountModel.MaximumBins, bins);
        var oddPositives = all.Slice(2 * CountModel.MaximumBins, bins);
        var oddNegatives = all.Slice(3 * CountModel.MaximumBins, bins);
        Read(counts, predictor, 0, evenPositives, evenNegatives, out var evenP, out var evenN);
        Read(counts, predictor, 1, oddPositives, oddNegatives, out var oddP, out var oddN);
        auc = 0.5;
        var perWeight = counts.PerWeight;
        (evenP, evenN, oddP, oddN) = (evenP * perWeight, evenN * perWeight, oddP * perWeight, oddN * perWeight);
        if (evenP + oddP < FewestOfEach || evenN + oddN < FewestOfEach)
        {
            return false;
        }

        auc = (BinnedAuc.Of(evenPositives, evenNegatives, oddPositives, oddNegatives)
            + BinnedAuc.Of(oddPositives, oddNegatives, evenPositives, evenNegatives)) / 2;

        // The two halves err together (both are high when chance agrees), so their errors are averaged, not pooled.
        var error = (BinnedAuc.NullStandardError(evenP, evenN) + BinnedAuc.NullStandardError(oddP, oddN)) / 2;
        var slack = wasActive ? Hysteresis : 0;
        return auc >= EnterAuc - slack && auc - (OneSided95 * error) > 0.5 - slack;
    }

    private static void Read(
        BinCounts counts, int predictor, int half, Span<double> positives, Span<double> negatives, out double sumPositives, out double sumNegatives)
    {
        var scale = counts.Scale;
        sumPositives = 0;
        sumNegatives = 0;
        for (var bin = 0; bin < positives.Length; bin++)
        {
            positives[bin] = counts.Stored(predictor, bin, half, true) * scale;
            negatives[bin] = counts.Stored(predictor, bin, half, false) * scale;
            sumPositives += positives[bin];
            sumNegatives += negatives[bin];
        }
    }

    private static void Standardize(TreatmentState treatment, int predictor, BinGrid grid, Span<double> column)
    {
        Span<double> contributions = stackalloc double[CountModel.MaximumBins];
        ScoreTable.Contributions(treatment.Counts, predictor, grid, contributions);
        double sum = 0, squares = 0;
        for (var i = 0; i < column.Length; i++)
        {
            var bin = treatment.Kept.Bins(i)[predictor];
            column[i] = bin == CountModel.NotCounted ? 0 : contributions[bin];
            sum += column[i];
        }

        var mean = sum / Math.Max(1, column.Length);
        foreach (ref var value in column)
        {
            value -= mean;
            squares += value * value;
        }

        var norm = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        foreach (ref var value in column)
        {
            value *= norm;
        }
    }

    private static bool RepeatsOneOf(FitWorkspace workspace, int chosen, ReadOnlySpan<double> own)
    {
        for (var other = 0; other < chosen; other++)
        {
            if (Dot(workspace.Column(other, own.Length), own) > MostCorrelation)
            {
                return true;
            }
        }

        return false;
    }

    // Four sums whatever the machine: every one must choose the same predictors from the same responses.
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sums = Vector256<double>.Zero;
        var whole = left.Length - (left.Length % Vector256<double>.Count);
        for (var i = 0; i < whole; i += Vector256<double>.Count)
        {
            sums += Vector256.Create(left.Slice(i, Vector256<double>.Count)) * Vector256.Create(right.Slice(i, Vector256<double>.Count));
        }

        var sum = Vector256.Sum(sums);
        for (var i = whole; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
