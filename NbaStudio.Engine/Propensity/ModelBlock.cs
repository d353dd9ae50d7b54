using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <summary>The models of 256 treatments, laid out so that one customer's bins add whole rows. Immutable and thread safe.</summary>
/// <remarks>
/// Table [predictor][bin][treatment] in single precision: 16 KB for each predictor that some treatment of the block uses. Rows of 1 KB, and not
/// less, keep the memory pages that one decision touches few; 64 sums at a time stay in registers, and four lines of memory that follow each other are read for each predictor. Sums are double, in predictor order, so that one
/// treatment scored alone and all scored together agree to the last bit.
/// </remarks>
internal sealed class ModelBlock
{
    public const int Size = 256;

    /// <summary>Treatments that are added up together.</summary>
    public const int Strip = 64;

    private readonly float[]?[] _tables;
    private readonly int[] _active;
    private readonly RowModel[] _rows;
    private readonly bool _anyPooled;
    private readonly double[] _bias = new double[Size];
    private readonly EvidenceSource[] _sources = new EvidenceSource[Size];
    private readonly long[] _responses = new long[Size];
    private readonly double[] _spreads = new double[Size];

    // Knots of all rows one after another, so that a decision follows no reference per treatment.
    private readonly int[] _firstKnot = new int[Size + 1];
    private readonly double[] _knotScores;
    private readonly double[] _knotProbabilities;

    public ModelBlock(RowModel[] rows, float[]?[] tables)
    {
        _rows = rows;
        _tables = tables;
        _active = [.. Enumerable.Range(0, tables.Length).Where(p => tables[p] is not null)];
        _knotScores = [.. rows.SelectMany(r => r.KnotScores)];
        _knotProbabilities = [.. rows.SelectMany(r => r.KnotProbabilities)];
        for (var lane = 0; lane < rows.Length; lane++)
        {
            var row = rows[lane];
            _bias[lane] = row.Bias;
            _responses[lane] = row.Evidence.Responses;
            _sources[lane] = row.Evidence.Source;
            _anyPooled |= row.Evidence.Source == EvidenceSource.Pooled;
            _spreads[lane] = row.Evidence.Spread;
            _firstKnot[lane + 1] = _firstKnot[lane] + row.KnotScores.Length;
        }
    }

    public ReadOnlySpan<RowModel> Rows => _rows;

    public float[]?[] Tables => _tables;

    /// <summary>Responses learned, what is served and how unsure it is, by lane.</summary>
    public (long Responses, EvidenceSource Source, double Spread) EvidenceOf(int lane) => (_responses[lane], _sources[lane], _spreads[lane]);

    /// <summary>Propensities of rows of one strip.</summary>
    /// <param name="bins">The customer's bin of each predictor.</param>
    /// <param name="modelRows">Rows of the models; all of one strip of this block.</param>
    /// <param name="p">Receives a propensity each.</param>
    public void Score(ReadOnlySpan<byte> bins, ReadOnlySpan<int> modelRows, Span<double> p)
    {
        if (modelRows.Length == 1)
        {
            var lane = modelRows[0] % Size;
            var sum = Sum(bins, lane);
            p[0] = _sources[lane] == EvidenceSource.Pooled ? CountModel.Clamp(Logistic.Of(sum)) : Mapped(lane, sum);
            return;
        }

        Span<double> sums = stackalloc double[Strip];
        Span<double> chances = stackalloc double[Strip];
        Sum(bins, modelRows[0] % Size / Strip, sums);
        if (_anyPooled)
        {
            Logistic.Of(sums, chances);
        }

        for (var i = 0; i < modelRows.Length; i++)
        {
            var (lane, place) = ((uint)modelRows[i] % Size, (int)((uint)modelRows[i] % Strip));
            p[i] = _sources[lane] == EvidenceSource.Pooled ? CountModel.Clamp(chances[place]) : Mapped((int)lane, sums[place]);
        }
    }

    /// <summary>The score of one lane before its map.</summary>
    private double Sum(ReadOnlySpan<byte> bins, int lane)
    {
        var sum = _bias[lane];
        foreach (var predictor in _active)
        {
            sum += _tables[predictor]![(bins[predictor] * Size) + lane];
        }

        return sum;
    }

    // The scores of a strip before their map; those of lanes without a treatment mean nothing.
    private void Sum(ReadOnlySpan<byte> bins, int strip, Span<double> sums)
    {
        const int Doubles = 8; // of a 512-bit vector; elsewhere two of half the width
        var start = strip * Strip;
        ref var bias = ref _bias[start];
        var s0 = Vector512.LoadUnsafe(ref bias);
        var s1 = Vector512.LoadUnsafe(ref bias, Doubles);
        var s2 = Vector512.LoadUnsafe(ref bias, 2 * Doubles);
        var s3 = Vector512.LoadUnsafe(ref bias, 3 * Doubles);
        var s4 = Vector512.LoadUnsafe(ref bias, 4 * Doubles);
        var s5 = Vector512.LoadUnsafe(ref bias, 5 * Doubles);
        var s6 = Vector512.LoadUnsafe(ref bias, 6 * Doubles);
        var s7 = Vector512.LoadUnsafe(ref bias, 7 * Doubles);
        foreach (var predictor in _active)
        {
            ref var row = ref MemoryMarshal.GetReference(_tables[predictor].AsSpan((bins[predictor] * Size) + start, Strip));
            Add(Vector512.LoadUnsafe(ref row), ref s0, ref s1);
            Add(Vector512.LoadUnsafe(ref row, 2 * Doubles), ref s2, ref s3);
            Add(Vector512.LoadUnsafe(ref row, 4 * Doubles), ref s4, ref s5);
            Add(Vector512.LoadUnsafe(ref row, 6 * Doubles), ref s6, ref s7);
        }

        ref var sum = ref MemoryMarshal.GetReference(sums[..Strip]);
        s0.StoreUnsafe(ref sum);
        s1.StoreUnsafe(ref sum, Doubles);
        s2.StoreUnsafe(ref sum, 2 * Doubles);
        s3.StoreUnsafe(ref sum, 3 * Doubles);
        s4.StoreUnsafe(ref sum, 4 * Doubles);
        s5.StoreUnsafe(ref sum, 5 * Doubles);
        s6.StoreUnsafe(ref sum, 6 * Doubles);
        s7.StoreUnsafe(ref sum, 7 * Doubles);
    }

    // The probability that a score of counts stands for.
    private double Mapped(int lane, double sum)
    {
        var (first, count) = (_firstKnot[lane], _firstKnot[lane + 1] - _firstKnot[lane]);
        return count == 1 ? _knotProbabilities[first]
            : CountModel.Clamp(ScoreMap.Of(_knotScores.AsSpan(first, count), _knotProbabilities.AsSpan(first, count), sum));
    }

    private static void Add(Vector512<float> contributions, ref Vector512<double> low, ref Vector512<double> high)
    {
        var (first, second) = Vector512.Widen(contributions);
        low += first;
        high += second;
    }
}
