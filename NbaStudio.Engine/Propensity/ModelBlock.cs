using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <summary>The models of 256 treatments, laid out so that one customer's bins add whole rows. Immutable and thread safe.</summary>
/// <remarks>
/// Table [predictor][bin][treatment] in single precision: 16 KB for each predictor that some treatment of the block uses. Rows of 1 KB, and not
/// less, keep the memory pages that one decision touches few; 64 sums at a time stay in registers.
/// </remarks>
internal sealed class ModelBlock
{
    public const int Size = 256;
    private const int Strip = 64;
    private const float Lowest = (float)CountModel.LowestPropensity;
    private const float Highest = (float)(1 - CountModel.LowestPropensity);
    private const int Lane = 8; // floats of a 256-bit vector

    private readonly float[]?[] _tables;
    private readonly int[] _active;
    private readonly RowModel[] _rows;
    private readonly float[] _bias = new float[Size];
    private readonly float[] _first = new float[Size];
    private readonly float[]? _logistic; // all bits set where the score is log odds
    private readonly int _segments;
    private readonly float[] _starts;
    private readonly float[] _widths;
    private readonly float[] _slopes;

    public ModelBlock(RowModel[] rows, float[]?[] tables)
    {
        _rows = rows;
        _tables = tables;
        _active = [.. Enumerable.Range(0, tables.Length).Where(p => tables[p] is not null)];
        _logistic = rows.Any(r => r.IsLogistic) ? new float[Size] : null;
        _segments = rows.Length == 0 ? 0 : rows.Max(r => r.KnotScores.Length) - 1;
        _starts = new float[_segments * Size];
        _widths = new float[_segments * Size];
        _slopes = new float[_segments * Size];
        for (var lane = 0; lane < rows.Length; lane++)
        {
            SetMap(lane, rows[lane]);
        }
    }

    public ReadOnlySpan<RowModel> Rows => _rows;

    public float[]?[] Tables => _tables;

    /// <summary>The probability in double, added up in predictor order.</summary>
    public double Score(ReadOnlySpan<byte> bins, int lane)
    {
        var row = _rows[lane];
        if (!row.UsesScore)
        {
            return row.KnotProbabilities[0];
        }

        var score = row.Bias;
        foreach (var predictor in _active)
        {
            score += _tables[predictor]![(bins[predictor] * Size) + lane];
        }

        return CountModel.Clamp(row.IsLogistic ? PooledModel.Sigmoid(score) : ScoreMap.Of(row.KnotScores, row.KnotProbabilities, score));
    }

    /// <summary>The probabilities of all rows in single precision.</summary>
    public void ScoreAll(ReadOnlySpan<byte> bins, Span<float> probabilities)
    {
        Span<float> rest = stackalloc float[Strip];
        for (var start = 0; start < _rows.Length; start += Strip)
        {
            if (start + Strip <= probabilities.Length)
            {
                ScoreStrip(bins, start, probabilities.Slice(start, Strip));
            }
            else
            {
                ScoreStrip(bins, start, rest);
                rest[..(_rows.Length - start)].CopyTo(probabilities[start..]);
            }
        }
    }

    private void ScoreStrip(ReadOnlySpan<byte> bins, int start, Span<float> probabilities)
    {
        ref var bias = ref _bias[start];
        var s0 = Vector256.LoadUnsafe(ref bias);
        var s1 = Vector256.LoadUnsafe(ref bias, Lane);
        var s2 = Vector256.LoadUnsafe(ref bias, 2 * Lane);
        var s3 = Vector256.LoadUnsafe(ref bias, 3 * Lane);
        var s4 = Vector256.LoadUnsafe(ref bias, 4 * Lane);
        var s5 = Vector256.LoadUnsafe(ref bias, 5 * Lane);
        var s6 = Vector256.LoadUnsafe(ref bias, 6 * Lane);
        var s7 = Vector256.LoadUnsafe(ref bias, 7 * Lane);
        foreach (var predictor in _active)
        {
            ref var row = ref MemoryMarshal.GetReference(_tables[predictor].AsSpan((bins[predictor] * Size) + start, Strip));
            s0 += Vector256.LoadUnsafe(ref row);
            s1 += Vector256.LoadUnsafe(ref row, Lane);
            s2 += Vector256.LoadUnsafe(ref row, 2 * Lane);
            s3 += Vector256.LoadUnsafe(ref row, 3 * Lane);
            s4 += Vector256.LoadUnsafe(ref row, 4 * Lane);
            s5 += Vector256.LoadUnsafe(ref row, 5 * Lane);
            s6 += Vector256.LoadUnsafe(ref row, 6 * Lane);
            s7 += Vector256.LoadUnsafe(ref row, 7 * Lane);
        }

        Map(s0, start, ref probabilities[0]);
        Map(s1, start + Lane, ref probabilities[Lane]);
        Map(s2, start + (2 * Lane), ref probabilities[2 * Lane]);
        Map(s3, start + (3 * Lane), ref probabilities[3 * Lane]);
        Map(s4, start + (4 * Lane), ref probabilities[4 * Lane]);
        Map(s5, start + (5 * Lane), ref probabilities[5 * Lane]);
        Map(s6, start + (6 * Lane), ref probabilities[6 * Lane]);
        Map(s7, start + (7 * Lane), ref probabilities[7 * Lane]);
    }

    // A piecewise linear map is its first value plus, per segment, slope x the part of the segment that lies below the score.
    private void Map(Vector256<float> scores, int lane, ref float probabilities)
    {
        var result = Vector256.LoadUnsafe(ref _first[lane]);
        for (var at = lane; at < _starts.Length; at += Size)
        {
            var inside = Vector256.Max(scores - Vector256.LoadUnsafe(ref _starts[at]), Vector256<float>.Zero);
            result += Vector256.LoadUnsafe(ref _slopes[at]) * Vector256.Min(inside, Vector256.LoadUnsafe(ref _widths[at]));
        }

        if (_logistic is not null)
        {
            var odds = Vector256.Exp(-scores);
            var p = Vector256.Min(Vector256.Max(Vector256<float>.One / (Vector256<float>.One + odds), Vector256.Create(Lowest)), Vector256.Create(Highest));
            result = Vector256.ConditionalSelect(Vector256.LoadUnsafe(ref _logistic[lane]), p, result);
        }

        result.StoreUnsafe(ref probabilities);
    }

    private void SetMap(int lane, RowModel row)
    {
        _bias[lane] = (float)row.Bias;
        if (row.IsLogistic)
        {
            _logistic![lane] = BitConverter.UInt32BitsToSingle(uint.MaxValue);
            return;
        }

        _first[lane] = (float)row.KnotProbabilities[0];
        for (var segment = 0; segment + 1 < row.KnotScores.Length; segment++)
        {
            var width = row.KnotScores[segment + 1] - row.KnotScores[segment];
            var at = (segment * Size) + lane;
            _starts[at] = (float)row.KnotScores[segment];
            _widths[at] = (float)width;
            _slopes[at] = (float)((row.KnotProbabilities[segment + 1] - row.KnotProbabilities[segment]) / width);
        }
    }
}
