using NbaStudio.Api.Decisions;
using NbaStudio.Api.Values;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Events;

/// <summary>Something that happened to a customer.</summary>
/// <param name="EventId">Unique for the customer, 1 to 128 characters: the same event sent twice counts once.</param>
/// <param name="CustomerId">Any id of the customer.</param>
/// <param name="Type">1 to 64 characters.</param>
/// <param name="Time">When it happened; at most five minutes ahead of the hub.</param>
/// <param name="Properties">At most 100; the policy says which types the declared ones have.</param>
public sealed record EventBody(string EventId, string CustomerId, string Type, DateTimeOffset Time, IReadOnlyDictionary<string, ApiValue?>? Properties = null);

/// <summary>What became of the events, once durable.</summary>
/// <param name="Accepted">Events taken in now.</param>
/// <param name="Duplicates">Events that were known already.</param>
/// <param name="Conflicts">Known ids with another content; the first stays.</param>
/// <param name="Rejected">Events that cannot be taken; nothing of them was.</param>
/// <param name="Decisions">What the events triggered.</param>
/// <param name="Omitted">How many entries the three lists leave out; each lists at most 1,000. Absent when none.</param>
public sealed record EventsAnswer(
    int Accepted, int Duplicates, IReadOnlyList<EventTrouble> Conflicts, IReadOnlyList<EventTrouble> Rejected, IReadOnlyList<DecisionAnswer> Decisions, int? Omitted = null);

/// <summary>An event that was not taken.</summary>
/// <param name="Index">Its place among the events sent, from 0.</param>
/// <param name="Line">Its line in a stream, from 1.</param>
public sealed record EventTrouble(int Index, string? EventId, IReadOnlyList<FieldError> Errors, int? Line = null);
