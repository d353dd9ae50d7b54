using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Engine.Customers;

/// <summary>Everything the hub knows about one customer. Changed by one writer at a time; not thread safe.</summary>
/// <remarks>
/// It holds facts, not counters: rules count over them. Deleting the stored state erases the customer;
/// see <see cref="OptOutHash"/> for refusals that survive.
/// </remarks>
public sealed class CustomerState(long key)
{
    private readonly List<string> _aliases = [];

    /// <summary>The internal key, from 1; never reused.</summary>
    public long Key { get; } = key;

    /// <summary>Outside ids; the first is the primary one.</summary>
    public IReadOnlyList<string> Aliases => _aliases;

    /// <summary>The primary id, or an empty text when there is none yet.</summary>
    public string PrimaryId => _aliases.Count == 0 ? "" : _aliases[0];

    /// <summary>Language tag such as ja; null = the workspace's.</summary>
    public string? Language { get; set; }

    /// <summary>IANA name of the zone; null = the workspace's. Set by <see cref="TrySetTimeZone"/>.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>The zone, or null when none is set or this machine does not know it.</summary>
    public TimeZoneInfo? Zone { get; private set; }

    /// <summary>Whether the customer belongs to a simulated market.</summary>
    public bool Simulated { get; set; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Sequence of the last journal entry that changed this state; 0 = none.</summary>
    public long JournalPosition { get; set; }

    /// <summary>Number that the next decision gets, from 1.</summary>
    public long NextDecisionNumber { get; set; } = 1;

    /// <summary>Number of the last decision whose inputs were recorded in full; 0 = none.</summary>
    public long LastFullRecord { get; set; }

    public Profile Profile { get; } = new();

    public ConsentBook Consents { get; } = new();

    public AddressBook Addresses { get; } = new();

    public ContactLog Contacts { get; } = new();

    public AggregateSet Aggregates { get; } = new();

    public OpenResponseList OpenResponses { get; } = new();

    public TimerList Timers { get; } = new();

    public StickyList Sticky { get; } = new();

    public Timeline Timeline { get; } = new();

    /// <summary>What serving remembers of a customer in memory; never stored, gone with the cached state.</summary>
    internal object? Transient { get; set; }

    /// <summary>Pattern name to how far it has come.</summary>
    public Dictionary<string, PatternState> Patterns { get; } = new(StringComparer.Ordinal);

    /// <summary>Goal name to how it stands.</summary>
    public Dictionary<string, GoalState> Goals { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an outside id; the first becomes the primary one.</summary>
    /// <returns>Whether it was new.</returns>
    public bool AddAlias(string alias)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        if (_aliases.Contains(alias))
        {
            return false;
        }

        _aliases.Add(alias);
        return true;
    }

    public bool RemoveAlias(string alias) => _aliases.Remove(alias);

    /// <summary>Sets the zone by its IANA name; null removes it.</summary>
    /// <returns>False (and nothing changed) when there is no such zone.</returns>
    public bool TrySetTimeZone(string? name)
    {
        TimeZoneInfo? zone = null;
        if (name is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            return false;
        }

        TimeZone = name;
        Zone = zone;
        return true;
    }

    // A state written on another machine keeps its zone's name even where that zone is unknown.
    internal void RestoreTimeZone(string? name)
    {
        if (!TrySetTimeZone(name))
        {
            TimeZone = name;
        }
    }
}
