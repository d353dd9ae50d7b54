using System.Numerics;
using System.Runtime.Intrinsics;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>One version of a predictor's bins. Bin 0 = missing. Immutable and thread safe.</summary>
public sealed class BinGrid
{
    private readonly float[] _edges;
    private readonly float[] _padded = new float[CountModel.MaximumBins]; // with bounds that no number reaches
    private readonly uint[] _categories;
    private readonly double[] _positions;

    internal BinGrid(PredictorType type, int version, float[] edges, uint[] categories)
    {
        Type = type;
        Version = version;
        _edges = edges;
        _padded.AsSpan().Fill(float.NaN);
        edges.CopyTo(_padded, 0);
        _categories = categories;
        Count = type == PredictorType.Numeric ? edges.Length + 2 : categories.Length + 2;
        _positions = new double[Count];
        for (var bin = 1; type == PredictorType.Numeric && bin < Count; bin++)
        {
            _positions[bin] = Math.Sqrt(3) * ((2 * (bin - 0.5) / (Count - 1)) - 1);
        }
    }

    public PredictorType Type { get; }

    /// <summary>1 for the first grid of the predictor; one more with each re-gridding.</summary>
    public int Version { get; }

    /// <summary>Bins in use, with the missing one: 2 to 16.</summary>
    public int Count { get; }

    /// <summary>Lower bounds of numeric bins 2 and up; a value equal to a bound lies in the bin that begins there.</summary>
    public IReadOnlyList<float> Edges => _edges;

    internal ReadOnlySpan<uint> Categories => _categories;

    /// <summary>The bin of a raw value, in [0, <see cref="Count"/>).</summary>
    public byte BinOf(double value) => BinOf(PredictorCode.Of(value, Type));

    /// <summary>Where a bin of a number lies among the bins, from -1.73 to 1.73 (mean 0 and variance 1 over bins of equal mass); 0 for missing values and texts.</summary>
    internal double Position(int bin) => _positions[bin];

    /// <summary>What lies in a bin, for people.</summary>
    internal (PredictorBinKind Kind, double From, double To, uint Code) Describe(int bin)
    {
        if (bin == 0)
        {
            return (PredictorBinKind.Missing, 0, 0, 0);
        }

        if (Type == PredictorType.Numeric)
        {
            return (PredictorBinKind.Range, bin == 1 ? double.NegativeInfinity : _edges[bin - 2], bin == Count - 1 ? double.PositiveInfinity : _edges[bin - 1], 0);
        }

        return bin <= _categories.Length ? (PredictorBinKind.Text, 0, 0, _categories[bin - 1]) : (PredictorBinKind.OtherTexts, 0, 0, 0);
    }

    /// <summary>The code of a value that lies in the bin.</summary>
    internal uint TypicalCode(int bin)
    {
        if (bin == 0)
        {
            return PredictorCode.Missing;
        }

        if (Type == PredictorType.Categorical)
        {
            // The rest has no value of its own: a code that no category has.
            return bin <= _categories.Length ? _categories[bin - 1] : PredictorCode.NotObserved - 1;
        }

        var number = _edges.Length == 0 ? 0 : bin == 1 ? MathF.BitDecrement(_edges[0]) : _edges[bin - 2];
        return PredictorCode.Of(number, Type);
    }

    internal byte BinOf(uint code)
    {
        if (code == PredictorCode.Missing)
        {
            return 0;
        }

        if (code == PredictorCode.NotObserved)
        {
            return CountModel.NotCounted;
        }

        if (Type == PredictorType.Categorical)
        {
            var index = _categories.AsSpan().IndexOf(code);
            return (byte)((index < 0 ? _categories.Length : index) + 1);
        }

        // All bounds at once: counting those that are reached beats searching.
        var reached = Vector512.GreaterThanOrEqual(Vector512.Create(PredictorCode.Number(code)), Vector512.Create(_padded));
        return (byte)(1 + BitOperations.PopCount((uint)reached.ExtractMostSignificantBits()));
    }
}
