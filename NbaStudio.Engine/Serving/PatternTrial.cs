using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Serving;

/// <summary>What a pattern would have found in the events that the journal keeps.</summary>
/// <param name="From">Begin of the time that was looked at.</param>
/// <param name="Until">Its end: now, or where reading had to stop.</param>
/// <param name="Events">Events of the pattern's types that were read, those needed from before <paramref name="From"/> included.</param>
/// <param name="Customers">Customers who had one.</param>
/// <param name="Instants">When each match was complete, ascending, milliseconds since 1970 UTC.</param>
/// <param name="CustomersMatched">Customers with at least one match.</param>
/// <param name="Newest">The newest matches, newest first; at most as many as were asked for.</param>
/// <param name="Contradictions">Matches that deciding at once, in the order in which events came, would have given wrongly or missed.</param>
/// <param name="Dropped">Partial matches beyond 8 of one customer.</param>
/// <param name="IsCut">Whether reading stopped at <see cref="PatternTrialRun.MaximumKept"/> fitting events, so that the time after <paramref name="Until"/> was not looked at.</param>
/// <param name="KeptFrom">Older events are no longer kept; null while everything that was needed is.</param>
/// <param name="NotKept">Types of the pattern that the journal has no entries for: nothing of them can be found.</param>
public sealed record PatternTrial(
    DateTimeOffset From, DateTimeOffset Until, long Events, int Customers, IReadOnlyList<long> Instants, int CustomersMatched, IReadOnlyList<PatternTrialMatch> Newest,
    long Contradictions, long Dropped, bool IsCut, DateTimeOffset? KeptFrom, IReadOnlyList<string> NotKept);

/// <summary>One match.</summary>
/// <param name="Customer">Key of the customer.</param>
/// <param name="First">Time of its first event.</param>
/// <param name="Last">Time of its last event; for a non-event the anchor.</param>
/// <param name="Instant">When it was complete.</param>
/// <param name="Captured">Values of its events that the pattern captures.</param>
public sealed record PatternTrialMatch(long Customer, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset Instant, IReadOnlyDictionary<string, Value> Captured);
