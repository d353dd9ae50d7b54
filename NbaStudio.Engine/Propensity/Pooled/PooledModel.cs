using NbaStudio.Engine.Propensity.Reports;

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
    private const int OwnLevels = 3; // action and treatment

    private const double LeftAfterDrift = 0.1;
    private const double LeftAfterMixed = 0.5; // which offers changed is not known, so most may still be right
    private const int MostSteps = 60;
    private const double Exact = 1e-13;
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
    public PooledTreatment Of(TreatmentInfo info, double offset) => new(offset, [.. KeysOf(info).Select((key, level) => Unit(level, key))]);

    /// <summary>Forgets the units that no other treatment has taught. All units of the treatment must be made again (<see cref="Of"/>) before anything else, so that they keep their order.</summary>
    /// <param name="others">All treatments with responses but this one.</param>
    public void Forget(TreatmentInfo info, IEnumerable<TreatmentInfo> others)
    {
        var taught = others.SelectMany(o => KeysOf(o).Select((key, level) => (level, key))).ToHashSet();
        foreach (var unit in KeysOf(info).Select((key, level) => (level, key)).Where(unit => !taught.Contains(unit)))
        {
            _units.Remove(unit);
        }
    }

    /// <summary>The probability of a positive response, before it is learned.</summary>
    public static double Predict(PooledTreatment treatment, ResponseCells cells) => CountModel.Clamp(Sigmoid(Look(treatment, cells).Score));

    /// <summary>Score of a response and how unsure it is, before it is learned.</summary>
    public static (double Score, double Variance) Look(PooledTreatment treatment, ResponseCells cells) =>
        Sum(treatment.Units, cells, treatment.Bias);

    /// <summary>Lets what was learned grow old up to a response's time; before it is looked at.</summary>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    public void Age(long time)
    {
        // Whole days of the responses' own time, so that a rebuild ages at the same places.
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

    /// <summary>
    /// Lets go of nine tenths of what was learned of one treatment and its action where others accept than was said. Where only the level moved the model follows by itself: nothing is let go.
    /// </summary>
    public void Doubt(PooledTreatment treatment, DriftKind kind) => Fade(treatment.Units.Where(u => u.Level >= OwnLevels), kind);

    /// <summary>The same of everything; of half of it where only some offers changed.</summary>
    public void DoubtAll(DriftKind kind) => Fade(_units.Values, kind);

    /// <summary>Learns one response.</summary>
    /// <param name="look">What <see cref="Look"/> said of it.</param>
    public void Learn(PooledTreatment treatment, ResponseCells cells, (double Score, double Variance) look, bool positive)
    {
        var after = After(look.Score, look.Variance, positive);
        var curvature = Sigmoid(after) * (1 - Sigmoid(after));
        Move(treatment.Units, cells, (after - look.Score) / look.Variance, curvature / (1 + (curvature * look.Variance)));
        if (_relevance.IsDue(_units.Count))
        {
            _relevance.Learn(_units.Values);
        }
    }

    /// <summary>Learns a row of a file: by the treatment and its action alone, because nobody knows whether what the file tells of one action holds for all.</summary>
    /// <param name="score">What <see cref="Look"/> said of it.</param>
    /// <param name="weight">Beside a response's, in (0, 1].</param>
    public static void LearnRow(PooledTreatment treatment, ResponseCells cells, double score, bool positive, double weight)
    {
        var own = treatment.Units.AsSpan(OwnLevels);
        var (_, variance) = Sum(own, cells, 0);
        var after = After(score, variance * weight, positive);
        var curvature = weight * Sigmoid(after) * (1 - Sigmoid(after));
        Move(own, cells, (after - score) / variance, curvature / (1 + (curvature * variance)));
    }

    /// <summary>A response that was learned as a negative is positive after all: one step from p - 1 where the negative had stepped from p.</summary>
    public static void Correct(PooledTreatment treatment, ResponseCells cells, (double Score, double Variance) look)
    {
        var p = Sigmoid(look.Score);
        Move(treatment.Units, cells, 1 / (1 + (p * (1 - p) * look.Variance)), 0);
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

    private void Fade(IEnumerable<PooledUnit> units, DriftKind kind)
    {
        if (kind is not (DriftKind.Ranking or DriftKind.Mixed))
        {
            return;
        }

        foreach (var unit in units)
        {
            unit.Fade(kind == DriftKind.Mixed ? LeftAfterMixed : LeftAfterDrift, _relevance.Factors);
        }
    }

    // By level, from all treatments to this one.
    private static int[] KeysOf(TreatmentInfo info) => [0, info.ChannelKey, info.GroupKey, info.ActionKey, info.Key];

    private PooledUnit Unit(int level, int key)
    {
        if (!_units.TryGetValue((level, key), out var unit))
        {
            _units.Add((level, key), unit = new PooledUnit(level, key, _relevance.Factors));
        }

        return unit;
    }

    // s' = s + S (y - sigmoid(s')): Newton's steps, kept inside the bracket that each value of the excess narrows. The excess rises by 1 to 1 + S/4.
    private static double After(double score, double variance, bool positive)
    {
        var (low, high) = positive ? (score, score + variance) : (score - variance, score);
        var after = Math.Clamp(score + (variance * ((positive ? 1 : 0) - Sigmoid(score)) / (1 + (variance / 4))), low, high);
        for (var i = 0; i < MostSteps; i++)
        {
            var p = Sigmoid(after);
            var excess = after - score - (variance * ((positive ? 1 : 0) - p));
            (low, high) = excess > 0 ? (low, after) : (after, high);
            var next = after - (excess / (1 + (variance * p * (1 - p))));
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - after) <= Exact * (1 + Math.Abs(after)))
            {
                return next;
            }

            after = next;
        }

        return after;
    }

    private static (double Score, double Variance) Sum(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double bias)
    {
        // Sums apart from each other, so that none waits for another.
        double score = bias, lines = 0, variance = 0, lineVariances = 0;
        var places = cells.Places;
        var positions = cells.Positions;
        foreach (var unit in units)
        {
            variance += unit.InterceptVariance;
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = unit.Weights;
            for (var i = 0; i < places.Length; i++)
            {
                ref readonly var bin = ref weights[places[i]];
                score += bin.Mean;
                variance += bin.Variance;
                if (positions[i] != 0)
                {
                    ref readonly var line = ref weights[ResponseCells.Line(places[i])];
                    lines += positions[i] * line.Mean;
                    lineVariances += positions[i] * positions[i] * line.Variance;
                }
            }
        }

        return (score + lines, variance + lineVariances);
    }

    private static void Move(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double step, double shrink)
    {
        var places = cells.Places;
        var positions = cells.Positions;
        foreach (var unit in units)
        {
            unit.Intercept += step * unit.InterceptVariance;
            unit.InterceptVariance -= unit.InterceptVariance * unit.InterceptVariance * shrink;
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = unit.Weights;
            for (var i = 0; i < places.Length; i++)
            {
                ref var bin = ref weights[places[i]];
                bin.Mean += step * bin.Variance;
                bin.Variance -= bin.Variance * bin.Variance * shrink;
                if (positions[i] != 0)
                {
                    var x = positions[i];
                    ref var line = ref weights[ResponseCells.Line(places[i])];
                    line.Mean += step * x * line.Variance;
                    line.Variance -= line.Variance * line.Variance * x * x * shrink;
                }
            }
        }
    }
}
