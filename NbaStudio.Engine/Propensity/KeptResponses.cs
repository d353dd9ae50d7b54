namespace NbaStudio.Engine.Propensity;

/// <summary>The last responses of one treatment, and rows of files it was started from: their inputs and outcomes, for re-scoring, selection and new grids. A ring that grows to its capacity.</summary>
/// <remarks>Memory: 5 bytes per predictor and 45 more for each response.</remarks>
internal sealed class KeptResponses(int predictors)
{
    private uint[] _codes = [];
    private byte[] _bins = [];
    private long[] _times = [];
    private long[] _sequences = [];
    private bool[] _positive = [];
    private float[] _modelP = [];
    private float[] _baseP = [];
    private float[] _pooledP = [];
    private float[] _servedP = [];
    private float[] _standing = [];
    private float[] _counted = [];
    private float[] _pulls = [];
    private int _start;

    public int Count { get; private set; }

    public int Predictors { get; } = predictors;

    public Span<uint> Codes(int index) => _codes.AsSpan(At(index) * Predictors, Predictors);

    public Span<byte> Bins(int index) => _bins.AsSpan(At(index) * Predictors, Predictors);

    public ref long Time(int index) => ref _times[At(index)];

    /// <summary>Number of the response among those of its treatment; even and odd ones check each other. Negative for a row of a file.</summary>
    public ref long Sequence(int index) => ref _sequences[At(index)];

    public ref bool IsPositive(int index) => ref _positive[At(index)];

    /// <summary>What the model said before it learned the response.</summary>
    public ref float ModelP(int index) => ref _modelP[At(index)];

    /// <summary>What the base rate was before the response was learned.</summary>
    public ref float BaseP(int index) => ref _baseP[At(index)];

    /// <summary>What the pooled model said before.</summary>
    public ref float PooledP(int index) => ref _pooledP[At(index)];

    /// <summary>What was said by whoever spoke for the treatment then.</summary>
    public ref float ServedP(int index) => ref _servedP[At(index)];

    /// <summary>How many responses it stands for in rates and maps: 1, at most 1 for a row of a file.</summary>
    public ref float Standing(int index) => ref _standing[At(index)];

    /// <summary>The weight with which it was counted: 1, at most <see cref="Standing"/> for a row of a file, because more rows are counted than kept.</summary>
    public ref float Counted(int index) => ref _counted[At(index)];

    /// <summary>How far an open response pulls its weights of the pooled model; <see cref="float.NaN"/> = it is settled.</summary>
    public ref float Pull(int index) => ref _pulls[At(index)];

    /// <summary>All before it are settled.</summary>
    public int FirstOpen { get; set; }

    /// <summary>Whether the pooled model still visits it.</summary>
    public bool IsOpen(int index) => index >= FirstOpen && !float.IsNaN(Pull(index));

    /// <summary>Whether it is a row of a file: nobody was served by it.</summary>
    public bool IsFromFile(int index) => Sequence(index) < 0;

    /// <summary>Makes room for one more, dropping the oldest at capacity; returns its index.</summary>
    public int Add(int capacity)
    {
        while (Count >= capacity)
        {
            Drop(1);
        }

        if (Count == _times.Length)
        {
            Grow(Math.Min(capacity, Math.Max(16, Count * 2)));
        }

        Count++;
        return Count - 1;
    }

    /// <summary>Lets go of all but the newest.</summary>
    public void KeepNewest(int count)
    {
        Drop(Math.Max(0, Count - count));
    }

    /// <summary>The newest negative of that time and those inputs (as far as it knew them), or -1.</summary>
    public int FindNegative(long time, ReadOnlySpan<uint> codes)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (!IsPositive(i) && !IsFromFile(i) && Time(i) == time && Agree(Codes(i), codes))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A copy for another list of predictors: for each of the new ones its index among the old, or -1.</summary>
    public KeptResponses Remap(ReadOnlySpan<int> sources)
    {
        var copy = new KeptResponses(sources.Length);
        for (var i = 0; i < Count; i++)
        {
            copy.Add(int.MaxValue);
            copy.Time(i) = Time(i);
            copy.Sequence(i) = Sequence(i);
            copy.IsPositive(i) = IsPositive(i);
            copy.ModelP(i) = ModelP(i);
            copy.BaseP(i) = BaseP(i);
            copy.PooledP(i) = PooledP(i);
            copy.ServedP(i) = ServedP(i);
            copy.Standing(i) = Standing(i);
            copy.Counted(i) = Counted(i);
            copy.Pull(i) = Pull(i);
            for (var p = 0; p < sources.Length; p++)
            {
                copy.Codes(i)[p] = sources[p] < 0 ? PredictorCode.NotObserved : Codes(i)[sources[p]];
                copy.Bins(i)[p] = sources[p] < 0 ? CountModel.NotCounted : Bins(i)[sources[p]];
            }
        }

        copy.FirstOpen = FirstOpen;
        return copy;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(FirstOpen);
        for (var i = 0; i < Count; i++)
        {
            writer.Write(Time(i));
            writer.Write(Sequence(i));
            writer.Write(IsPositive(i));
            writer.Write(ModelP(i));
            writer.Write(BaseP(i));
            writer.Write(PooledP(i));
            writer.Write(ServedP(i));
            writer.Write(Standing(i));
            writer.Write(Counted(i));
            writer.Write(Pull(i));
            writer.Write(Bins(i));
            foreach (var code in Codes(i))
            {
                writer.Write(code);
            }
        }
    }

    public void Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var firstOpen = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            Add(int.MaxValue);
            Time(i) = reader.ReadInt64();
            Sequence(i) = reader.ReadInt64();
            IsPositive(i) = reader.ReadBoolean();
            ModelP(i) = reader.ReadSingle();
            BaseP(i) = reader.ReadSingle();
            PooledP(i) = reader.ReadSingle();
            ServedP(i) = reader.ReadSingle();
            Standing(i) = reader.ReadSingle();
            Counted(i) = reader.ReadSingle();
            Pull(i) = reader.ReadSingle();
            reader.BaseStream.ReadExactly(Bins(i));
            foreach (ref var code in Codes(i))
            {
                code = reader.ReadUInt32();
            }
        }

        FirstOpen = firstOpen;
    }

    private static bool Agree(ReadOnlySpan<uint> kept, ReadOnlySpan<uint> codes)
    {
        for (var p = 0; p < kept.Length; p++)
        {
            if (kept[p] != codes[p] && kept[p] != PredictorCode.NotObserved)
            {
                return false;
            }
        }

        return true;
    }

    private void Drop(int count)
    {
        _start = _times.Length == 0 ? 0 : (_start + count) % _times.Length;
        Count -= count;
        FirstOpen = Math.Max(0, FirstOpen - count);
    }

    private int At(int index)
    {
        var at = _start + index;
        return at < _times.Length ? at : at - _times.Length;
    }

    private void Grow(int size)
    {
        Resize(ref _codes, size, Predictors);
        Resize(ref _bins, size, Predictors);
        Resize(ref _sequences, size, 1);
        Resize(ref _positive, size, 1);
        Resize(ref _modelP, size, 1);
        Resize(ref _baseP, size, 1);
        Resize(ref _pooledP, size, 1);
        Resize(ref _servedP, size, 1);
        Resize(ref _standing, size, 1);
        Resize(ref _counted, size, 1);
        Resize(ref _pulls, size, 1);
        Resize(ref _times, size, 1);
        _start = 0;
    }

    // Unrolls the ring, so that the oldest stands at 0.
    private void Resize<T>(ref T[] array, int size, int width)
    {
        var resized = new T[size * width];
        var head = Math.Min(Count, _times.Length - _start);
        array.AsSpan(_start * width, head * width).CopyTo(resized);
        array.AsSpan(0, (Count - head) * width).CopyTo(resized.AsSpan(head * width));
        array = resized;
    }
}
