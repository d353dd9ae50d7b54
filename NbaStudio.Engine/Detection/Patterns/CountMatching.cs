namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>N events within a window, for each value of same.</summary>
internal static class CountMatching
{
    public static void Use(PatternDefinition pattern, PatternState state, long coolDown, in PatternHit hit, PatternResults results)
    {
        // A count skips past its last event, and then rests.
        if (state.LastMatchMilliseconds is not null && hit.Time < state.LastEvent + coolDown)
        {
            return;
        }

        var partial = Of(pattern, state, hit, results);
        var place = partial.Insert(hit.Time);
        partial.Capture(hit.Captured);

        // Only runs of `Count` neighbours that hold the new event can be new.
        for (var first = Math.Max(0, place - pattern.Count + 1); first <= place && first + pattern.Count <= partial.Taken; first++)
        {
            var (begin, last) = (partial.Times[first], partial.Times[first + pattern.Count - 1]);
            if (pattern.Count == 1 || last - begin < pattern.WindowMilliseconds)
            {
                Complete(state, coolDown, begin, last, partial, results);
                return;
            }
        }

        if (partial.Taken >= pattern.Count)
        {
            partial.RemoveFirst(1);
        }
    }

    private static void Complete(PatternState state, long coolDown, long begin, long last, PartialMatch partial, PatternResults results)
    {
        results.Add(new PatternMatch(begin, last, last, partial.Captured));
        (state.LastMatchMilliseconds, state.LastEvent) = (last, last);
        state.Partials.Remove(partial);

        // Late events can have completed it: what lies after its last event and its rest still counts.
        for (var i = state.Partials.Count - 1; i >= 0; i--)
        {
            Forget(state.Partials[i], last, coolDown);
        }

        Forget(partial, last, coolDown);
        if (partial.Taken > 0)
        {
            partial.Captured = null;
            state.Partials.Add(partial);
        }

        state.Partials.RemoveAll(p => p.Taken == 0);
    }

    private static void Forget(PartialMatch partial, long last, long coolDown)
    {
        var spent = 0;
        while (spent < partial.Taken && (coolDown > 0 ? partial.Times[spent] < last + coolDown : partial.Times[spent] <= last))
        {
            spent++;
        }

        partial.RemoveFirst(spent);
    }

    private static PartialMatch? Find(PatternDefinition pattern, PatternState state, ulong key)
    {
        PartialMatch? found = null;
        for (var i = 0; i < state.Partials.Count; i++)
        {
            var partial = state.Partials[i];
            if (partial.Key != key)
            {
                continue;
            }

            if (found is null)
            {
                found = partial;
                continue;
            }

            // Two ids of one customer were folded together.
            foreach (var time in partial.Times)
            {
                found.Insert(time);
            }

            found.RemoveFirst(Math.Max(0, found.Taken - pattern.Count + 1));
            state.Partials.RemoveAt(i--);
        }

        return found;
    }

    private static PartialMatch Of(PatternDefinition pattern, PatternState state, in PatternHit hit, PatternResults results)
    {
        if (Find(pattern, state, hit.Key) is { } known)
        {
            return known;
        }

        var over = hit.Time - pattern.WindowMilliseconds;
        state.Partials.RemoveAll(p => p.Last <= over);
        if (state.Partials.Count == PatternState.MaximumPartials)
        {
            results.Dropped++;
            state.Partials.Remove(state.Partials.MinBy(p => p.Last)!);
        }

        var partial = new PartialMatch(hit.Key, Math.Min(pattern.Count, 8)) { Serial = ++state.Serial };
        state.Partials.Add(partial);
        return partial;
    }
}
