using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Comparisons of changes that were made to their end, by the edits that they are about, and who has seen them. Those looked at last are kept. Thread safe.</summary>
internal sealed class KeptEffects
{
    /// <summary>Two policies hang on each.</summary>
    private const int Most = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<KeptEffect> _kept = new();

    /// <summary>The comparison of these edits with this revision; null where none was made to its end, or others pushed it out.</summary>
    public KeptEffect? Find(string change, string hash, int revision, EffectOf of)
    {
        lock (_lock)
        {
            return _kept.FirstOrDefault(k => k.Change == change && k.Hash == hash && k.Before.Revision == revision && k.Of == of);
        }
    }

    public void Keep(KeptEffect effect)
    {
        lock (_lock)
        {
            foreach (var old in _kept.Where(k => k.Change == effect.Change && k.Of == effect.Of).ToList())
            {
                _kept.Remove(old);
            }

            _kept.AddFirst(effect);
            if (_kept.Count > Most)
            {
                _kept.RemoveLast();
            }
        }
    }

    /// <summary>It was shown to somebody.</summary>
    public void See(KeptEffect effect, string who)
    {
        lock (_lock)
        {
            effect.SeenBy.Add(who);
        }
    }

    /// <summary>Somebody says that they have seen what it warns of.</summary>
    public void SeeWarnings(string change, string hash, string who)
    {
        lock (_lock)
        {
            foreach (var effect in _kept.Where(k => k.Change == change && k.Hash == hash && k.SeenBy.Contains(who)))
            {
                effect.WarningsSeenBy.Add(who);
            }
        }
    }

    /// <summary>Whether somebody has seen a comparison of these edits, and what it warns of.</summary>
    public EffectLook LookOf(string change, string hash, string who)
    {
        lock (_lock)
        {
            var seen = _kept.Where(k => k.Change == change && k.Hash == hash && k.SeenBy.Contains(who)).ToList();
            return seen.Count == 0 ? EffectLook.None
                : seen.All(k => !k.Effect.Fairness.Any(f => f.IsBroken)) ? EffectLook.Seen
                : seen.All(k => !k.Effect.Fairness.Any(f => f.IsBroken) || k.WarningsSeenBy.Contains(who)) ? EffectLook.WarningsSeen : EffectLook.WarningsOpen;
        }
    }
}

/// <summary>How far somebody has looked at what a change would turn.</summary>
internal enum EffectLook : byte
{
    None,

    /// <summary>It warns of nothing.</summary>
    Seen,

    /// <summary>They have said that they saw its warnings.</summary>
    WarningsSeen,

    /// <summary>It warns, and they have not said that they saw that.</summary>
    WarningsOpen,
}

/// <summary>A comparison that was made to its end.</summary>
/// <param name="Hash">Hash of the change's edits.</param>
/// <param name="Before">The policy in force then.</param>
/// <param name="After">The policy as the change makes it.</param>
/// <param name="At">When it was made, by the hub's clock.</param>
internal sealed record KeptEffect(string Change, string Hash, EffectOf Of, ChangeEffect Effect, PolicySnapshot Before, PolicySnapshot After, DateTimeOffset At)
{
    public HashSet<string> SeenBy { get; } = new(StringComparer.Ordinal);

    public HashSet<string> WarningsSeenBy { get; } = new(StringComparer.Ordinal);
}
