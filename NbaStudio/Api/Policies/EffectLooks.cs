using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Who was shown which comparison to its end, and said that they saw its warnings. Nobody else's comparisons and looks take that away; the end of the hub does. Thread safe.</summary>
internal sealed class EffectLooks
{
    /// <summary>Changes that one account looks at before it approves the first of them, and room.</summary>
    private const int MostOfEach = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<Look>> _looks = new(StringComparer.Ordinal);

    /// <summary>It was shown to somebody. What they were shown last counts.</summary>
    public void See(KeptEffect effect, string who)
    {
        lock (_lock)
        {
            var looks = _looks.TryGetValue(who, out var known) ? known : _looks[who] = new LinkedList<Look>();
            var look = Of(effect, who) ?? new Look(effect.Change, effect.Hash, effect.Before.Revision, effect.Of);
            look.Broken = [.. effect.Broken];
            looks.Remove(look);
            looks.AddFirst(look);
            if (looks.Count > MostOfEach)
            {
                looks.RemoveLast();
            }
        }
    }

    /// <summary>Somebody says that they have seen what it warns of, as it was shown to them.</summary>
    /// <param name="revision">The revision in force.</param>
    public void SeeWarnings(string change, string hash, int revision, string who)
    {
        lock (_lock)
        {
            foreach (var look in Of(change, hash, revision, who))
            {
                look.WarningsSeen.UnionWith(look.Broken);
            }
        }
    }

    /// <summary>Whether somebody has said that they saw everything that it warns of.</summary>
    public bool SawWarnings(KeptEffect effect, string who)
    {
        lock (_lock)
        {
            return Of(effect, who) is { } look && look.WarningsSeen.IsSupersetOf(effect.Broken);
        }
    }

    /// <summary>Whether somebody has seen a comparison of these edits with the revision in force, and what it warns of.</summary>
    public EffectLook LookOf(string change, string hash, int revision, string who)
    {
        lock (_lock)
        {
            var looks = Of(change, hash, revision, who);
            return looks.Count == 0 ? EffectLook.None
                : looks.All(l => l.Broken.Count == 0) ? EffectLook.Seen
                : looks.All(l => l.WarningsSeen.IsSupersetOf(l.Broken)) ? EffectLook.WarningsSeen : EffectLook.WarningsOpen;
        }
    }

    private Look? Of(KeptEffect effect, string who) => Of(effect.Change, effect.Hash, effect.Before.Revision, who).FirstOrDefault(l => l.Of == effect.Of);

    private List<Look> Of(string change, string hash, int revision, string who) =>
        _looks.TryGetValue(who, out var looks) ? [.. looks.Where(l => l.Change == change && l.Hash == hash && l.Revision == revision)] : [];

    private sealed class Look(string change, string hash, int revision, EffectOf of)
    {
        public string Change => change;

        public string Hash => hash;

        public int Revision => revision;

        public EffectOf Of => of;

        /// <summary>What the comparison that was shown last warns of.</summary>
        public IReadOnlyList<string> Broken { get; set; } = [];

        /// <summary>What they said they saw, of any comparison of these edits with this revision.</summary>
        public HashSet<string> WarningsSeen { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>How far somebody has looked at what a change would turn.</summary>
internal enum EffectLook : byte
{
    /// <summary>Or not that is known: what was seen before the hub began anew is forgotten.</summary>
    None,

    /// <summary>It warns of nothing.</summary>
    Seen,

    /// <summary>They have said that they saw its warnings.</summary>
    WarningsSeen,

    /// <summary>It warns, and they have not said that they saw that.</summary>
    WarningsOpen,
}
