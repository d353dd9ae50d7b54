using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine.Conditions;

/// <summary>A compiled where: which events of one type count. It has a small slot layout of its own. Immutable and thread safe; matching allocates nothing.</summary>
public sealed class WhereFilter
{
    private readonly CompiledExpression? _expression;
    private readonly TextValue _eventType;
    private readonly string?[] _properties;

    private WhereFilter(CompiledExpression? expression, string eventType, SlotLayout layout)
    {
        _expression = expression;
        _eventType = new TextValue(eventType);
        Layout = layout;

        // event.type is the event's type, not a property.
        _properties = [.. layout.Slots.Cast<EventSlot>().Select(s => s.Property == "type" ? null : s.Property)];
    }

    /// <summary>Canonical text of the where; null = every event of the type.</summary>
    public string? Text => _expression?.Text;

    /// <summary>Type of the events as it was written.</summary>
    public string EventType => _eventType.Original;

    /// <summary>The properties it reads, as event slots.</summary>
    public SlotLayout Layout { get; }

    /// <summary>Compiles a where.</summary>
    /// <param name="where">Condition over bare property names or event.name; null or blank = every event of the type.</param>
    /// <param name="eventType">Type whose declared properties give the kinds; an undeclared type has properties of any kind.</param>
    /// <param name="scope">The declared event types.</param>
    /// <returns>The filter when there are no issues; else null and all issues.</returns>
    public static (WhereFilter? Filter, IReadOnlyList<ConditionIssue> Issues) Compile(string? where, string eventType, ConditionScope scope)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        ArgumentNullException.ThrowIfNull(scope);
        var layout = new SlotLayoutBuilder();
        if (string.IsNullOrWhiteSpace(where))
        {
            return (new WhereFilter(null, eventType, layout.ToLayout()), []);
        }

        var (expression, issues) = ConditionLanguage.Compile(where, scope with { EventType = eventType, AllowEvent = true }, ExpectedType.Condition, layout, insideWhere: true);
        return expression is null ? (null, issues) : (new WhereFilter(expression, eventType, layout.ToLayout()), []);
    }

    /// <summary>A frame to match with; one for each thread. A larger frame of another filter does as well.</summary>
    public EvaluationFrame CreateFrame() => new(Layout.Count);

    /// <summary>Whether an event of the type of this filter passes. The caller compares the type.</summary>
    /// <param name="reader">The event's properties.</param>
    /// <param name="frame">With at least as many slots as the layout; its content is overwritten.</param>
    /// <exception cref="ArgumentException">The frame has too few slots.</exception>
    public bool Matches<TReader>(TReader reader, EvaluationFrame frame)
        where TReader : IPropertyReader => Test(reader, frame) == Ternary.True;

    /// <summary>Truth of the filter for an event; unknown where a property is missing.</summary>
    /// <inheritdoc cref="Matches{TReader}(TReader, EvaluationFrame)" path="/param"/>
    /// <exception cref="ArgumentException">The frame has too few slots.</exception>
    public Ternary Test<TReader>(TReader reader, EvaluationFrame frame)
        where TReader : IPropertyReader
    {
        if (_expression is null)
        {
            return Ternary.True;
        }

        if (frame.Slots.Length < _properties.Length)
        {
            throw new ArgumentException($"The frame has {frame.Slots.Length} slots; the filter needs {_properties.Length}.", nameof(frame));
        }

        for (var i = 0; i < _properties.Length; i++)
        {
            frame.Slots[i] = _properties[i] is { } property ? reader.Read(property) : Value.OfText(_eventType);
        }

        return _expression.Test(frame);
    }

    /// <summary>Whether a type is the one of this filter: compared like all text.</summary>
    public bool IsFor(TextValue eventType) => _eventType.Equals(eventType);
}
