using NbaStudio.Engine.Customers;

namespace NbaStudio.Tests.Customers;

/// <summary>Writes a small state as the first version of the program did, byte for byte.</summary>
internal static class CustomerStateV1
{
    /// <summary>A customer with one awaited answer and one count under way.</summary>
    public static void Write(StateWriter writer, long key, string pattern, long start, long[] times)
    {
        writer.WriteByte(1);
        writer.WriteSigned(key);
        writer.WriteUnsigned(0);
        writer.WriteText(null);
        writer.WriteText(null);
        writer.WriteBoolean(false);
        writer.WriteSigned(start);
        writer.WriteSigned(5);
        writer.WriteSigned(2);
        writer.WriteSigned(0);
        writer.WriteUnsigned(0); // profile
        writer.WriteUnsigned(0); // consents
        writer.WriteUnsigned(0); // addresses
        ContactLogCodec.Write(new ContactLog(), writer);
        writer.WriteUnsigned(0); // aggregates
        writer.WriteUnsigned(1);
        writer.WriteSigned(1);
        writer.WriteSigned(3);
        writer.WriteSigned(4);
        writer.WriteSigned(start);
        writer.WriteBoolean(false);
        writer.WriteBoolean(true);
        writer.WriteSigned(60_000);
        writer.WriteUnsigned(1);
        writer.WriteDouble(0.5);
        writer.WriteUnsigned(99);
        writer.WriteSigned(0);
        writer.WriteDouble(2);
        writer.WriteBoolean(false);
        writer.WriteBoolean(false);
        writer.WriteBoolean(false);
        writer.WriteUnsigned(1);
        writer.WriteText(pattern);
        writer.WriteBoolean(true);
        writer.WriteSigned(start - 9000);
        writer.WriteUnsigned((ulong)times.Length);
        var time = 0L;
        foreach (var next in times)
        {
            writer.WriteSigned(next - time);
            time = next;
        }

        writer.WriteUnsigned(0); // timers
        writer.WriteUnsigned(0); // sticky decisions
        writer.WriteUnsigned(0); // timeline
    }
}
