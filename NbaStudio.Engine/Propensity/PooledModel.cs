namespace NbaStudio.Engine.Propensity;

/// <summary>One regression over all treatments that shares evidence between the treatments of an action and the actions of a group. Owned by the learner.</summary>
/// <remarks>
/// Bayesian probit regression, one response at a time (Graepel, Candela, Borchert, Herbrich: Web-scale Bayesian click-through rate prediction, 2010).
/// sum = offset(m) + group bias + action bias + for each predictor (group weight + action weight) x input; P = Phi(sum / sqrt(1 + variance of the sum)).
/// A number enters as the position of its bin, a category as an input of its own. Served as (E P + k m)/(E + k), E = responses of the action.
/// Without evidence of the action P is m. Memory: 288 bytes per predictor, action and group.
/// </remarks>
internal sealed class PooledModel
{
    private const double GroupPrior = 0.012;
    private const double ActionPrior = 0.012;
    private const double GroupBiasPrior = 0.1;
    private const double ActionBiasPrior = 0.4;
    private const double Widest = 1.5;

    private readonly Dictionary<int, PooledWeights> _groups = [];
    private readonly Dictionary<int, PooledWeights> _actions = [];
    private int _predictors;

    public void SetPredictors(ReadOnlySpan<int> sources)
    {
        foreach (var weights in new[] { _groups, _actions })
        {
            foreach (var key in weights.Keys.ToArray())
            {
                weights[key] = weights[key].Remap(sources);
            }
        }

        _predictors = sources.Length;
    }

    /// <summary>P of a customer, as it would be served.</summary>
    public double Predict(TreatmentInfo treatment, double prior, ReadOnlySpan<PredictorState> predictors, ReadOnlySpan<byte> bins)
    {
        var (group, action) = (GroupOf(treatment), ActionOf(treatment));
        var (sum, variance) = Sum(group, action, prior, predictors, bins);
        return Blend(action.Responses, NormalCurve.Below(sum / Math.Sqrt(1 + variance)), prior);
    }

    public void Learn(TreatmentInfo treatment, double prior, ReadOnlySpan<PredictorState> predictors, ReadOnlySpan<byte> bins, bool positive, bool correction)
    {
        var (group, action) = (GroupOf(treatment), ActionOf(treatment));
        var (sum, variance) = Sum(group, action, prior, predictors, bins);
        var deviation = Math.Sqrt(1 + variance);
        var sign = positive ? 1 : -1;
        var t = Math.Clamp(sign * sum / deviation, -8, 8);
        var first = NormalCurve.Density(t) / NormalCurve.Below(t);
        var (shift, shrink) = (sign * first, first * (first + t));
        foreach (var weights in (ReadOnlySpan<PooledWeights>)[group, action])
        {
            weights.Responses += correction ? 0 : 1;
            weights.Move(PooledWeights.BiasOf(_predictors), 1, deviation, shift, shrink);
            for (var p = 0; p < bins.Length; p++)
            {
                if (Input(predictors[p].Grid, p, bins[p], out var weight, out var x))
                {
                    weights.Move(weight, x, deviation, shift, shrink);
                }
            }
        }
    }

    /// <summary>What each bin of a predictor adds to the score of a treatment, without its scale.</summary>
    public void Contributions(TreatmentInfo treatment, int predictor, BinGrid grid, Span<double> contributions)
    {
        var (group, action) = (GroupOf(treatment), ActionOf(treatment));
        for (var bin = 0; bin < grid.Count; bin++)
        {
            contributions[bin] = Input(grid, predictor, (byte)bin, out var weight, out var x) ? x * (group.Mean(weight) + action.Mean(weight)) : 0;
        }
    }

    /// <summary>1 / sqrt(1 + the variance of a typical customer's sum).</summary>
    public double ScaleOf(TreatmentInfo treatment, ReadOnlySpan<PredictorState> predictors)
    {
        var (group, action) = (GroupOf(treatment), ActionOf(treatment));
        var bias = PooledWeights.BiasOf(_predictors);
        var variance = group.Variance(bias) + action.Variance(bias);
        for (var p = 0; p < predictors.Length; p++)
        {
            if (predictors[p].Grid is not { } grid)
            {
                continue;
            }

            var sum = 0.0;
            for (var bin = 1; bin < grid.Count; bin++)
            {
                sum += Input(grid, p, (byte)bin, out var weight, out var x) ? x * x * (group.Variance(weight) + action.Variance(weight)) : 0;
            }

            variance += sum / Math.Max(1, grid.Count - 1);
        }

        return 1 / Math.Sqrt(1 + variance);
    }

    /// <summary>The score of a customer without any input, without its scale.</summary>
    public double BiasOf(TreatmentInfo treatment, double prior)
    {
        var bias = PooledWeights.BiasOf(_predictors);
        return Offset(prior) + GroupOf(treatment).Mean(bias) + ActionOf(treatment).Mean(bias);
    }

    /// <summary>The served map from scaled score to probability.</summary>
    public (double[] Scores, double[] Probabilities) Knots(TreatmentInfo treatment, double prior)
    {
        const int Count = 37;
        var responses = ActionOf(treatment).Responses;
        double[] scores = [.. Enumerable.Range(0, Count).Select(i => -4.4 + (i * 0.15))];
        return (scores, [.. scores.Select(s => Blend(responses, NormalCurve.Below(s), prior))]);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var weights in new[] { _groups, _actions })
        {
            writer.Write(weights.Count);
            foreach (var (key, value) in weights.OrderBy(w => w.Key))
            {
                writer.Write(key);
                value.Write(writer);
            }
        }
    }

    public void Read(BinaryReader reader, int predictors)
    {
        _predictors = predictors;
        foreach (var (weights, make) in new[] { (_groups, (Func<PooledWeights>)NewGroup), (_actions, NewAction) })
        {
            var count = reader.ReadInt32();
            for (var i = 0; i < count; i++)
            {
                var key = reader.ReadInt32();
                (weights[key] = make()).Read(reader);
            }
        }
    }

    private static double Blend(long responses, double p, double prior) =>
        CountModel.Clamp(((responses * p) + (CountModel.PriorWeight * prior)) / (responses + CountModel.PriorWeight));

    // So that the mean over what is not known yet is m.
    private static double Offset(double prior) => NormalCurve.Quantile(prior) * Math.Sqrt(1 + GroupBiasPrior + ActionBiasPrior);

    private static bool Input(BinGrid? grid, int predictor, byte bin, out int weight, out double x)
    {
        (weight, x) = (predictor * PooledWeights.Slots, 1);
        if (grid is null || bin == CountModel.NotCounted)
        {
            return false;
        }

        if (bin == 0)
        {
            weight++;
        }
        else if (grid.Type == PredictorType.Numeric)
        {
            x = ((2 * (bin - 0.5) / (grid.Count - 1)) - 1) * Widest;
        }
        else
        {
            // By the category's code, so that a new grid finds the old weight; the rest has one of its own.
            weight += 2 + (bin <= grid.Categories.Length ? (int)(grid.Categories[bin - 1] % 15) : 15);
        }

        return true;
    }

    private (double Sum, double Variance) Sum(PooledWeights group, PooledWeights action, double prior, ReadOnlySpan<PredictorState> predictors, ReadOnlySpan<byte> bins)
    {
        var bias = PooledWeights.BiasOf(_predictors);
        var sum = Offset(prior) + group.Mean(bias) + action.Mean(bias);
        var variance = group.Variance(bias) + action.Variance(bias);
        for (var p = 0; p < bins.Length; p++)
        {
            if (Input(predictors[p].Grid, p, bins[p], out var weight, out var x))
            {
                sum += x * (group.Mean(weight) + action.Mean(weight));
                variance += x * x * (group.Variance(weight) + action.Variance(weight));
            }
        }

        return (sum, variance);
    }

    private PooledWeights GroupOf(TreatmentInfo treatment) => Get(_groups, treatment.GroupKey, NewGroup);

    private PooledWeights ActionOf(TreatmentInfo treatment) => Get(_actions, treatment.ActionKey, NewAction);

    private PooledWeights NewGroup() => new(_predictors, GroupPrior, GroupBiasPrior);

    private PooledWeights NewAction() => new(_predictors, ActionPrior, ActionBiasPrior);

    private static PooledWeights Get(Dictionary<int, PooledWeights> weights, int key, Func<PooledWeights> make)
    {
        if (!weights.TryGetValue(key, out var found))
        {
            weights[key] = found = make();
        }

        return found;
    }
}
