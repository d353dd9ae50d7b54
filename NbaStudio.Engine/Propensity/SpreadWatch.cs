namespace NbaStudio.Engine.Propensity;

/// <summary>Notices that many offers at once go otherwise than was said, some better and some worse, so that no sum shows it. Owned by the learner.</summary>
/// <remarks>
/// Over the latest responses the residuals are summed by treatment. While the model is right their squares are what chance and the model's own doubt make them:
/// <code>X = sum over treatments of S^2 / E,  E = V (1 + V u),  S = sum of y - p,  V = sum of p (1-p),  u = variance of the treatment's level;
/// alarm: X - T > 6 sqrt(sum of 2 + 1/V)</code>
/// for windows of 512, 1,024, 2,048 and 4,096 responses, T treatments with V of at least a half in them (Pearson's statistic with extra variance).
/// </remarks>
internal sealed class SpreadWatch
{
    private const int Capacity = 4_096;
    private const int Shortest = 512;
    private const int LookEvery = 64;
    private const double LeastVariance = 0.5;
    private const int FewestTreatments = 5;
    private const double Deviations = 6;

    private readonly int[] _treatments = new int[Capacity];
    private readonly long[] _times = new long[Capacity];
    private readonly float[] _residuals = new float[Capacity];
    private readonly float[] _variances = new float[Capacity];
    private double[] _sums = [];
    private double[] _spreads = [];
    private long _seen;
    private long _from;

    /// <param name="position">Journal position of the response: what was said before the watch began anew is passed over.</param>
    /// <param name="time">When the response could be judged, milliseconds since 1970 UTC.</param>
    /// <param name="row">The treatment's place among all.</param>
    /// <param name="levelVariance">By place: how unsure the model is of each level.</param>
    /// <param name="length">Responses of the window that showed it.</param>
    public bool Observe(long position, long time, int row, double p, bool positive, Func<int, double> levelVariance, out int length)
    {
        length = 0;
        if (position <= _from)
        {
            return false;
        }

        var at = (int)(_seen % Capacity);
        (_treatments[at], _times[at], _residuals[at], _variances[at]) = (row, time, (float)((positive ? 1 : 0) - p), (float)(p * (1 - p)));
        _seen++;
        if (_seen % LookEvery != 0)
        {
            return false;
        }

        var rows = 0;
        var held = (int)Math.Min(_seen, Capacity);
        for (var i = 0; i < held; i++)
        {
            rows = Math.Max(rows, _treatments[i] + 1);
        }

        if (_sums.Length < rows)
        {
            (_sums, _spreads) = (new double[rows], new double[rows]);
        }

        Array.Clear(_sums);
        Array.Clear(_spreads);
        var back = 0;
        for (var window = Shortest; window <= held; window *= 2)
        {
            for (; back < window; back++)
            {
                var index = (int)((_seen - 1 - back) % Capacity);
                _sums[_treatments[index]] += _residuals[index];
                _spreads[_treatments[index]] += _variances[index];
            }

            if (time - _times[(int)((_seen - window) % Capacity)] >= DriftWatch.ShortestSpan && IsWide(levelVariance))
            {
                length = window;
                return true;
            }
        }

        return false;
    }

    /// <summary>The newest response of a treatment that was taken in as a negative is positive after all.</summary>
    public void Correct(int row)
    {
        for (var back = 1; back <= Math.Min(_seen, Capacity); back++)
        {
            var at = (int)((_seen - back) % Capacity);
            if (_treatments[at] == row && _residuals[at] < 0)
            {
                _residuals[at]++;
                return;
            }
        }
    }

    /// <summary>Begins anew: what it watched was changed.</summary>
    /// <param name="position">Journal position of the change.</param>
    public void Reset(long position) => (_seen, _from) = (0, position);

    public void Write(BinaryWriter writer)
    {
        writer.Write(_seen);
        writer.Write(_from);
        for (var i = 0; i < Math.Min(_seen, Capacity); i++)
        {
            writer.Write(_treatments[i]);
            writer.Write(_times[i]);
            writer.Write(_residuals[i]);
            writer.Write(_variances[i]);
        }
    }

    public void Read(BinaryReader reader)
    {
        _seen = reader.ReadInt64();
        _from = reader.ReadInt64();
        for (var i = 0; i < Math.Min(_seen, Capacity); i++)
        {
            (_treatments[i], _times[i], _residuals[i], _variances[i]) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadSingle(), reader.ReadSingle());
        }
    }

    private bool IsWide(Func<int, double> levelVariance)
    {
        double excess = 0, variance = 0;
        var treatments = 0;
        for (var t = 0; t < _sums.Length; t++)
        {
            if (_spreads[t] >= LeastVariance)
            {
                treatments++;
                excess += (_sums[t] * _sums[t] / (_spreads[t] * (1 + (_spreads[t] * levelVariance(t))))) - 1;
                variance += 2 + (1 / _spreads[t]);
            }
        }

        return treatments >= FewestTreatments && excess > Deviations * Math.Sqrt(variance);
    }
}
