using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Shows events and time to patterns. docs/patterns.md defines what comes out. Pure but for the state it is given; allocates nothing for events that fit nothing.</summary>
public static class PatternMatcher
{
    /// <summary>Shows one event to one pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="state">The customer's state for it; null = nothing is remembered yet. Made when there is something to remember; changed.</param>
    /// <param name="timing">Cool-down and waiting for late events.</param>
    /// <param name="type">Type of the event.</param>
    /// <param name="time">The event's own time, milliseconds since 1970 UTC.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="now">The clock, milliseconds since 1970 UTC.</param>
    /// <param name="frame">To evaluate filters with; of at least the slots of the largest filter.</param>
    /// <param name="results">Gets what came of it, in addition to what is in it.</param>
    /// <param name="mayBegin">Whether the event may be the first of a match.</param>
    public static void Observe<TReader>(
        PatternDefinition pattern, ref PatternState? state, in PatternTiming timing, TextValue type, long time, TReader properties, long now, EvaluationFrame frame,
        PatternResults results, bool mayBegin = true)
        where TReader : IPropertyReader
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(results);

        // Where nothing is remembered only the first part matters; but what waits for late events waits with all of them.
        var isIdle = timing.WaitForLate == 0 && (state is null || (state.Partials.Count == 0 && state.Held.Count == 0 && state.Given is null));
        var fits = pattern.Fits(type, properties, frame, isIdle, out var key) & (mayBegin ? -1 : ~1);
        if (fits == 0)
        {
            return;
        }

        Show(pattern, state ??= new PatternState(), timing, new PatternHit(time, fits, key, Captured(pattern, properties, fits)), now, results);
    }

    /// <summary>Lets time pass: uses events that have waited long enough and completes non-events.</summary>
    public static void Advance(PatternDefinition pattern, PatternState state, in PatternTiming timing, long now, PatternResults results)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(results);
        state.Adopt(pattern);
        var until = now - timing.WaitForLate;
        while (state.Held.Count > 0 && state.Held[0].Time <= until)
        {
            UseFirstHeld(pattern, state, timing, results);
        }

        if (pattern.EndsWithAbsence)
        {
            SequenceMatching.CompleteDue(pattern, state, timing.CoolDown, until, results);
        }
    }

    /// <summary>When time alone next changes something, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> = never.</summary>
    public static long NextDue(PatternDefinition pattern, PatternState state, in PatternTiming timing)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(state);
        var next = state.Held.Count > 0 ? state.Held[0].Time + timing.WaitForLate : long.MaxValue;
        if (pattern.EndsWithAbsence)
        {
            foreach (var partial in state.Partials)
            {
                // The first instant after it: an awaited event at the very end still cancels.
                next = Math.Min(next, SequenceMatching.DueOf(pattern, partial) is var due && due == long.MaxValue ? due : due + timing.WaitForLate + 1);
            }
        }

        return next;
    }

    /// <summary>Shows an event of which it is known what it fits.</summary>
    internal static void Show(PatternDefinition pattern, PatternState state, in PatternTiming timing, in PatternHit hit, long now, PatternResults results)
    {
        state.Adopt(pattern);
        if (state.Held.Count > 0 || pattern.EndsWithAbsence)
        {
            Advance(pattern, state, timing, now, results);
        }

        if (timing.WaitForLate == 0 || hit.Time < state.Newest)
        {
            results.Late += hit.Time < state.Newest ? 1 : 0;
            Use(pattern, state, timing.CoolDown, hit, results);
            return;
        }

        var place = state.Held.Count;
        while (place > 0 && state.Held[place - 1].Time > hit.Time)
        {
            place--;
        }

        state.Held.Insert(place, hit);
        if (state.Held.Count > PatternState.MaximumHeld)
        {
            results.Dropped++;
            UseFirstHeld(pattern, state, timing, results);
        }

        Advance(pattern, state, timing, now, results);
    }

    private static void UseFirstHeld(PatternDefinition pattern, PatternState state, in PatternTiming timing, PatternResults results)
    {
        var hit = state.Held[0];
        state.Held.RemoveAt(0);
        if (pattern.EndsWithAbsence)
        {
            SequenceMatching.CompleteDue(pattern, state, timing.CoolDown, hit.Time, results);
        }

        Use(pattern, state, timing.CoolDown, hit, results);
    }

    private static void Use(PatternDefinition pattern, PatternState state, long coolDown, in PatternHit hit, PatternResults results)
    {
        switch (pattern.Kind)
        {
            case PatternKind.Event:
                UseSingle(state, coolDown, hit, results);
                break;
            case PatternKind.Count:
                CountMatching.Use(pattern, state, coolDown, hit, results);
                break;
            default:
                SequenceMatching.Use(pattern, state, coolDown, hit, results);
                break;
        }

        state.Newest = Math.Max(state.Newest, hit.Time);
    }

    private static void UseSingle(PatternState state, long coolDown, in PatternHit hit, PatternResults results)
    {
        // A late event is a match of its own unless a cool-down lies around it.
        if (state.LastMatchMilliseconds is { } last && (hit.Time < last ? hit.Time > last - coolDown : hit.Time < last + coolDown))
        {
            return;
        }

        results.Add(new PatternMatch(hit.Time, hit.Time, hit.Time, hit.Captured));
        if (coolDown > 0)
        {
            state.LastMatchMilliseconds = Math.Max(hit.Time, state.LastMatchMilliseconds ?? long.MinValue);
        }
    }

    /// <summary>What a match reads later of an event that fits; null without any.</summary>
    internal static Dictionary<string, Value>? Captured<TReader>(PatternDefinition pattern, TReader properties, int fits)
        where TReader : IPropertyReader
    {
        Dictionary<string, Value>? captured = null;
        if ((fits & pattern.AnyPositive) != 0)
        {
            foreach (var name in pattern.Captures)
            {
                if (properties.Read(name) is { IsMissing: false } value)
                {
                    (captured ??= new(StringComparer.Ordinal))[name] = value;
                }
            }
        }

        return captured;
    }
}
