using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Detection.Patterns;

/// <summary>An event of a random log. Equal times stand in the order of the log.</summary>
internal readonly record struct OracleEvent(long Time, string Type, int? V, int? Key);

/// <summary>One part as the oracle reads it: type, and the wanted value of property v where there is one.</summary>
internal sealed record OraclePart(string Type, int? Wanted, bool Negated)
{
    public bool Fits(OracleEvent e, bool same) => e.Type == Type && (Wanted is null || e.V == Wanted) && (!same || e.Key is not null);

    public EventNode ToNode() =>
        new(Type, Wanted is { } wanted ? new ComparisonNode(ComparisonOperator.Equal, new NameNode(NameRoot.Event, "v"), new LiteralNode(Value.OfNumber(wanted))) : null);
}

internal readonly record struct OracleMatch(long First, long Last, long Instant);

/// <summary>A pattern for the oracle, which finds its matches by trying everything, straight from the definition in docs/patterns.md. Shares nothing with the matcher.</summary>
internal sealed record OraclePattern(PatternKind Kind, OraclePart[] Parts, int Count, long Window, bool Same)
{
    public PatternNode ToTree()
    {
        var window = TimeSpan.FromMilliseconds(Window);
        EqualList<string> same = Same ? ["k"] : [];
        return Kind switch
        {
            PatternKind.Event => new EventPattern(Parts[0].ToNode()),
            PatternKind.Count => new CountPattern(Count, Parts[0].ToNode(), window) { Same = same },
            _ when Parts.Length == 2 && Parts[1].Negated && Parts[1] with { Negated = false } == Parts[0] => new AbsencePattern(Parts[0].ToNode(), window) { Same = same },
            _ => new SequencePattern([.. Parts.Select(p => new SequencePart(p.ToNode(), p.Negated))], window) { Same = same },
        };
    }

    /// <summary>Events that can begin a match: the bound on partial matches does not matter where there are at most 8.</summary>
    public int Starts(IReadOnlyList<OracleEvent> log) => log.Count(e => Parts[0].Fits(e, Same));

    /// <summary>All matches of a log in the order of its times, with non-events due before now.</summary>
    public List<OracleMatch> Find(IReadOnlyList<OracleEvent> log, long coolDown, long now) => Kind switch
    {
        PatternKind.Event => Singles(log, coolDown),
        PatternKind.Count => Counts(log, coolDown),
        _ => Sequences(log, coolDown, now),
    };

    private List<OracleMatch> Singles(IReadOnlyList<OracleEvent> log, long coolDown)
    {
        List<OracleMatch> found = [];
        foreach (var e in log.Where(e => Parts[0].Fits(e, Same)))
        {
            if (found.Count == 0 || coolDown == 0 || e.Time >= found[^1].Instant + coolDown)
            {
                found.Add(new OracleMatch(e.Time, e.Time, e.Time));
            }
        }

        return found;
    }

    private List<OracleMatch> Counts(IReadOnlyList<OracleEvent> log, long coolDown)
    {
        List<OracleMatch> found = [];
        var from = 0;
        for (var j = 0; j < log.Count; j++)
        {
            var (after, at) = (from, log[j]);
            if (!Parts[0].Fits(at, Same))
            {
                continue;
            }

            var within = Enumerable.Range(after, j - after + 1)
                .Where(i => Parts[0].Fits(log[i], Same) && (!Same || log[i].Key == at.Key) && log[i].Time > at.Time - Window
                    && (found.Count == 0 || coolDown == 0 || log[i].Time >= found[^1].Instant + coolDown)).ToList();
            if (within.Contains(j) && within.Count >= Count)
            {
                found.Add(new OracleMatch(log[within[^Count]].Time, at.Time, at.Time));
                from = j + 1;
            }
        }

        return found;
    }

    private List<OracleMatch> Sequences(IReadOnlyList<OracleEvent> log, long coolDown, long now)
    {
        // Every partial match to its end, then those that stand beside each other.
        List<(int Start, int End, long Instant)> candidates = [];
        for (var start = 0; start < log.Count; start++)
        {
            if (Follow(log, start) is { } end)
            {
                var instant = Parts[^1].Negated ? log[end].Time + Window : log[end].Time;
                if (!Parts[^1].Negated || instant < now)
                {
                    candidates.Add((start, end, instant));
                }
            }
        }

        List<OracleMatch> found = [];
        var (skip, rest) = (-1, long.MinValue);
        foreach (var (start, end, instant) in candidates.OrderBy(c => Parts[^1].Negated ? c.Instant : c.End).ThenBy(c => c.Start))
        {
            if (start > skip && log[start].Time >= rest)
            {
                found.Add(new OracleMatch(log[start].Time, log[end].Time, instant));
                (skip, rest) = (end, coolDown > 0 ? instant + coolDown : long.MinValue);
            }
        }

        return found;
    }

    /// <summary>Index of the last event of the partial match that begins here; null where it comes to nothing.</summary>
    private int? Follow(IReadOnlyList<OracleEvent> log, int start)
    {
        if (!Parts[0].Fits(log[start], Same))
        {
            return null;
        }

        bool Fits(OraclePart part, int i) => part.Fits(log[i], Same) && (!Same || log[i].Key == log[start].Key);
        var at = start;
        for (var p = 1; p < Parts.Length;)
        {
            var forbidden = Parts.Skip(p).TakeWhile(x => x.Negated).ToList();
            p += forbidden.Count;
            if (p == Parts.Length)
            {
                var anchor = at;
                return Enumerable.Range(anchor + 1, log.Count - anchor - 1).Any(i => log[i].Time <= log[anchor].Time + Window && forbidden.Any(f => Fits(f, i))) ? null : anchor;
            }

            var next = Enumerable.Range(at + 1, log.Count - at - 1).FirstOrDefault(i => Fits(Parts[p], i), -1);
            if (next < 0 || log[next].Time - log[start].Time > Window || Enumerable.Range(at + 1, next - at).Any(i => forbidden.Any(f => Fits(f, i))))
            {
                return null;
            }

            (at, p) = (next, p + 1);
        }

        return at;
    }
}
