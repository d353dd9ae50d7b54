using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>Notices when a model's predictions stop adding up: the world changed, or its customers did. Owned by the learner.</summary>
/// <remarks>
/// Log loss would fall if all log odds were shifted, or if they were spread wider or narrower. Its slopes in these two directions,
/// <code>level: r = y - p;  ranking: r (l - mean l),  l = ln(p/(1-p))</code>
/// have the mean 0 while the model is right, whoever is asked (plain log loss also moves with whom one asks). So their sums over the latest responses are held against 0, for
/// windows of many lengths at once, kept as in ADWIN (A. Bifet, R. Gavalda, Learning from time-changing data with adaptive windowing, 2007), with Bernstein's bound:
/// <code>alarm: |S level| or -S ranking > sqrt(2 V t) + b t/3,  V = sum of p (1-p) (times (l - mean l)^2),  t = 8,  b = 1 (2 for ranking)</code>
/// The chance of it in one window is under 1e-3 by the bound (e^-8 on each of three sides) where responses do not hang together. They must be told in an order that
/// does not depend on their outcome (<see cref="PendingJudgements"/>). The ranking must have been better in the 200 responses or more before the window, by three standard deviations of the slope: a model that took chance for a pattern is wrong, but the world did not change. At most 4,096 responses are looked at, over six hours at least.
/// </remarks>
internal sealed class DriftWatch
{
    private const int FewestResponses = 200;
    private const int MostResponses = 4_096;
    private const int LookEvery = 8;
    private const int BucketsOfASize = 3;
    private const double Strictness = 8;
    private const double FewestExpected = 1;
    private const double DeviationsWorse = 3;

    /// <summary>Shortest time that a window of responses must cover, milliseconds: a burst hangs together, and what it shows is itself.</summary>
    public const long ShortestSpan = 6 * 3_600_000;

    private const double FarthestLogOdds = 2;
    private const double MeanFading = 1.0 / 500;

    private readonly List<Bucket> _buckets = []; // oldest and largest first
    private double _meanLogOdds;
    private long _known;
    private long _seen;
    private long _from;

    /// <summary>Log odds of an average prediction of late.</summary>
    public double MeanLogOdds => _meanLogOdds;

    /// <summary>Takes in one prediction and what happened; tells of a change once and then begins anew.</summary>
    /// <param name="position">Journal position of the response: what was said before the watch began anew is passed over.</param>
    /// <param name="time">When the response could be judged, milliseconds since 1970 UTC.</param>
    /// <param name="p">Said before the response was learned.</param>
    /// <param name="length">Responses since the change, as far as can be told.</param>
    /// <param name="around">Log odds of an average prediction for what was offered; absent = of all that it watches.</param>
    public DriftKind? Observe(long position, long time, double p, bool positive, out int length, double? around = null)
    {
        length = 0;
        if (position <= _from)
        {
            return null;
        }

        p = CountModel.Clamp(p);
        var logOdds = Math.Log(p / (1 - p));
        _known++;
        _meanLogOdds += (logOdds - _meanLogOdds) * Math.Max(MeanFading, 1.0 / _known);
        _seen++;
        if (_seen <= FewestResponses)
        {
            return null;
        }

        var residual = (positive ? 1 : 0) - p;
        var variance = p * (1 - p);
        var off = Off(logOdds, around);
        Add(new(1, residual, variance, residual * off, variance * off * off, time));
        return _seen % LookEvery == 0 ? Look(position, time, out length) : null;
    }

    /// <summary>A response that was taken in as a negative is positive after all.</summary>
    /// <param name="p">What is said of it now, near enough to what was said then.</param>
    /// <param name="around">As for <see cref="Observe"/>.</param>
    public void Correct(double p, double? around = null)
    {
        if (_buckets.Count > 0)
        {
            p = CountModel.Clamp(p);
            _buckets[^1] = _buckets[^1].With(new(0, 1, 0, Off(Math.Log(p / (1 - p)), around), 0, _buckets[^1].Since));
        }
    }

    /// <summary>Begins anew: what it watched was changed.</summary>
    /// <param name="position">Journal position of the change.</param>
    public void Reset(long position)
    {
        _buckets.Clear();
        _seen = 0;
        _from = position;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_meanLogOdds);
        writer.Write(_known);
        writer.Write(_seen);
        writer.Write(_from);
        writer.Write(_buckets.Count);
        foreach (var bucket in _buckets)
        {
            writer.Write(bucket.Responses);
            writer.Write(bucket.Level);
            writer.Write(bucket.LevelVariance);
            writer.Write(bucket.Ranking);
            writer.Write(bucket.RankingVariance);
            writer.Write(bucket.Since);
        }
    }

    public void Read(BinaryReader reader)
    {
        _meanLogOdds = reader.ReadDouble();
        _known = reader.ReadInt64();
        _seen = reader.ReadInt64();
        _from = reader.ReadInt64();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _buckets.Add(new(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64()));
        }
    }

    // At most three buckets of a size: the two oldest of four become one of twice the size.
    private void Add(in Bucket bucket)
    {
        _buckets.Add(bucket);
        for (var end = _buckets.Count; ;)
        {
            var size = _buckets[end - 1].Responses;
            var start = end;
            while (start > 0 && _buckets[start - 1].Responses == size)
            {
                start--;
            }

            if (end - start <= BucketsOfASize)
            {
                break;
            }

            _buckets[start] = _buckets[start].With(_buckets[start + 1]);
            _buckets.RemoveAt(start + 1);
            end = start + 1;
        }

        var kept = 0;
        foreach (var b in _buckets)
        {
            kept += b.Responses;
        }

        if (kept > MostResponses)
        {
            _buckets.RemoveAt(0);
        }
    }

    private DriftKind? Look(long position, long time, out int length)
    {
        DriftKind? found = null;
        length = 0;
        var window = new Bucket(0, 0, 0, 0, 0, time);
        var before = window;
        foreach (var bucket in _buckets)
        {
            before = before.With(bucket);
        }

        var farthest = 1.0;
        for (var i = _buckets.Count - 1; i >= 0; i--)
        {
            window = window.With(_buckets[i]);
            before = before.Without(_buckets[i]);
            if (window.LevelVariance < FewestExpected || time - window.Since < ShortestSpan)
            {
                continue;
            }

            var level = Math.Abs(window.Level) / Bound(window.LevelVariance, 1);

            // Only the wrong way: a model that could spread its log odds wider is still learning. And only where it was better before: one that never was has not been left by the world.
            var ranking = IsWorse(window, before) ? -window.Ranking / Bound(window.RankingVariance, FarthestLogOdds) : 0;
            if (Math.Max(level, ranking) > farthest)
            {
                farthest = Math.Max(level, ranking);
                length = window.Responses;
                found = ranking > level ? DriftKind.Ranking : window.Level > 0 ? DriftKind.MoreThanSaid : DriftKind.LessThanSaid;
            }
        }

        if (found is not null)
        {
            Reset(position);
        }

        return found;
    }

    // By slopes: what the log odds would have to be multiplied by, less 1; each has the variance 1 / RankingVariance.
    private static bool IsWorse(in Bucket window, in Bucket before) =>
        before.Responses >= FewestResponses && window.RankingVariance > 0 && before.RankingVariance > 0
        && (before.Ranking / before.RankingVariance) - (window.Ranking / window.RankingVariance)
        > DeviationsWorse * Math.Sqrt((1 / window.RankingVariance) + (1 / before.RankingVariance));

    private double Off(double logOdds, double? around) => Math.Clamp(logOdds - (around ?? _meanLogOdds), -FarthestLogOdds, FarthestLogOdds);

    private static double Bound(double variance, double farthest) => Math.Sqrt(2 * variance * Strictness) + (farthest * Strictness / 3);

    private readonly record struct Bucket(int Responses, double Level, double LevelVariance, double Ranking, double RankingVariance, long Since)
    {
        public Bucket With(in Bucket other) => new(
            Responses + other.Responses, Level + other.Level, LevelVariance + other.LevelVariance, Ranking + other.Ranking, RankingVariance + other.RankingVariance, Math.Min(Since, other.Since));

        // Of sums that hold the other one; since when is not known then.
        public Bucket Without(in Bucket other) => new(
            Responses - other.Responses, Level - other.Level, LevelVariance - other.LevelVariance, Ranking - other.Ranking, RankingVariance - other.RankingVariance, Since);
    }
}
