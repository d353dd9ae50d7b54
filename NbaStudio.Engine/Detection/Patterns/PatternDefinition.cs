using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>A compiled pattern: what a trigger waits for. Immutable and thread safe.</summary>
/// <param name="Text">Canonical text.</param>
/// <param name="EventType">Type of the events.</param>
/// <param name="Filter">Which events of the type count.</param>
/// <param name="Count">Events needed, 1 to <see cref="PatternLanguage.MaximumCount"/>.</param>
/// <param name="Window">All events of a match lie in (last - Window, last]; zero with a count of 1.</param>
/// <param name="Captures">Properties of the last event that are read later as trigger.name.</param>
public sealed record PatternDefinition(string Text, TextValue EventType, WhereFilter Filter, int Count, TimeSpan Window, IReadOnlyList<string> Captures)
{
    internal long WindowMilliseconds { get; } = (long)Window.TotalMilliseconds;
}
