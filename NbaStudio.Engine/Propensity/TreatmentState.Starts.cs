using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Propensity;

/// <content>Rows of files that the models were started from.</content>
internal sealed partial class TreatmentState
{
    private readonly List<FileStart> _starts = [];

    /// <summary>How many of <see cref="Responses"/> are the weight of files.</summary>
    public long FromFile { get; private set; }

    /// <summary>The files it was started from, oldest first.</summary>
    public IReadOnlyList<FileStart> Starts => _starts;

    /// <summary>How many rows of the last file are kept, its last ones: as many as there is room for beside responses.</summary>
    public int RowsToKeep { get; private set; }

    /// <summary>A file begins: from here on it counts among the responses with its weight.</summary>
    /// <param name="capacity">Responses kept per treatment.</param>
    public void Begin(FileStart start, int capacity)
    {
        RowsToKeep = Math.Clamp(capacity - Enumerable.Range(0, Kept.Count).Count(i => !Kept.IsFromFile(i)), 0, start.Rows);
        _starts.Add(start);
        FromFile += start.Effective;
        Responses += start.Effective;
        Positives += start.EffectivePositives;
    }

    /// <summary>Counts a row of a file. Only live responses teach who speaks, and whether what is said holds.</summary>
    /// <param name="row">Its number in the file as it is learned, from 0.</param>
    /// <param name="counted">Its weight beside a response's, in (0, 1].</param>
    public void CountRow(long time, int row, bool isPositive, ReadOnlySpan<byte> bins, double counted)
    {
        Counts.Advance(time);
        Counts.AddRow(bins, time, row & 1, isPositive, counted);
        SinceFit++;
        SinceRanked++;
    }

    /// <summary>Keeps a row of a file beside the responses.</summary>
    /// <param name="counted">As in <see cref="CountRow"/>.</param>
    /// <param name="standing">For how many responses it stands, in (0, 1].</param>
    public void KeepRow(long time, int row, bool isPositive, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> bins, in Predictions said, int capacity, float counted, float standing)
    {
        // The same half as in the counts, and below 0: no response's number.
        var index = Keep(time, (row & 1) - 2, isPositive, codes, bins, said, capacity);
        (Kept.Counted(index), Kept.Standing(index)) = (counted, standing);
        KeptResponses += standing - 1;
        KeptPositives += isPositive ? standing - 1 : 0;
    }

    private void WriteStarts(BinaryWriter writer)
    {
        writer.Write(FromFile);
        writer.Write(RowsToKeep);
        writer.Write(_starts.Count);
        _starts.ForEach(s => s.Write(writer));
    }

    private void ReadStarts(BinaryReader reader)
    {
        FromFile = reader.ReadInt64();
        RowsToKeep = reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _starts.Add(FileStart.Read(reader));
        }
    }
}
