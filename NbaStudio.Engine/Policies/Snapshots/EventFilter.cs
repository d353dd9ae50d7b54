using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Events of one type whose properties fulfil a condition. Immutable and thread safe; each thread brings its own frame.</summary>
/// <param name="EventType">Type, compared folded.</param>
/// <param name="Condition">Condition over the event's properties; null = every event of the type.</param>
/// <param name="Layout">Slots of the condition (event.* only, one per property); empty without a condition.</param>
/// <param name="Text">The pattern text, for people.</param>
public sealed record EventFilter(TextValue EventType, CompiledExpression? Condition, SlotLayout Layout, string Text)
{
    /// <summary>Names of the properties to fill, in the order of <see cref="Layout"/>; the property "type" is the event's type.</summary>
    public IReadOnlyList<string> Properties { get; } = [.. Layout.Slots.Select(s => s is EventSlot e ? e.Property : s.Name)];

    /// <summary>Whether an event of this type passes. The frame holds the properties in the order of <see cref="Properties"/>; it is not read without a condition.</summary>
    public bool Passes(TextValue eventType, EvaluationFrame frame)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        return EventType.Equals(eventType) && (Condition is null || Condition.Test(frame) == Ternary.True);
    }

    /// <summary>Whether the event passes; allocates a frame, so not for the hottest paths.</summary>
    public bool Passes(TextValue eventType, IReadOnlyDictionary<string, Value> properties)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        ArgumentNullException.ThrowIfNull(properties);
        if (!EventType.Equals(eventType))
        {
            return false;
        }

        return Condition is null || Condition.Test(Fill(new EvaluationFrame(Layout.Count), eventType, properties)) == Ternary.True;
    }

    /// <summary>Fills a frame of at least <see cref="Layout"/>'s count with the event's properties and returns it.</summary>
    public EvaluationFrame Fill(EvaluationFrame frame, TextValue eventType, IReadOnlyDictionary<string, Value> properties)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(properties);
        for (var i = 0; i < Properties.Count; i++)
        {
            frame.Slots[i] = properties.TryGetValue(Properties[i], out var value) ? value : Properties[i] == "type" ? Value.OfText(eventType) : Value.Missing;
        }

        return frame;
    }
}
