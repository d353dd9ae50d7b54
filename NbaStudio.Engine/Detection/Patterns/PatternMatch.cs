using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>A match of a pattern.</summary>
/// <param name="First">Time of its first event, milliseconds since 1970 UTC.</param>
/// <param name="Last">Time of its last event; for a non-event the anchor.</param>
/// <param name="Instant">When it is complete: the time of the last event; for a non-event the anchor + window.</param>
/// <param name="Captured">Values of its events that are read as trigger.name; null = none.</param>
public readonly record struct PatternMatch(long First, long Last, long Instant, IReadOnlyDictionary<string, Value>? Captured);
