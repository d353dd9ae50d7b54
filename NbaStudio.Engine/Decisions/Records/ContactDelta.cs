using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>Contact entries as runs of "keep" and "skip" over a base and entries of their own. Any change of the log can be written; small ones are small.</summary>
internal static class ContactDelta
{
    private const byte End = 0;
    private const byte Keep = 1;
    private const byte Skip = 2;
    private const byte Insert = 3;

    public static void Write(ByteWriter writer, List<ContactEntry> entries, ContactEntry[]? basis)
    {
        basis ??= [];
        var at = 0;
        long time = 0;
        for (var i = 0; i < entries.Count;)
        {
            var keep = 0;
            while (i + keep < entries.Count && at + keep < basis.Length && entries[i + keep] == basis[at + keep])
            {
                keep++;
            }

            if (keep > 0)
            {
                writer.Byte(Keep);
                writer.Unsigned((ulong)keep);
                i += keep;
                at += keep;
                continue;
            }

            var skip = DistanceTo(entries[i], basis, at);
            if (skip > 0)
            {
                writer.Byte(Skip);
                writer.Unsigned((ulong)skip);
                at += skip;
                continue;
            }

            var entry = entries[i++];
            writer.Byte(Insert);
            writer.Signed(entry.Time - time);
            writer.Unsigned((ulong)entry.Treatment);
            writer.Unsigned((ulong)entry.Channel);
            writer.Byte((byte)((byte)entry.Kind | (entry.Status == ContactStatus.Reserved ? 0x80 : 0)));
            writer.Unsigned((ulong)entry.Decision);
            time = entry.Time;
        }

        writer.Byte(End);
    }

    public static void Read(ref ByteReader reader, List<ContactEntry> entries, ContactEntry[]? basis)
    {
        basis ??= [];
        var at = 0;
        long time = 0;
        while (true)
        {
            switch (reader.Byte())
            {
                case End:
                    return;
                case Keep:
                    var keep = CountOf(ref reader, basis.Length - at);
                    entries.AddRange(basis.AsSpan(at, keep));
                    at += keep;
                    break;
                case Skip:
                    at += CountOf(ref reader, basis.Length - at);
                    break;
                case Insert:
                    time += reader.Signed();
                    var treatment = (int)reader.Unsigned();
                    var channel = (int)reader.Unsigned();
                    var kind = reader.Byte();
                    entries.Add(new ContactEntry(time, treatment, channel, (ContactKind)(kind & 0x7F), (long)reader.Unsigned(), (ContactStatus)(kind >> 7)));
                    break;
                default:
                    throw new InvalidDataException("The contact entries of a record are damaged.");
            }
        }
    }

    private static int CountOf(ref ByteReader reader, int left)
    {
        var count = reader.Unsigned();
        return count <= (ulong)left ? (int)count : throw new InvalidDataException($"A run of {count} contacts is longer than the {left} that are left of the base.");
    }

    /// <summary>How many base entries lie before the next one equal to this; 0 when there is none.</summary>
    private static int DistanceTo(ContactEntry entry, ContactEntry[] basis, int at)
    {
        var found = Array.IndexOf(basis, entry, at);
        return found < 0 ? 0 : found - at;
    }
}
