namespace NbaStudio.Engine.Propensity.Starts;

/// <summary>A file that a head of a treatment's models was started from. Immutable.</summary>
/// <param name="Time">Milliseconds since 1970 UTC, of the journal's entry.</param>
/// <param name="By">Who asked.</param>
/// <param name="File">Name of the file, for people.</param>
/// <param name="Fingerprint">Of the file's content: the same file is not taken twice unless that is asked for.</param>
/// <param name="Rows">Rows learned.</param>
/// <param name="PositiveRows">Positive ones among them.</param>
/// <param name="Effective">How many responses they count for together.</param>
/// <param name="Columns">Predictors that the file has a column for.</param>
public sealed record FileStart(long Time, string By, string File, ulong Fingerprint, int Rows, int PositiveRows, int Effective, int Columns)
{
    /// <summary>For how many positive responses they count.</summary>
    public int EffectivePositives => (int)Math.Round((double)PositiveRows * Effective / Rows);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Time);
        writer.Write(By);
        writer.Write(File);
        writer.Write(Fingerprint);
        writer.Write(Rows);
        writer.Write(PositiveRows);
        writer.Write(Effective);
        writer.Write(Columns);
    }

    internal static FileStart Read(BinaryReader reader) => new(
        reader.ReadInt64(), reader.ReadString(), reader.ReadString(), reader.ReadUInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
}
