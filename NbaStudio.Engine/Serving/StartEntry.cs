using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>The binary form of a part of a file that models are started from, in the journal.</summary>
/// <param name="TreatmentKey">Key of the treatment.</param>
/// <param name="FurtherHead">The head; null = the primary one.</param>
/// <param name="Part">The rows; the start's time is the journal entry's and not written.</param>
internal sealed record StartEntry(int TreatmentKey, HeadKind? FurtherHead, StartPart Part)
{
    private const byte Version = 1;

    public byte[] ToBytes()
    {
        var start = Part.Start;
        var writer = new ByteWriter(256 + (Part.Codes.Length * 4) + Part.Positives.Length);
        writer.Byte(Version);
        writer.Unsigned((ulong)TreatmentKey);
        writer.Byte(FurtherHead is { } head ? (byte)(1 + (byte)head) : (byte)0);
        writer.Text(start.By);
        writer.Text(start.File);
        writer.Unsigned(start.Fingerprint);
        writer.Unsigned((ulong)start.Rows);
        writer.Unsigned((ulong)start.PositiveRows);
        writer.Unsigned((ulong)start.Effective);
        writer.Unsigned((ulong)Part.First);
        writer.Unsigned((ulong)Part.Columns.Count);
        foreach (var column in Part.Columns)
        {
            writer.Text(column.Name);
            writer.Byte((byte)column.Type);
        }

        writer.Unsigned((ulong)Part.Positives.Length);
        foreach (var positive in Part.Positives)
        {
            writer.Flag(positive);
        }

        writer.Bytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(LittleEndian(Part.Codes)));
        return writer.ToArray();
    }

    /// <param name="time">Of the journal entry, milliseconds since 1970 UTC.</param>
    /// <exception cref="InvalidDataException">The version is not known.</exception>
    public static StartEntry Read(ReadOnlySpan<byte> payload, long time)
    {
        var reader = new ByteReader(payload);
        if (reader.Byte() is var version and not Version)
        {
            throw new InvalidDataException($"Version {version} of a start from a file is not known; this program reads version {Version}.");
        }

        var (treatment, head) = ((int)reader.Unsigned(), reader.Byte());
        var (by, file, fingerprint) = (reader.Text(), reader.Text(), reader.Unsigned());
        var (rows, positives, effective, first) = ((int)reader.Unsigned(), (int)reader.Unsigned(), (int)reader.Unsigned(), (int)reader.Unsigned());
        var columns = new PredictorDefinition[reader.Count()];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new PredictorDefinition(reader.Text(), (PredictorType)reader.Byte());
        }

        var outcomes = new bool[reader.Count()];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = reader.Flag();
        }

        var codes = new uint[outcomes.Length * columns.Length];
        reader.Bytes(codes.Length * 4).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(codes.AsSpan()));
        return new StartEntry(
            treatment, head == 0 ? null : (HeadKind)(head - 1), new StartPart(new FileStart(time, by, file, fingerprint, rows, positives, effective, columns.Length), first, columns, LittleEndian(codes), outcomes));
    }

    private static uint[] LittleEndian(uint[] codes) =>
        BitConverter.IsLittleEndian ? codes : [.. codes.Select(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness)];
}
