using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>One logistic model of all treatments: what is learned of one helps the others of its action, group and channel. Owned by the learner.</summary>
/// <remarks>
/// score = log odds of the marketer's guess + sum over the levels all, channel, group, action, treatment of [intercept + sum over predictors of (weight of the bin + slope x position of the bin)].
/// Weights are normal variables, independent by assumption. A response pulls its weights towards itself, from where settled responses leave them:
/// <code>
/// S = sum of s x^2 over its weights' settled variances s;  a = y - sigmoid(z'), z' solves z' = z + S (y - sigmoid(z')), z = score without its own pull;  w += s x a
/// </code>
/// While it is *open* it is visited again now and then, and its pull a found anew: weights then come to the mode of the posterior under all open responses at once (dual coordinate ascent: Shalev-Shwartz and Zhang, 2013), where a
/// single step for each, with weights taken for independent, stays far from it (docs/decisions/0049-responses-are-visited-again.md). When it is *settled* its pull stays for good and its evidence moves into the settled variances,
/// <code>
/// s -= (s x)^2 h / (1 + h S),  h = sigmoid(z) (1 - sigmoid(z))
/// </code>
/// so a response that is settled at once is one exact step along its direction (assumed density filtering). The variance after all responses, settled or open, moves so with each response when it comes.
/// Which predictors matter is learned too (<see cref="PredictorRelevance"/>). There is no rate of learning to be set, and no order of responses can make it diverge.
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

    /// <summary>What is said of a response, before it is learned.</summary>
    public static PooledLook Look(PooledTreatment treatment, ResponseCells cells) => Sum(treatment.Units, cells, treatment.Bias);

    /// <summary>Whether a response's time lies in a later day than what was learned.</summary>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    public bool IsNextDay(long time) => DayOf(time) > _day;

    /// <summary>Lets what was learned grow old up to a response's time; before it is looked at.</summary>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    public void Age(long time)
    {
        var day = DayOf(time);
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
    /// Lets go of nine tenths of what was learned of one treatment and its action where others accept than was said. Where only the level moved the model follows by itself: nothing is let go. No response that taught them may be open.
    /// </summary>
    public void Doubt(PooledTreatment treatment, DriftKind kind) => Fade(treatment.Units.Where(u => u.Level >= OwnLevels), kind);

    /// <summary>Whether an alarm lets anything go.</summary>
    public static bool LetsGo(DriftKind kind) => kind is DriftKind.Ranking or DriftKind.Mixed;

    /// <summary>The same of everything; of half of it where only some offers changed.</summary>
    public void DoubtAll(DriftKind kind) => Fade(_units.Values, kind);

    /// <summary>Learns one response.</summary>
    /// <param name="look">What <see cref="Look"/> said of it.</param>
    /// <param name="stays">Whether it stays open.</param>
    /// <param name="isExchanged">Whether priors were exchanged after it: open responses are to be visited.</param>
    /// <returns>Its pull.</returns>
    public float Learn(PooledTreatment treatment, ResponseCells cells, in PooledLook look, bool positive, bool stays, out bool isExchanged)
    {
        var pull = PullOf(look.Score, look.Settled, positive);
        var shrink = Shrink(After(look.Score, look.Variance, positive), look.Variance, 1);
        Move(treatment.Units, cells, pull, shrink, stays ? 0 : Shrink(look.Score + (look.Settled * pull), look.Settled, 1));
        isExchanged = _relevance.IsDue(_units.Count);
        if (isExchanged)
        {
            _relevance.Learn(_units.Values);
        }

        return pull;
    }

    /// <summary>Finds the pull of an open response anew.</summary>
    /// <returns>The new pull.</returns>
    public static float Visit(PooledTreatment treatment, ResponseCells cells, bool positive, float pull)
    {
        var look = Look(treatment, cells);
        var next = PullOf(look.Score - (look.Settled * pull), look.Settled, positive);
        Move(treatment.Units, cells, next - (double)pull, 0, 0);
        return next;
    }

    /// <summary>Leaves the pull of an open response for good.</summary>
    public static void Settle(PooledTreatment treatment, ResponseCells cells)
    {
        var look = Look(treatment, cells);
        Move(treatment.Units, cells, 0, 0, Shrink(look.Score, look.Settled, 1));
    }

    /// <summary>Learns a row of a file: by the treatment and its action alone, because nobody knows whether what the file tells of one action holds for all.</summary>
    /// <param name="score">What <see cref="Look"/> said of it.</param>
    /// <param name="weight">Beside a response's, in (0, 1].</param>
    public static void LearnRow(PooledTreatment treatment, ResponseCells cells, double score, bool positive, double weight)
    {
        var own = treatment.Units.AsSpan(OwnLevels);
        var (_, variance, settled) = Sum(own, cells, 0);
        var pull = weight * PullOf(score, settled * weight, positive);
        Move(own, cells, pull, Shrink(After(score, variance * weight, positive), variance, weight), Shrink(score + (settled * pull), settled, weight));
    }

    /// <summary>A response that was learned as a negative, and is settled, is positive after all: one step from p - 1 where the negative had stepped from p.</summary>
    public static void Correct(PooledTreatment treatment, ResponseCells cells, in PooledLook look)
    {
        var p = Sigmoid(look.Score);
        Move(treatment.Units, cells, 1 / (1 + (p * (1 - p) * look.Settled)), 0, 0);
    }

    /// <summary>Adds what the pull of an open response does to the weights of one predictor, or takes it away: around a change of its bins.</summary>
    /// <param name="pull">Of the response; its negative takes it away.</param>
    public static void Pull(PooledTreatment treatment, int predictor, int bin, double position, double pull)
    {
        foreach (var unit in treatment.Units)
        {
            if (unit.Weights.Length > 0)
            {
                ref var weight = ref unit.Weights[(predictor * PooledUnit.Width) + bin];
                weight.Mean += weight.Settled * pull;
                ref var slope = ref unit.Slopes[predictor];
                slope.Mean += slope.Settled * position * pull;
            }
        }
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

    // Whole days of the responses' own time, so that a rebuild ages at the same places.
    private static long DayOf(long time) => (long)Math.Floor(time / MillisecondsPerDay);

    private void Fade(IEnumerable<PooledUnit> units, DriftKind kind)
    {
        if (!LetsGo(kind))
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

    // In single precision, as it is kept: what moves the weights is what can be taken back.
    private static float PullOf(double score, double settled, bool positive) => (float)((positive ? 1 : 0) - Sigmoid(After(score, settled, positive)));

    // How much of its square a variance loses to a response of a weight that leaves the score there.
    private static double Shrink(double score, double variance, double weight)
    {
        var p = Sigmoid(score);
        var curvature = weight * p * (1 - p);
        return curvature / (1 + (curvature * variance));
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

    // A weight is one vector, and so are the factors of a slope: the sums stay apart in its places, and are the same on every machine.
    private static PooledLook Sum(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double bias)
    {
        var sum = Vector256.Create(bias, 0, 0, 0);
        var lines = Vector256<double>.Zero;
        var places = cells.Places;
        var positions = Vectors(cells.Positions);
        foreach (var unit in units)
        {
            sum += Vector256.Create(0, unit.Intercept.Variance, unit.Intercept.Settled, 0);
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = Vectors(unit.Weights);
            foreach (var place in places)
            {
                sum += weights[place];
            }

            var slopes = weights[^positions.Length..];
            for (var p = 0; p < positions.Length; p++)
            {
                lines += positions[p] * slopes[p];
            }
        }

        sum += lines;
        return new(sum[0], sum[1], sum[2]);
    }

    // Every mean moves by s (step x), every variance v by -v^2 x^2 shrink, every settled one s by -s^2 x^2 settle.
    private static void Move(ReadOnlySpan<PooledUnit> units, ResponseCells cells, double step, double shrink, double settle)
    {
        var first = Vector256.Create(step, 0, 0, 0);
        var second = Vector256.Create(0, -shrink, -settle, 0);
        var places = cells.Places;
        var positions = Vectors(cells.Positions);
        foreach (var unit in units)
        {
            ref var intercept = ref Unsafe.As<NormalWeight, Vector256<double>>(ref unit.Intercept);
            intercept = Moved(intercept, first, second);
            if (unit.Weights.Length == 0)
            {
                continue;
            }

            var weights = Vectors(unit.Weights.AsSpan());
            foreach (var place in places)
            {
                weights[place] = Moved(weights[place], first, second);
            }

            var slopes = weights[^positions.Length..];
            for (var p = 0; p < positions.Length; p++)
            {
                slopes[p] = Moved(slopes[p], first * positions[p], second * positions[p]);
            }
        }
    }

    private static Vector256<double> Moved(Vector256<double> weight, Vector256<double> first, Vector256<double> second)
    {
        var spread = Vector256.Shuffle(weight, Vector256.Create(2, 1, 2, 3));
        return weight + (spread * (first + (second * spread)));
    }

    private static ReadOnlySpan<Vector256<double>> Vectors(ReadOnlySpan<NormalWeight> weights) => MemoryMarshal.Cast<NormalWeight, Vector256<double>>(weights);

    private static Span<Vector256<double>> Vectors(Span<NormalWeight> weights) => MemoryMarshal.Cast<NormalWeight, Vector256<double>>(weights);
}
