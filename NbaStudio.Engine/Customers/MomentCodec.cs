using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Engine.Customers;

/// <summary>Stored form of what is pending (patterns, timers, sticky decisions) and of the timeline.</summary>
internal static class MomentCodec
{
    public static void Write(CustomerState state, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)state.Patterns.Count);
        foreach (var (name, pattern) in state.Patterns.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.WriteText(name);
            PatternStateCodec.Write(pattern, writer);
        }

        writer.WriteUnsigned((ulong)state.Timers.Items.Count);
        foreach (var timer in state.Timers.Items)
        {
            writer.WriteSigned(timer.Due);
            writer.WriteByte((byte)timer.Kind);
            writer.WriteSigned(timer.Decision);
            writer.WriteSigned(timer.Treatment);
            writer.WriteText(timer.Payload);
        }

        writer.WriteUnsigned((ulong)state.Sticky.Items.Count);
        foreach (var sticky in state.Sticky.Items)
        {
            writer.WriteText(sticky.Placement);
            writer.WriteSigned(sticky.Decision);
            writer.WriteSigned(sticky.Until);
        }
    }

    public static void Read(CustomerState state, ref StateReader reader, byte version)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var name = reader.ReadPresentText();
            state.Patterns[name] = version == 1 ? PatternStateCodec.ReadVersion1(ref reader) : PatternStateCodec.Read(ref reader);
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (due, kind) = (reader.ReadSigned(), reader.ReadByte());
            if (kind > (byte)TimerKind.HeadWindow)
            {
                throw StateReader.Invalid($"timer of unknown kind {kind}");
            }

            state.Timers.Add(new CustomerTimer(due, (TimerKind)kind, reader.ReadSigned(), (int)reader.ReadSigned(), reader.ReadText()));
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            state.Sticky.Restore(new StickyDecision(reader.ReadPresentText(), reader.ReadSigned(), reader.ReadSigned()));
        }
    }

    public static void WriteTimeline(Timeline timeline, StateWriter writer)
    {
        var time = 0L;
        writer.WriteUnsigned((ulong)timeline.Items.Count);
        foreach (var item in timeline.Items)
        {
            writer.WriteSigned(item.Time - time);
            writer.WriteByte((byte)item.Kind);
            writer.WriteText(item.Type);
            writer.WriteText(item.Text);
            writer.WriteSigned(item.Decision);
            time = item.Time;
        }
    }

    public static void ReadTimeline(Timeline timeline, ref StateReader reader)
    {
        var time = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            time += reader.ReadSigned();
            var kind = reader.ReadByte();
            if (kind > (byte)TimelineKind.Trigger)
            {
                throw StateReader.Invalid($"timeline item of unknown kind {kind}");
            }

            timeline.Add(new TimelineItem(time, (TimelineKind)kind, reader.ReadPresentText(), reader.ReadPresentText(), reader.ReadSigned()));
        }
    }
}
