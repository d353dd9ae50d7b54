namespace NbaStudio.Engine.Customers;

/// <summary>How far a trigger's pattern has come for one customer.</summary>
public sealed class PatternMatchState
{
    /// <summary>Times of the matching events that still count, oldest first, milliseconds since 1970 UTC.</summary>
    public List<long> RecentTimes { get; } = [];

    /// <summary>No match before this instant, milliseconds since 1970 UTC; 0 = none.</summary>
    public long CooldownUntil { get; set; }
}
