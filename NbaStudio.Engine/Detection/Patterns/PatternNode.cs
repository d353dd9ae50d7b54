using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>A pattern as it was written. Immutable; equality ignores places in the text.</summary>
/// <param name="EventType">Type of the events.</param>
/// <param name="Where">Filter over the event's properties; null = all.</param>
/// <param name="Count">Events needed, from 1.</param>
/// <param name="Window">Within which they lie; null with a count of 1.</param>
public sealed record PatternNode(string EventType, ConditionNode? Where, int Count, TimeSpan? Window);
