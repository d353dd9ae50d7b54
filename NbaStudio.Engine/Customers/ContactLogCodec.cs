namespace NbaStudio.Engine.Customers;

/// <summary>Stored form of the contact log: about ten bytes a fact.</summary>
internal static class ContactLogCodec
{
    private const byte ReservedFlag = 0x80;

    public static void Write(ContactLog log, StateWriter writer)
    {
        var (time, decision) = (0L, 0L);
        writer.WriteUnsigned((ulong)log.Entries.Count);
        foreach (var entry in log.Entries)
        {
            writer.WriteSigned(entry.Time - time);
            writer.WriteSigned(entry.Treatment);
            writer.WriteSigned(entry.Channel);
            writer.WriteByte((byte)((byte)entry.Kind | (entry.Status == ContactStatus.Reserved ? ReservedFlag : 0)));
            writer.WriteSigned(entry.Decision - decision);
            (time, decision) = (entry.Time, entry.Decision);
        }

        var day = 0;
        writer.WriteUnsigned((ulong)log.Days.Count);
        foreach (var folded in log.Days)
        {
            writer.WriteSigned(folded.Day - day);
            writer.WriteSigned(folded.Treatment);
            writer.WriteSigned(folded.Channel);
            writer.WriteByte((byte)folded.Kind);
            writer.WriteUnsigned((ulong)folded.Count);
            day = folded.Day;
        }
    }

    public static void Read(ContactLog log, ref StateReader reader)
    {
        var (time, decision) = (0L, 0L);
        var entries = new ContactEntry[reader.ReadCount()];
        for (var i = 0; i < entries.Length; i++)
        {
            time += reader.ReadSigned();
            var (treatment, channel, kind) = ((int)reader.ReadSigned(), (int)reader.ReadSigned(), reader.ReadByte());
            decision += reader.ReadSigned();
            var status = (kind & ReservedFlag) != 0 ? ContactStatus.Reserved : ContactStatus.Confirmed;
            entries[i] = new ContactEntry(time, treatment, channel, KindOf(kind & ~ReservedFlag), decision, status);
        }

        var day = 0;
        var days = new ContactDayCount[reader.ReadCount()];
        for (var i = 0; i < days.Length; i++)
        {
            day += (int)reader.ReadSigned();
            days[i] = new ContactDayCount(day, (int)reader.ReadSigned(), (int)reader.ReadSigned(), KindOf(reader.ReadByte()), (int)reader.ReadUnsigned());
        }

        log.Restore(entries, days);
    }

    private static ContactKind KindOf(int number) =>
        number <= (int)ContactKind.Conversion ? (ContactKind)number : throw StateReader.Invalid($"contact of unknown kind {number}");
}
