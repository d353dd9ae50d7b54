using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Engine.Customers;

/// <summary>Stored form of what one pattern remembers. Times are short differences.</summary>
internal static class PatternStateCodec
{
    public static void Write(PatternState state, StateWriter writer)
    {
        writer.WriteFixed(state.Fingerprint);
        writer.WriteBoolean(state.LastMatchMilliseconds is not null);
        if (state.LastMatchMilliseconds is { } instant)
        {
            writer.WriteSigned(instant);
            writer.WriteSigned(instant - state.LastEvent);
        }

        writer.WriteBoolean(state.Newest != long.MinValue);
        if (state.Newest != long.MinValue)
        {
            writer.WriteSigned(state.Newest);
        }

        writer.WriteUnsigned((ulong)state.Serial);
        writer.WriteUnsigned((ulong)state.Partials.Count);
        foreach (var partial in state.Partials)
        {
            WritePartial(partial, writer);
        }

        writer.WriteUnsigned((ulong)state.Held.Count);
        foreach (var hit in state.Held)
        {
            writer.WriteSigned(hit.Time);
            writer.WriteUnsigned((ulong)hit.Fits);
            WriteKey(hit.Key, writer);
            WriteCaptured(hit.Captured, writer);
        }

        writer.WriteBoolean(state.Given is not null);
        if (state.Given is { } given)
        {
            WritePartial(given, writer);
        }
    }

    public static PatternState Read(ref StateReader reader)
    {
        var state = new PatternState { Fingerprint = reader.ReadFixed() };
        if (reader.ReadBoolean())
        {
            var instant = reader.ReadSigned();
            (state.LastMatchMilliseconds, state.LastEvent) = (instant, instant - reader.ReadSigned());
        }

        if (reader.ReadBoolean())
        {
            state.Newest = reader.ReadSigned();
        }

        state.Serial = (int)reader.ReadUnsigned();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            state.Partials.Add(ReadPartial(ref reader));
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            state.Held.Add(new PatternHit(reader.ReadSigned(), (int)reader.ReadUnsigned(), ReadKey(ref reader), ReadCaptured(ref reader)));
        }

        state.Given = reader.ReadBoolean() ? ReadPartial(ref reader) : null;
        return state;
    }

    /// <summary>The first version knew the last match and the times of a count.</summary>
    public static PatternState ReadVersion1(ref StateReader reader)
    {
        var (matched, last) = (reader.ReadBoolean(), reader.ReadSigned());
        var times = ReadTimes(ref reader);
        var state = new PatternState { LastMatchMilliseconds = matched ? last : null, LastEvent = matched ? last : 0 };
        if (times.Length > 0)
        {
            state.Serial = 1;
            state.Partials.Add(PartialMatch.Restore(0, 1, 0, times, null));
        }

        return state;
    }

    private static void WritePartial(PartialMatch partial, StateWriter writer)
    {
        WriteKey(partial.Key, writer);
        writer.WriteUnsigned((ulong)partial.Serial);
        writer.WriteUnsigned((ulong)partial.AnchorSerial);
        writer.WriteUnsigned((ulong)partial.Taken);
        var time = 0L;
        foreach (var next in partial.Times)
        {
            writer.WriteSigned(next - time);
            time = next;
        }

        WriteCaptured(partial.Captured, writer);
    }

    private static PartialMatch ReadPartial(ref StateReader reader)
    {
        var (key, serial, anchor) = (ReadKey(ref reader), (int)reader.ReadUnsigned(), (int)reader.ReadUnsigned());
        var times = ReadTimes(ref reader);
        return times.Length > 0 ? PartialMatch.Restore(key, serial, anchor, times, ReadCaptured(ref reader)) : throw StateReader.Invalid("a partial match has no event");
    }

    private static long[] ReadTimes(ref StateReader reader)
    {
        var times = new long[reader.ReadCount()];
        var time = 0L;
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = time += reader.ReadSigned();
        }

        return times;
    }

    // Patterns without same have no key.
    private static void WriteKey(ulong key, StateWriter writer)
    {
        writer.WriteBoolean(key != 0);
        if (key != 0)
        {
            writer.WriteFixed(key);
        }
    }

    private static ulong ReadKey(ref StateReader reader) => reader.ReadBoolean() ? reader.ReadFixed() : 0;

    private static void WriteCaptured(Dictionary<string, Value>? captured, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)(captured?.Count ?? 0));
        foreach (var (name, value) in captured?.OrderBy(p => p.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, Value>>())
        {
            writer.WriteText(name);
            writer.WriteValue(value);
        }
    }

    private static Dictionary<string, Value>? ReadCaptured(ref StateReader reader)
    {
        Dictionary<string, Value>? captured = null;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            (captured ??= new(StringComparer.Ordinal))[reader.ReadPresentText()] = reader.ReadValue();
        }

        return captured;
    }
}
