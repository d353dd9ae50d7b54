namespace NbaStudio.Engine.Propensity;

/// <summary>A predictor's grid, the sample that the next grid would be made of, and the watch for drift.</summary>
/// <remarks>
/// The first grid is made after 500 responses (up to 2,000 while fewer than 50 have a value). Then the share of each bin over the first 2,000
/// responses is compared with every later 2,000 by the population stability index; above 0.25 (by chance it stays near 0.02) the latest
/// 500 values make the next version.
/// </remarks>
internal sealed class PredictorState(PredictorDefinition definition)
{
    public const int SampleSize = 500;
    private const int MostWarmUp = 2000;
    private const int FewestValues = 50;
    private const int DriftWindow = 2000;
    private const double DriftLimit = 0.25;

    private readonly uint[] _sample = new uint[SampleSize];
    private readonly int[] _reference = new int[CountModel.MaximumBins];
    private readonly int[] _recent = new int[CountModel.MaximumBins];
    private long _sampled;
    private int _seen;
    private int _referenceCount;
    private int _recentCount;

    public PredictorDefinition Definition { get; } = definition;

    public BinGrid? Grid { get; private set; }

    /// <summary>Takes in one value; true when it led to a new grid.</summary>
    /// <param name="bin">Its bin in the grid that holds now.</param>
    public bool Observe(uint code, out byte bin)
    {
        bin = Grid?.BinOf(code) ?? CountModel.NotCounted;
        if (!Watch(code, bin))
        {
            return false;
        }

        bin = Grid!.BinOf(code);
        return true;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Definition.Name);
        writer.Write((byte)Definition.Type);
        writer.Write(_sampled);
        writer.Write(_seen);
        writer.Write(_referenceCount);
        writer.Write(_recentCount);
        WriteAll(writer, _sample);
        Array.ForEach(_reference, writer.Write);
        Array.ForEach(_recent, writer.Write);
        writer.Write(Grid?.Version ?? 0);
        if (Grid is not null)
        {
            writer.Write(Grid.Edges.Count);
            foreach (var edge in Grid.Edges)
            {
                writer.Write(edge);
            }

            writer.Write(Grid.Categories.Length);
            WriteAll(writer, Grid.Categories);
        }
    }

    public static PredictorState Read(BinaryReader reader)
    {
        var state = new PredictorState(new(reader.ReadString(), (PredictorType)reader.ReadByte()))
        {
            _sampled = reader.ReadInt64(),
            _seen = reader.ReadInt32(),
            _referenceCount = reader.ReadInt32(),
            _recentCount = reader.ReadInt32(),
        };
        ReadAll(reader, state._sample, r => r.ReadUInt32());
        ReadAll(reader, state._reference, r => r.ReadInt32());
        ReadAll(reader, state._recent, r => r.ReadInt32());
        var version = reader.ReadInt32();
        if (version > 0)
        {
            var edges = new float[reader.ReadInt32()];
            ReadAll(reader, edges, r => r.ReadSingle());
            var categories = new uint[reader.ReadInt32()];
            ReadAll(reader, categories, r => r.ReadUInt32());
            state.Grid = new(state.Definition.Type, version, edges, categories);
        }

        return state;
    }

    private static void WriteAll(BinaryWriter writer, ReadOnlySpan<uint> values)
    {
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    private static void ReadAll<T>(BinaryReader reader, T[] values, Func<BinaryReader, T> read)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(reader);
        }
    }

    private bool Watch(uint code, byte bin)
    {
        if (code != PredictorCode.Missing)
        {
            _sample[_sampled % SampleSize] = code;
            _sampled++;
        }

        if (Grid is null)
        {
            _seen++;
            return (_seen >= SampleSize && _sampled >= FewestValues) || _seen >= MostWarmUp ? Regrid() : false;
        }

        if (_referenceCount < DriftWindow)
        {
            _reference[bin]++;
            _referenceCount++;
            return false;
        }

        _recent[bin]++;
        _recentCount++;
        if (_recentCount < DriftWindow)
        {
            return false;
        }

        var drifted = StabilityIndex() > DriftLimit;
        Array.Clear(_recent);
        _recentCount = 0;
        return drifted && Regrid();
    }

    private bool Regrid()
    {
        var held = (int)Math.Min(_sampled, SampleSize);
        Grid = BinGridBuilder.Build(Definition.Type, (Grid?.Version ?? 0) + 1, _sample.AsSpan(0, held));
        Array.Clear(_reference);
        _referenceCount = 0;
        return true;
    }

    private double StabilityIndex()
    {
        var index = 0.0;
        for (var bin = 0; bin < Grid!.Count; bin++)
        {
            var before = (_reference[bin] + 0.5) / (DriftWindow + (0.5 * Grid.Count));
            var now = (_recent[bin] + 0.5) / (DriftWindow + (0.5 * Grid.Count));
            index += (now - before) * Math.Log(now / before);
        }

        return index;
    }
}
