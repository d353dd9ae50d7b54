using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Which events a part of a pattern means: event "type" [where ...]. Immutable; equality ignores <see cref="Span"/>.</summary>
/// <param name="EventType">Type of the events, 1 to 128 characters.</param>
/// <param name="Where">Filter over the event's properties; null = all.</param>
public sealed record EventNode(string EventType, ConditionNode? Where = null)
{
    /// <summary>Where it stands in the text.</summary>
    public SourceSpan Span { get; init; }

    public bool Equals(EventNode? other) => other is not null && string.Equals(EventType, other.EventType, StringComparison.Ordinal) && Equals(Where, other.Where);

    public override int GetHashCode() => HashCode.Combine(EventType, Where);
}

/// <summary>One part of a sequence.</summary>
/// <param name="Negated">Whether no such event may happen there.</param>
public sealed record SequencePart(EventNode Event, bool Negated = false);
