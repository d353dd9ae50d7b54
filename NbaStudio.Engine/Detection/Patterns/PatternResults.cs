namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>What came of showing events to a pattern. Reused by one thread; cleared by the caller.</summary>
public sealed class PatternResults
{
    private readonly List<PatternMatch> _matches = [];

    /// <summary>In the order of their instants.</summary>
    public IReadOnlyList<PatternMatch> Matches => _matches;

    /// <summary>Partial matches and waiting events that had to go because there were too many.</summary>
    public int Dropped { get; internal set; }

    /// <summary>Matches given before that a late event showed to be wrong.</summary>
    public int Contradictions { get; internal set; }

    /// <summary>Events that came out of order to a pattern that did not wait that long.</summary>
    public int Late { get; internal set; }

    /// <summary>Whether anything happened that is counted.</summary>
    public bool IsEmpty => _matches.Count == 0 && (Dropped | Contradictions | Late) == 0;

    public void Clear()
    {
        _matches.Clear();
        (Dropped, Contradictions, Late) = (0, 0, 0);
    }

    internal void Add(in PatternMatch match) => _matches.Add(match);
}
