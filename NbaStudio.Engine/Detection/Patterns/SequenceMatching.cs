namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Parts one after another, some of which must not happen.</summary>
internal static class SequenceMatching
{
    /// <summary>When a partial match that waits for nothing but time is complete; <see cref="long.MaxValue"/> for others.</summary>
    public static long DueOf(PatternDefinition pattern, PartialMatch partial) =>
        pattern.EndsWithAbsence && partial.Taken == pattern.PositiveBits.Length ? partial.Last + pattern.WindowMilliseconds : long.MaxValue;

    /// <summary>Completes the non-events whose time is before an instant, in due order; of those due together the one that began first.</summary>
    public static void CompleteDue(PatternDefinition pattern, PatternState state, long coolDown, long before, PatternResults results)
    {
        while (true)
        {
            PartialMatch? next = null;
            foreach (var partial in state.Partials)
            {
                if (next is null || DueOf(pattern, partial) < DueOf(pattern, next))
                {
                    next = partial;
                }
            }

            if (next is null || DueOf(pattern, next) >= before)
            {
                return;
            }

            Complete(pattern, state, coolDown, next, DueOf(pattern, next), results);
        }
    }

    public static void Use(PatternDefinition pattern, PatternState state, long coolDown, in PatternHit hit, PatternResults results)
    {
        if (state.Given is { } given && given.Key == hit.Key && IsForbidden(pattern, given, hit))
        {
            results.Contradictions++;
            state.Given = null;
        }

        var begins = (hit.Fits & 1) != 0 && !IsSpent(state, coolDown, hit.Time);
        for (var i = 0; i < state.Partials.Count; i++)
        {
            var partial = state.Partials[i];
            if (partial.Key == hit.Key && IsForbidden(pattern, partial, hit))
            {
                state.Partials.RemoveAt(i--);
            }
            else if (partial.Taken == pattern.PositiveBits.Length)
            {
                // Waits for nothing but time.
            }
            else if (hit.Time - partial.First > pattern.WindowMilliseconds)
            {
                state.Partials.RemoveAt(i--);
            }
            else if (partial.Key == hit.Key && hit.Time >= partial.Last && (hit.Fits & pattern.PositiveBits[partial.Taken]) != 0)
            {
                Take(pattern, partial, hit, begins ? state.Serial + 1 : state.Serial);
                if (partial.Taken == pattern.PositiveBits.Length && !pattern.EndsWithAbsence)
                {
                    Complete(pattern, state, coolDown, partial, hit.Time, results);
                    return;
                }
            }
        }

        if (begins)
        {
            Begin(pattern, state, hit, results);
        }
    }

    private static bool IsSpent(PatternState state, long coolDown, long time) =>
        state.LastMatchMilliseconds is { } instant && (coolDown > 0 ? time < instant + coolDown : time < state.LastEvent);

    private static void Begin(PatternDefinition pattern, PatternState state, in PatternHit hit, PatternResults results)
    {
        if (state.Partials.Count == PatternState.MaximumPartials)
        {
            results.Dropped++;
            state.Partials.RemoveAt(0);
        }

        var partial = new PartialMatch(hit.Key, pattern.PositiveBits.Length) { Serial = ++state.Serial };
        Take(pattern, partial, hit, state.Serial);
        state.Partials.Add(partial);
    }

    /// <param name="newest">Serial of the newest partial match, the one that this event begins included: it does not begin after the anchor.</param>
    private static void Take(PatternDefinition pattern, PartialMatch partial, in PatternHit hit, int newest)
    {
        partial.Take(hit.Time);
        partial.Capture(hit.Captured);
        if (pattern.EndsWithAbsence && partial.Taken == pattern.PositiveBits.Length)
        {
            partial.AnchorSerial = newest;
        }
    }

    /// <summary>Whether an event lies where it must not: after the last event taken, or between two that were taken.</summary>
    private static bool IsForbidden(PatternDefinition pattern, PartialMatch partial, in PatternHit hit)
    {
        if ((hit.Fits & pattern.AnyForbidden) == 0 || hit.Time < partial.First)
        {
            return false;
        }

        var times = partial.Times;
        for (var i = 0; i < times.Length; i++)
        {
            if ((hit.Fits & pattern.ForbiddenAfter[i]) == 0 || hit.Time < times[i])
            {
                continue;
            }

            var isInside = i + 1 < times.Length ? hit.Time < times[i + 1]
                : i + 1 < pattern.PositiveBits.Length || hit.Time <= times[i] + pattern.WindowMilliseconds;
            if (isInside)
            {
                return true;
            }
        }

        return false;
    }

    private static void Complete(PatternDefinition pattern, PatternState state, long coolDown, PartialMatch done, long instant, PatternResults results)
    {
        var last = done.Last;
        results.Add(new PatternMatch(done.First, last, instant, done.Captured));
        (state.LastMatchMilliseconds, state.LastEvent) = (instant, last);
        state.Given = pattern.AnyForbidden != 0 ? done : null;
        var byEvent = !pattern.EndsWithAbsence;
        for (var i = state.Partials.Count - 1; i >= 0; i--)
        {
            var other = state.Partials[i];
            var isSpent = coolDown > 0 ? other.First < instant + coolDown
                : byEvent ? other.First <= last : other.Serial <= done.AnchorSerial;
            if (isSpent || ReferenceEquals(other, done))
            {
                state.Partials.RemoveAt(i);
            }
        }
    }
}
