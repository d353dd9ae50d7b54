namespace NbaStudio.Engine.Propensity;

/// <summary>Positives and negatives per predictor, bin and half (even or odd responses), with exponential forgetting that touches nothing until it must.</summary>
/// <remarks>
/// A response at time t enters with weight 2^((t - origin) / half-life); reading divides by the weight of the latest time. Before that number grows
/// large everything is scaled by a power of two, which rounds nothing. Memory: 536 bytes per predictor.
/// </remarks>
internal sealed class BinCounts(int predictors, long halfLife)
{
    private const int RebaseAfter = 32;
    private const int Width = CountModel.MaximumBins * 4;

    private readonly double[] _counts = new double[predictors * Width];
    private readonly double[] _sums = new double[predictors * 2]; // by predictor: positives, negatives
    private readonly long[] _countedSince = new long[predictors];
    private double _positives;
    private double _negatives;
    private double _ofFiles;
    private double _squaresOfFiles;
    private long _origin;
    private long _clearedSince = long.MinValue;
    private bool _started;

    public long HalfLife { get; private set; } = halfLife;

    /// <summary>Time of the latest response; evidence is as old as it, not as now.</summary>
    public long Last { get; private set; }

    /// <summary>Weight of a stored unit at the latest time.</summary>
    public double Scale => 1 / Weight(Last);

    public double Positives => _positives * Scale;

    public double Negatives => _negatives * Scale;

    /// <summary>
    /// How many responses speak per unit of weight, at least 1: rows of files are counted with less than a response's weight and say as much each (the effective sample size of L. Kish 1965).
    /// </summary>
    public double PerWeight
    {
        get
        {
            var all = _positives + _negatives;
            return _ofFiles > 0 && all > 0 ? Math.Max(1, all / (_squaresOfFiles + Math.Max(0, all - _ofFiles))) : 1;
        }
    }

    public double Weight(long time) => Math.Pow(2, (double)(time - _origin) / HalfLife);

    /// <summary>Stored weight of a bin in one half; multiply by <see cref="Scale"/>.</summary>
    public double Stored(int predictor, int bin, int half, bool positive) => _counts[Index(predictor, bin, half, positive)];

    /// <summary>Stored weight of a predictor over its bins and both halves; multiply by <see cref="Scale"/>.</summary>
    public double StoredSum(int predictor, bool positive) => _sums[(predictor * 2) + (positive ? 0 : 1)];

    public void Advance(long time)
    {
        if (!_started)
        {
            _started = true;
            _origin = time;
            Last = time;
        }

        Last = Math.Max(Last, time);
        var steps = (Last - _origin) / HalfLife;
        if (steps > RebaseAfter)
        {
            ScaleAll(Math.ScaleB(1, -(int)Math.Min(steps, 2000)));
            _origin += steps * HalfLife;
        }
    }

    public void SetHalfLife(long halfLife)
    {
        if (halfLife != HalfLife)
        {
            ScaleAll(Scale);
            _origin = Last;
            HalfLife = halfLife;
        }
    }

    public void Add(ReadOnlySpan<byte> bins, long time, int half, bool positive) => AddWeighted(bins, Weight(time), half, positive);

    /// <summary>Adds a row of a file.</summary>
    /// <param name="share">Its weight beside a response's, in (0, 1].</param>
    public void AddRow(ReadOnlySpan<byte> bins, long time, int half, bool positive, double share)
    {
        var weight = Weight(time) * share;
        _ofFiles += weight;
        _squaresOfFiles += weight * share;
        AddWeighted(bins, weight, half, positive);
    }

    /// <summary>Takes a negative back with the weight it has left, down to 0; a predictor whose counts were made later than it is left alone.</summary>
    /// <param name="bins">Its bins.</param>
    /// <param name="time">Its time.</param>
    /// <param name="half">Its half; negative where it is no longer known.</param>
    public void TakeBackNegative(ReadOnlySpan<byte> bins, long time, int half)
    {
        var weight = Weight(time);
        _negatives = Math.Max(0, _negatives - weight);
        for (var p = 0; p < bins.Length; p++)
        {
            if (bins[p] == CountModel.NotCounted || time < _countedSince[p])
            {
                continue;
            }

            var even = Index(p, bins[p], 0, false);
            var odd = Index(p, bins[p], 1, false);
            ref var count = ref _counts[half == 0 || (half < 0 && _counts[even] >= _counts[odd]) ? even : odd];
            ref var sum = ref _sums[(p * 2) + 1];
            sum = Math.Max(0, sum - Math.Min(count, weight));
            count = Math.Max(0, count - weight);
        }
    }

    /// <summary>Whether what came at a time is counted no more, because everything was started afresh since.</summary>
    public bool IsCleared(long time) => time < _clearedSince;

    /// <summary>Starts everything afresh; it counts responses from a time on.</summary>
    public void Clear(long countedSince)
    {
        Array.Clear(_counts);
        Array.Clear(_sums);
        Array.Fill(_countedSince, countedSince);
        _clearedSince = countedSince;
        _positives = 0;
        _negatives = 0;
        _ofFiles = 0;
        _squaresOfFiles = 0;
    }

    /// <summary>Starts a predictor afresh, for a new grid; it counts responses from a time on.</summary>
    public void Restart(int predictor, long countedSince)
    {
        Array.Clear(_counts, predictor * Width, Width);
        Array.Clear(_sums, predictor * 2, 2);
        _countedSince[predictor] = countedSince;
    }

    public void AddTo(int predictor, byte bin, long time, int half, bool positive, double share)
    {
        var weight = Weight(time) * share;
        _counts[Index(predictor, bin, half, positive)] += weight;
        _sums[(predictor * 2) + (positive ? 0 : 1)] += weight;
    }

    public BinCounts Remap(ReadOnlySpan<int> sources)
    {
        var copy = new BinCounts(sources.Length, HalfLife)
        {
            _positives = _positives, _negatives = _negatives, _origin = _origin, _started = _started, _clearedSince = _clearedSince, Last = Last,
            _ofFiles = _ofFiles, _squaresOfFiles = _squaresOfFiles,
        };
        for (var p = 0; p < sources.Length; p++)
        {
            if (sources[p] >= 0)
            {
                Array.Copy(_counts, sources[p] * Width, copy._counts, p * Width, Width);
                Array.Copy(_sums, sources[p] * 2, copy._sums, p * 2, 2);
                copy._countedSince[p] = _countedSince[sources[p]];
            }
        }

        return copy;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(HalfLife);
        writer.Write(Last);
        writer.Write(_origin);
        writer.Write(_started);
        writer.Write(_clearedSince);
        writer.Write(_positives);
        writer.Write(_negatives);
        writer.Write(_ofFiles);
        writer.Write(_squaresOfFiles);
        Array.ForEach(_countedSince, writer.Write);
        Array.ForEach(_counts, writer.Write);
        Array.ForEach(_sums, writer.Write);
    }

    public void Read(BinaryReader reader)
    {
        HalfLife = reader.ReadInt64();
        Last = reader.ReadInt64();
        _origin = reader.ReadInt64();
        _started = reader.ReadBoolean();
        _clearedSince = reader.ReadInt64();
        _positives = reader.ReadDouble();
        _negatives = reader.ReadDouble();
        _ofFiles = reader.ReadDouble();
        _squaresOfFiles = reader.ReadDouble();
        for (var i = 0; i < _countedSince.Length; i++)
        {
            _countedSince[i] = reader.ReadInt64();
        }

        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] = reader.ReadDouble();
        }

        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = reader.ReadDouble();
        }
    }

    private void AddWeighted(ReadOnlySpan<byte> bins, double weight, int half, bool positive)
    {
        (positive ? ref _positives : ref _negatives) += weight;
        for (var p = 0; p < bins.Length; p++)
        {
            if (bins[p] != CountModel.NotCounted)
            {
                _counts[Index(p, bins[p], half, positive)] += weight;
                _sums[(p * 2) + (positive ? 0 : 1)] += weight;
            }
        }
    }

    private static int Index(int predictor, int bin, int half, bool positive) =>
        (predictor * Width) + (bin * 4) + (half * 2) + (positive ? 0 : 1);

    private void ScaleAll(double factor)
    {
        _positives *= factor;
        _negatives *= factor;
        _ofFiles *= factor;
        _squaresOfFiles *= factor;
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] *= factor;
        }

        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] *= factor;
        }
    }
}
