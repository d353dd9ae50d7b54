using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    // Mean and variance of a weight are one vector, and so are those of two slopes: the sums stay apart in its places, and are the same on every machine.
    private static (double Score, double Variance) Sum(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double bias)
    {
        var bins = Vector128.Create(bias, 0);
        var lines = Vector256<double>.Zero;
        var rest = Vector128<double>.Zero;
        var places = cells.Places;
        var positions = MemoryMarshal.Cast<NormalWeight, double>(cells.Positions);
        foreach (var unit in units)
        {
            bins += Vector128.Create(0, unit.InterceptVariance);
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            ReadOnlySpan<double> weights = MemoryMarshal.Cast<NormalWeight, double>(unit.Weights.AsSpan());
            foreach (var place in places)
            {
                bins += Vector128.Create(weights.Slice(2 * place, 2));
            }

            var slopes = weights[^positions.Length..];
            var at = 0;
            for (; at <= positions.Length - 4; at += 4)
            {
                lines += Vector256.Create(positions.Slice(at, 4)) * Vector256.Create(slopes.Slice(at, 4));
            }

            if (at < positions.Length)
            {
                rest += Vector128.Create(positions[at..]) * Vector128.Create(slopes[at..]);
            }
        }

        bins += lines.GetLower() + lines.GetUpper() + rest;
        return (bins[0], bins[1]);
    }

    // Every mean m and variance v moves by v (step x) and by -v^2 x^2 shrink.
    private static void Move(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double step, double shrink)
    {
        var (mean, variance) = (Vector128.Create(step, 0), Vector128.Create(0, -shrink));
        var (means, variances) = (Vector256.Create(mean, mean), Vector256.Create(variance, variance));
        var places = cells.Places;
        var positions = MemoryMarshal.Cast<NormalWeight, double>(cells.Positions);
        foreach (var unit in units)
        {
            unit.Intercept += step * unit.InterceptVariance;
            unit.InterceptVariance -= unit.InterceptVariance * unit.InterceptVariance * shrink;
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = MemoryMarshal.Cast<NormalWeight, double>(unit.Weights.AsSpan());
            foreach (var place in places)
            {
                var weight = weights.Slice(2 * place, 2);
                Moved(Vector128.Create<double>(weight), mean, variance).CopyTo(weight);
            }

            var slopes = weights[^positions.Length..];
            var at = 0;
            for (; at <= positions.Length - 4; at += 4)
            {
                var two = slopes.Slice(at, 4);
                var x = Vector256.Create(positions.Slice(at, 4));
                var before = Vector256.Create<double>(two);
                var spread = Vector256.Shuffle(before, Vector256.Create(1, 1, 3, 3));
                (before + (spread * x * (means + (variances * spread)))).CopyTo(two);
            }

            if (at < positions.Length)
            {
                var x = Vector128.Create(positions[at..]);
                Moved(Vector128.Create<double>(slopes[at..]), mean * x, variance * x).CopyTo(slopes[at..]);
            }
        }
    }

    private static Vector128<double> Moved(Vector128<double> weight, Vector128<double> mean, Vector128<double> variance)
    {
        var spread = Vector128.Shuffle(weight, Vector128.Create(1, 1));
        return weight + (spread * (mean + (variance * spread)));
    }
}
