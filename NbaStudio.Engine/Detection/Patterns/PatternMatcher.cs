using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Says whether an event completes a pattern for its customer. Pure but for the state it is given.</summary>
public static class PatternMatcher
{
    /// <summary>Shows one event to one pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="state">The customer's state for it; changed.</param>
    /// <param name="eventType">Type of the event.</param>
    /// <param name="eventMilliseconds">The event's own time, milliseconds since 1970 UTC.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="frame">To evaluate the filter with; large enough for the filter's layout.</param>
    /// <param name="coolDown">After a match, events up to this long after its last event are ignored. At least 0.</param>
    /// <returns>Whether this event completes a match. All its events lie in (last - window, last]; an event is part of one match at most.</returns>
    /// <remarks>Events that come in time order give exact results. A late event joins the events that are still remembered (fewer than the pattern's count).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The cool-down is negative.</exception>
    public static bool Observe<TReader>(
        PatternDefinition pattern, PatternState state, TextValue eventType, long eventMilliseconds, TReader properties, EvaluationFrame frame, TimeSpan coolDown = default)
        where TReader : IPropertyReader
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(coolDown, TimeSpan.Zero);
        return pattern.EventType.Equals(eventType)
            && !IsIgnored(pattern, state, eventMilliseconds, (long)coolDown.TotalMilliseconds)
            && pattern.Filter.Matches(properties, frame)
            && state.Add(eventMilliseconds, pattern.Count, pattern.WindowMilliseconds, (long)coolDown.TotalMilliseconds);
    }

    private static bool IsIgnored(PatternDefinition pattern, PatternState state, long time, long coolDown)
    {
        if (state.LastMatchMilliseconds is not { } last)
        {
            return false;
        }

        // A count skips past its last event; a single late event is a match of its own unless a cool-down lies around it.
        return time < last ? pattern.Count > 1 || time > last - coolDown : time < last + coolDown;
    }
}
