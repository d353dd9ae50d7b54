using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>What was found in a log.</summary>
/// <param name="Matches">By customer, in the order in which customers first appear, then by instant.</param>
/// <param name="CustomersMatched">Customers with at least one match.</param>
/// <param name="Contradictions">Matches that deciding at once, in the order of the log, would have given wrongly or missed.</param>
/// <param name="Dropped">Partial matches that had to go because a customer had too many.</param>
public sealed record PatternLogResult(IReadOnlyList<PatternLogMatch> Matches, int CustomersMatched, long Contradictions, long Dropped);

/// <summary>One match in a log; times in milliseconds since 1970 UTC.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="First">Time of its first event.</param>
/// <param name="Last">Time of its last event; for a non-event the anchor.</param>
/// <param name="Instant">When it was complete.</param>
/// <param name="Captured">Values of its events that are read as trigger.name; null = none.</param>
public readonly record struct PatternLogMatch(string Customer, long First, long Last, long Instant, IReadOnlyDictionary<string, Value>? Captured = null);
