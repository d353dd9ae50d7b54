using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>Something that happened to a customer, as a source reports it.</summary>
/// <param name="EventId">Unique per customer; 1 to 128 characters.</param>
/// <param name="CustomerId">Any alias of the customer.</param>
/// <param name="Type">Type of event; 1 to 64 characters.</param>
/// <param name="Time">When it happened, by the source.</param>
/// <param name="Properties">Typed values by name; each name at most 64 characters, each text at most 4 KB.</param>
/// <param name="Simulated">Whether the simulated market made it.</param>
public sealed record EventInput(
    string EventId, string CustomerId, string Type, DateTimeOffset Time, IReadOnlyDictionary<string, Value> Properties, bool Simulated = false)
{
    /// <summary>Names of the properties that the source did not send: text models wrote them. They are no part of the event's identity.</summary>
    public IReadOnlyList<string> Derived { get; init; } = [];
}

/// <summary>What became of one event of a batch. Decisions are those that its triggers called for.</summary>
public sealed record EventReply(int Index, EventStatus Status, IReadOnlyList<InputError> Errors, IReadOnlyList<Decisions.DecisionReply> Decisions);

public enum EventStatus : byte { Accepted, Duplicate, Conflict, Rejected }

/// <summary>A mistake in what a caller sent: where, what, and what is allowed.</summary>
public sealed record InputError(string Path, string Message, string? Allowed = null);
