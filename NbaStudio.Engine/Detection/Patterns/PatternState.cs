namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>What one pattern remembers of one customer. Bounded; changed by <see cref="PatternMatcher"/>; not thread safe.</summary>
public sealed class PatternState
{
    /// <summary>Most partial matches kept.</summary>
    public const int MaximumPartials = 8;

    /// <summary>Most events that wait for late ones.</summary>
    public const int MaximumHeld = 64;

    /// <summary>Instant of the last match, milliseconds since 1970 UTC; null = none that matters.</summary>
    public long? LastMatchMilliseconds { get; internal set; }

    /// <summary>Partial matches under way.</summary>
    public int PartialCount => Partials.Count;

    /// <summary>Events that wait for late ones.</summary>
    public int HeldCount => Held.Count;

    /// <summary>Whether there is anything to keep.</summary>
    public bool IsEmpty => Partials.Count == 0 && Held.Count == 0 && LastMatchMilliseconds is null;

    /// <summary>Hash of the text of the pattern that it belongs to; 0 = not known (stored by an earlier version).</summary>
    internal ulong Fingerprint { get; set; }

    /// <summary>Time of the last event of the last match.</summary>
    internal long LastEvent { get; set; }

    /// <summary>Newest time of the events used so far.</summary>
    internal long Newest { get; set; } = long.MinValue;

    /// <summary>Partial matches begun so far.</summary>
    internal int Serial { get; set; }

    /// <summary>In the order in which they began.</summary>
    internal List<PartialMatch> Partials { get; } = [];

    /// <summary>In the order of their times, then of arrival.</summary>
    internal List<PatternHit> Held { get; } = [];

    /// <summary>The last match given, while a late event can still show that it was wrong.</summary>
    internal PartialMatch? Given { get; set; }

    /// <summary>Forgets what belongs to another text; its last match still counts for the cool-down.</summary>
    internal void Adopt(PatternDefinition pattern)
    {
        if (Fingerprint != pattern.Fingerprint)
        {
            if (Fingerprint != 0)
            {
                Partials.Clear();
                Held.Clear();
                Given = null;
            }

            Fingerprint = pattern.Fingerprint;
        }
    }

    /// <summary>Takes in what the same pattern remembers of another id of the same customer. Of too many partial matches the newest stay.</summary>
    internal void Fold(PatternState other)
    {
        if (LastMatchMilliseconds is null || other.LastMatchMilliseconds > LastMatchMilliseconds)
        {
            (LastMatchMilliseconds, LastEvent, Given) = (other.LastMatchMilliseconds, other.LastEvent, other.Given);
        }

        if (Fingerprint != 0 && other.Fingerprint != 0 && Fingerprint != other.Fingerprint)
        {
            return; // of two texts of the pattern; the next event keeps the current one
        }

        Fingerprint = Fingerprint == 0 ? other.Fingerprint : Fingerprint;
        Newest = Math.Max(Newest, other.Newest);
        PartialMatch[] partials = [.. Partials.Concat(other.Partials).OrderBy(p => p.First).TakeLast(MaximumPartials)];
        Partials.Clear();
        for (var i = 0; i < partials.Length; i++)
        {
            var begunByAnchor = partials.Count(p => p.First <= partials[i].Last);
            Partials.Add(PartialMatch.Restore(partials[i].Key, i + 1, begunByAnchor, partials[i].Times.ToArray(), partials[i].Captured));
        }

        Serial = partials.Length;
        PatternHit[] held = [.. Held.Concat(other.Held).OrderBy(h => h.Time).TakeLast(MaximumHeld)];
        Held.Clear();
        Held.AddRange(held);
    }
}
