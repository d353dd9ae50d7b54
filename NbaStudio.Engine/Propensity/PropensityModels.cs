using System.Collections.Frozen;

namespace NbaStudio.Engine.Propensity;

/// <summary>The propensity models as decisions read them: published by the learner, then never changed. Thread safe.</summary>
public sealed class PropensityModels
{
    private readonly PredictorDefinition[] _predictors;
    private readonly BinGrid?[] _grids;
    private readonly ModelBlock[] _blocks;
    private readonly FrozenDictionary<int, int> _rows;
    private readonly int _rowCount;

    internal PropensityModels(long version, PredictorDefinition[] predictors, BinGrid?[] grids, ModelBlock[] blocks, FrozenDictionary<int, int> rows)
    {
        Version = version;
        _predictors = predictors;
        _grids = grids;
        _blocks = blocks;
        _rows = rows;
        _rowCount = rows.Count;
    }

    /// <summary>Models of a workspace without treatments: every propensity is <see cref="CountModel.DefaultPropensity"/>.</summary>
    public static PropensityModels Empty { get; } = new(0, [], [], [], FrozenDictionary<int, int>.Empty);

    /// <summary>Journal position of the last response learned; 0 before any.</summary>
    public long Version { get; }

    /// <summary>When predictions last stopped adding up over all treatments; null = never.</summary>
    public Reports.DriftMark? LastDrift { get; internal init; }

    public int PredictorCount => _predictors.Length;

    /// <summary>The predictors in the order in which values are given.</summary>
    public IReadOnlyList<PredictorDefinition> Predictors => _predictors;

    /// <summary>Treatments with a row. Rows run from 0.</summary>
    public int RowCount => _rowCount;

    internal ReadOnlySpan<ModelBlock> Blocks => _blocks;

    internal FrozenDictionary<int, int> Rows => _rows;

    /// <summary>The grid of a predictor; null while it is being sampled.</summary>
    public BinGrid? GridOf(int predictor) => _grids[predictor];

    /// <summary>The row of a treatment, or -1 where the learner was not told of it. A treatment keeps its row.</summary>
    public int RowOf(int treatmentKey) => _rows.TryGetValue(treatmentKey, out var row) ? row : -1;

    /// <summary>Puts a customer's values into bins, once per decision.</summary>
    /// <param name="predictors">Values in the order of <see cref="Predictors"/>; NaN = missing.</param>
    /// <param name="bins">Receives a bin each.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="PredictorCount"/> or there is too little room.</exception>
    public void Bin(ReadOnlySpan<double> predictors, Span<byte> bins)
    {
        if (predictors.Length != _predictors.Length || bins.Length < predictors.Length)
        {
            throw new ArgumentException($"{_predictors.Length} predictors are needed, {predictors.Length} values and room for {bins.Length} bins were given.");
        }

        for (var p = 0; p < predictors.Length; p++)
        {
            bins[p] = _grids[p]?.BinOf(predictors[p]) ?? 0;
        }
    }

    /// <summary>Propensities, each from additions in one fixed order: the same to the last bit whatever else is asked with it. Rows in rising order are fastest.</summary>
    /// <param name="bins">Bins made by <see cref="Bin"/> of this same object.</param>
    /// <param name="modelRows">Rows; -1 gives <see cref="CountModel.DefaultPropensity"/>.</param>
    /// <param name="p">Receives a propensity in [1e-5, 1 - 1e-5] for each row.</param>
    /// <exception cref="ArgumentException">There is too little room, or a row does not exist.</exception>
    public void Score(ReadOnlySpan<byte> bins, ReadOnlySpan<int> modelRows, Span<double> p)
    {
        if (bins.Length < _predictors.Length || p.Length < modelRows.Length)
        {
            throw new ArgumentException($"{_predictors.Length} bins and room for {modelRows.Length} propensities are needed; there are {bins.Length} and {p.Length}.");
        }

        var end = 0;
        for (var start = 0; start < modelRows.Length; start = end)
        {
            var row = modelRows[start];
            end = start + 1;
            if ((uint)row >= (uint)_rowCount)
            {
                p[start] = row == -1 ? CountModel.DefaultPropensity
                    : throw new ArgumentOutOfRangeException(nameof(modelRows), row, $"Rows run from 0 to {_rowCount - 1}; -1 is an unknown treatment.");
                continue;
            }

            // Rows of one strip that follow each other are scored together.
            var strip = (uint)row / ModelBlock.Strip;
            while (end < modelRows.Length && (uint)modelRows[end] / ModelBlock.Strip == strip && (uint)modelRows[end] < (uint)_rowCount)
            {
                end++;
            }

            _blocks[row / ModelBlock.Size].Score(bins, modelRows[start..end], p[start..end]);
        }
    }

    /// <summary>What a row's propensity rests on.</summary>
    public Evidence EvidenceOf(int row) => RowAt(row).Evidence;

    /// <summary>The part of it that every decision asks for.</summary>
    internal (long Responses, EvidenceSource Source, double Spread) BriefEvidenceOf(int row) => _blocks[row / ModelBlock.Size].EvidenceOf(row % ModelBlock.Size);

    /// <summary>How well a row's model does.</summary>
    public TreatmentPerformance PerformanceOf(int row) => RowAt(row).Performance;

    private RowModel RowAt(int row)
    {
        if ((uint)row >= (uint)_rowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Rows run from 0 to {_rowCount - 1}.");
        }

        return _blocks[row / ModelBlock.Size].Rows[row % ModelBlock.Size];
    }
}
