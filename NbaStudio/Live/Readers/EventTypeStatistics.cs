using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Readers;

/// <summary>Which events came, with which properties. Rebuilt from the end of the journal at start, kept current by what happens. Thread safe.</summary>
/// <remarks>Bounded: at most <see cref="MaximumTypes"/> types with <see cref="MaximumProperties"/> properties each are told apart; further ones are counted together.</remarks>
public sealed class EventTypeStatistics(TimeProvider time) : IHubObserver
{
    public const int MaximumTypes = 500;
    public const int MaximumProperties = 50;

    /// <summary>Journal entries that are looked at on start.</summary>
    public const int MaximumEntries = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SeenEventType> _types = new(StringComparer.Ordinal);
    private long _others;
    private long _since = long.MaxValue;

    /// <summary>Counts the newest events of the journal, up to the entry that stood last when the hub started.</summary>
    public void Fill(IHubReader store, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var from = Math.Max(1, lastSequence - MaximumEntries + 1);
        while (from <= lastSequence && store.ReadJournal(from, 1_000) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row is { Kind: JournalKind.Event, Payload: not null } && row.Sequence <= lastSequence)
                {
                    var input = JournalPayloads.ReadEvent(row.Payload);
                    Count(input.Type, input.Properties, row.Time);
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    public void OnEvent(EventNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Count(notice.Type, notice.Properties, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>What was seen, as it is now.</summary>
    /// <param name="midnight">Begin of today, milliseconds since 1970 UTC.</param>
    public (IReadOnlyList<SeenEvents> Types, long Others, DateTimeOffset? Since) Read(long midnight)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            return ([.. _types.Values.Select(t => t.Read(now, midnight))], _others, _since == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(_since));
        }
    }

    /// <summary>Forgets types that last came before the given time, of those that are meant.</summary>
    public void Forget(DateTimeOffset before, Func<string, bool> isMeant)
    {
        lock (_gate)
        {
            foreach (var (folded, _) in _types.Where(t => t.Value.Last < before.ToUnixTimeMilliseconds() && isMeant(t.Key)).ToArray())
            {
                _types.Remove(folded);
            }
        }
    }

    private void Count(string type, IReadOnlyDictionary<string, Value> properties, long at)
    {
        var folded = TextValue.Fold(type);
        lock (_gate)
        {
            _since = Math.Min(_since, at);
            if (!_types.TryGetValue(folded, out var seen))
            {
                if (_types.Count == MaximumTypes)
                {
                    _others++;
                    return;
                }

                _types.Add(folded, seen = new SeenEventType(type));
            }

            seen.Count(properties, at);
        }
    }
}

/// <summary>What was seen of one type.</summary>
/// <param name="Type">As it was written first.</param>
/// <param name="OtherProperties">Whether there were more properties than are told apart.</param>
public sealed record SeenEvents(string Type, long Today, long LastHour, DateTimeOffset LastSeen, IReadOnlyList<SeenProperty> Properties, bool OtherProperties);

/// <summary>What was seen of one property.</summary>
/// <param name="Kinds">Kinds of its values, in the order in which they came first.</param>
/// <param name="Samples">A few short values, the newest first.</param>
public sealed record SeenProperty(string Name, IReadOnlyList<ValueKind> Kinds, IReadOnlyList<string> Samples);
