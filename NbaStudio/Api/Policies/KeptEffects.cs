using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Comparisons of changes that were made to their end, by the edits that they are about. The last ones are kept. Thread safe.</summary>
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
}

/// <summary>A comparison that was made to its end.</summary>
/// <param name="Hash">Hash of the change's edits.</param>
/// <param name="Before">The policy in force then.</param>
/// <param name="After">The policy as the change makes it.</param>
/// <param name="At">When it was made, by the hub's clock.</param>
internal sealed record KeptEffect(string Change, string Hash, EffectOf Of, ChangeEffect Effect, PolicySnapshot Before, PolicySnapshot After, DateTimeOffset At)
{
    /// <summary>Attributes whose limits the change would break.</summary>
    public IEnumerable<string> Broken => Effect.Fairness.Where(f => f.IsBroken).Select(f => f.Attribute);
}
