namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>One logistic model of all treatments: what is learned of one helps the others of its action, group and channel. Owned by the learner.</summary>
/// <remarks>
/// score = log odds of the marketer's guess + sum over the levels all, channel, group, action, treatment of [intercept + sum over predictors of (weight of the bin + slope x position of the bin)].
/// Weights are normal variables, independent by assumption, updated once per response (assumed density filtering with the exact step along the response's direction):
/// <code>
/// S = sum of v x^2;  s' solves s' = s + S (y - sigmoid(s'));  w += v x (s' - s)/S;  v -= (v x)^2 h / (1 + h S),  h = sigmoid(s') (1 - sigmoid(s'))
/// </code>
/// Which predictors matter is learned too (<see cref="PredictorRelevance"/>). Source: the implicit (proximal) form of online Bayesian logistic regression; there is no rate of learning to be set, and no order of responses can make it diverge.
/// </remarks>
internal sealed class PooledModel(int predictors)
{
    private const int Halvings = 30;
    private const double MillisecondsPerDay = 86_400_000;

    private readonly Dictionary<(int Level, int Key), PooledUnit> _units = [];
    private PredictorRelevance _relevance = new(predictors);
    private long _day = long.MinValue;

    /// <summary>What a treatment's score starts from before anything is learned of it.</summary>
    public static double OffsetOf(TreatmentInfo info)
    {
        var guess = CountModel.Clamp(info.StartingPropensity ?? CountModel.DefaultPropensity);
        return Math.Log(guess / (1 - guess));
    }

    /// <summary>How much each predictor matters, by factors on the prior of its weights.</summary>
    public ReadOnlySpan<double> Relevance => _relevance.Factors;

    /// <summary>The units of a treatment; they are made where they are missing.</summary>
    public PooledTreatment Of(TreatmentInfo info, double offset) => new(
        offset, [Unit(0, 0), Unit(1, info.ChannelKey), Unit(2, info.GroupKey), Unit(3, info.ActionKey), Unit(4, info.Key)]);

    /// <summary>The probability of a positive response, before it is learned.</summary>
    public static double Predict(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors) =>
        CountModel.Clamp(Sigmoid(Score(treatment, bins, predictors)));

    /// <summary>Learns one response.</summary>
    /// <param name="time">Milliseconds since 1970 UTC: how much older evidence is by now.</param>
    public void Learn(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors, long time, bool positive)
    {
        Age(time);
        var score = Score(treatment, bins, predictors);
        var variance = Variance(treatment, bins, predictors);
        var after = After(score, variance, positive);
        var curvature = Sigmoid(after) * (1 - Sigmoid(after));
        Move(treatment, bins, predictors, (after - score) / variance, curvature / (1 + (curvature * variance)));
        if (_relevance.IsDue())
        {
            _relevance.Learn(_units.Values);
        }
    }

    /// <summary>A response that was learned as a negative is positive after all: one step from p - 1 where the negative had stepped from p.</summary>
    public void Correct(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors, long time)
    {
        Age(time);
        var p = Sigmoid(Score(treatment, bins, predictors));
        Move(treatment, bins, predictors, 1 / (1 + (p * (1 - p) * Variance(treatment, bins, predictors))), 0);
    }

    public void Remap(ReadOnlySpan<int> sources)
    {
        _relevance.Remap(sources);
        foreach (var unit in _units.Values)
        {
            unit.Remap(sources, _relevance.Factors);
        }
    }

    public void Regrid(int predictor, BinGrid before, BinGrid after)
    {
        Span<byte> oldBins = stackalloc byte[after.Count];
        for (var bin = 0; bin < oldBins.Length; bin++)
        {
            oldBins[bin] = before.BinOf(after.TypicalCode(bin));
        }

        foreach (var unit in _units.Values)
        {
            unit.Regrid(predictor, oldBins);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_day);
        _relevance.Write(writer);
        writer.Write(_units.Count);
        foreach (var unit in _units.Values)
        {
            unit.Write(writer);
        }
    }

    public static PooledModel Read(BinaryReader reader, int predictors)
    {
        var model = new PooledModel(predictors) { _day = reader.ReadInt64(), _relevance = PredictorRelevance.Read(reader, predictors) };
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var unit = PooledUnit.Read(reader, model._relevance.Factors);
            model._units.Add((unit.Level, unit.Key), unit);
        }

        return model;
    }

    public static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    private PooledUnit Unit(int level, int key)
    {
        if (!_units.TryGetValue((level, key), out var unit))
        {
            _units.Add((level, key), unit = new PooledUnit(level, key, _relevance.Factors));
        }

        return unit;
    }

    // Whole days of the responses' own time, so that a rebuild ages at the same places.
    private void Age(long time)
    {
        var day = (long)Math.Floor(time / MillisecondsPerDay);
        if (day <= _day)
        {
            return;
        }

        if (_day != long.MinValue)
        {
            foreach (var unit in _units.Values)
            {
                unit.Age(day - _day, _relevance.Factors);
            }
        }

        _day = day;
    }

    private static double Score(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors)
    {
        var score = treatment.Bias;
        foreach (var unit in treatment.Units)
        {
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = unit.Weights;
            for (var p = 0; p < bins.Length; p++)
            {
                if (predictors[p].Grid is { } grid && bins[p] != CountModel.NotCounted)
                {
                    var at = p * PooledUnit.Width;
                    score += weights[at + bins[p]] + (grid.Position(bins[p]) * weights[at + PooledUnit.Slope]);
                }
            }
        }

        return score;
    }

    private static double Variance(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors)
    {
        var variance = 0.0;
        foreach (var unit in treatment.Units)
        {
            variance += unit.InterceptVariance;
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var variances = unit.Variances;
            for (var p = 0; p < bins.Length; p++)
            {
                if (predictors[p].Grid is { } grid && bins[p] != CountModel.NotCounted)
                {
                    var at = p * PooledUnit.Width;
                    var x = grid.Position(bins[p]);
                    variance += variances[at + bins[p]] + (x * x * variances[at + PooledUnit.Slope]);
                }
            }
        }

        return variance;
    }

    private static double After(double score, double variance, bool positive)
    {
        var (low, high) = positive ? (score, score + variance) : (score - variance, score);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var excess = middle - score - (variance * ((positive ? 1 : 0) - Sigmoid(middle)));
            (low, high) = excess > 0 ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }

    private static void Move(PooledTreatment treatment, ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors, double step, double shrink)
    {
        foreach (var unit in treatment.Units)
        {
            unit.Intercept += step * unit.InterceptVariance;
            unit.InterceptVariance -= unit.InterceptVariance * unit.InterceptVariance * shrink;
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var (weights, variances) = (unit.Weights, unit.Variances);
            for (var p = 0; p < bins.Length; p++)
            {
                if (predictors[p].Grid is { } grid && bins[p] != CountModel.NotCounted)
                {
                    var x = grid.Position(bins[p]);
                    var at = (p * PooledUnit.Width) + bins[p];
                    weights[at] += step * variances[at];
                    variances[at] -= variances[at] * variances[at] * shrink;
                    at = (p * PooledUnit.Width) + PooledUnit.Slope;
                    weights[at] += step * x * variances[at];
                    variances[at] -= variances[at] * variances[at] * x * x * shrink;
                }
            }
        }
    }
}
