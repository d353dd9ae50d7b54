using NbaStudio.Api.Decisions;
using NbaStudio.Api.Values;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Api.Customers;

/// <summary>What to create or change of a customer; what is absent stays as it is.</summary>
/// <param name="Attributes">By name; null removes.</param>
/// <param name="Consents">Statements of consent; the newest by its own time wins.</param>
/// <param name="Aliases">Further ids; each works wherever an id is asked for.</param>
/// <param name="Addresses">Channel id to address; null removes.</param>
/// <param name="TimeZone">IANA name such as Asia/Tokyo.</param>
/// <param name="Language">Language tag such as ja.</param>
public sealed record CustomerBody(
    IReadOnlyDictionary<string, ApiValue?>? Attributes = null, IReadOnlyList<ConsentBody>? Consents = null, IReadOnlyList<string>? Aliases = null,
    IReadOnlyDictionary<string, string?>? Addresses = null, string? TimeZone = null, string? Language = null);

/// <summary>One statement of consent.</summary>
/// <param name="Channel">Channel id, or * for all.</param>
/// <param name="Purpose">Such as marketing.</param>
/// <param name="Granted">False = refused.</param>
/// <param name="Time">When it was said.</param>
/// <param name="Source">Where it was said, such as a form.</param>
/// <param name="Proof">Evidence, such as the form's id.</param>
public sealed record ConsentBody(string Channel, string Purpose, bool Granted, DateTimeOffset Time, string Source, string? Proof = null);

/// <summary>Statements of consent, the newest said first.</summary>
/// <param name="Total">How many there are.</param>
public sealed record ConsentHistoryAnswer(int Total, IReadOnlyList<ConsentStatementAnswer> Statements);

/// <summary>One statement of consent as it was taken.</summary>
/// <param name="Time">When it was said.</param>
/// <param name="TakenAt">When the hub took it; absent where the journal no longer reaches back to it.</param>
/// <param name="By">Key or account that sent it; absent where it was the customer, by an answer, or the hub.</param>
/// <param name="Counted">False where a newer one was known already, so that nothing changed.</param>
public sealed record ConsentStatementAnswer(string Channel, string Purpose, bool Granted, DateTimeOffset Time, string Source, string? Proof, DateTimeOffset? TakenAt, string? By, bool Counted)
{
    internal static ConsentStatementAnswer Of(ConsentStatement statement) => new(
        statement.Of.Channel, statement.Of.Purpose, statement.Of.State == ConsentState.Granted, DateTimeOffset.FromUnixTimeMilliseconds(statement.Of.Time), statement.Of.Source, statement.Of.Proof,
        statement.TakenAt is { } taken ? DateTimeOffset.FromUnixTimeMilliseconds(taken) : null, statement.By, statement.Counted);
}

/// <summary>The customer was stored.</summary>
/// <param name="Created">Whether nobody had the id before.</param>
public sealed record CustomerStored(string CustomerId, bool Created);

/// <summary>Everything known of a customer.</summary>
/// <param name="CustomerId">The primary id.</param>
/// <param name="Aliases">All ids, the primary one first.</param>
/// <param name="CompleteFrom">Aggregates that were added after events had left the journal: from when on each is complete. Absent where all are.</param>
/// <param name="Goals">What the customer works toward, and how it stands.</param>
/// <param name="Decisions">How many decisions were made.</param>
/// <param name="Contacts">The newest 100 contacts, newest first.</param>
/// <param name="Timeline">What happened lately, newest first.</param>
/// <param name="NextBestAction">What each channel would say now.</param>
/// <param name="Masked">Sensitive attributes that are left out, because the caller lacks the scope sensitive. Absent where nothing is left out.</param>
public sealed record CustomerAnswer(
    string CustomerId, IReadOnlyList<string> Aliases, DateTimeOffset CreatedAt, bool Simulated, string? Language, string? TimeZone,
    IReadOnlyDictionary<string, ApiValue?> Attributes, IReadOnlyDictionary<string, ApiValue?> Aggregates, IReadOnlyDictionary<string, DateTimeOffset>? CompleteFrom,
    IReadOnlyList<GoalAnswer> Goals, IReadOnlyList<ConsentBody> Consents, IReadOnlyList<AddressAnswer> Addresses, long Decisions, IReadOnlyList<ContactAnswer> Contacts, IReadOnlyList<WaitingAnswer> Waiting,
    IReadOnlyList<TimelineAnswer> Timeline, IReadOnlyList<NextBestAnswer> NextBestAction, IReadOnlyList<string>? Masked = null);

/// <param name="Progress">1 = reached; absent while something that it reads is missing.</param>
/// <param name="Plan">Progress that the plan asks for now: the line from where the goal began to 1 at the deadline. Absent without a deadline.</param>
public sealed record GoalAnswer(string Name, double? Progress, double? Plan, DateTimeOffset? Deadline, GoalStatus? Status);

/// <param name="RefusedAt">When the address bounced for good; absent while it works.</param>
public sealed record AddressAnswer(string Channel, string Address, DateTimeOffset? RefusedAt, string? RefusedBecause);

/// <param name="Treatment">Its id, or its key where the policy no longer has it.</param>
/// <param name="Status">Reserved counts for caps until it is confirmed or released.</param>
public sealed record ContactAnswer(DateTimeOffset Time, string Treatment, string Channel, ContactKind Kind, ContactStatus Status, string? DecisionId);

/// <summary>Something that happens later.</summary>
public sealed record WaitingAnswer(DateTimeOffset Due, TimerKind Kind, string? DecisionId);

public sealed record TimelineAnswer(DateTimeOffset Time, TimelineKind Kind, string Type, string Text, string? DecisionId);

/// <summary>What a channel would say now; nothing was recorded.</summary>
/// <param name="Headline">One sentence: why.</param>
public sealed record NextBestAnswer(string CustomerId, string Channel, int Revision, SilenceAnswer? Silence, IReadOnlyList<ActionAnswer> Actions, string Headline);

/// <summary>An event as it was taken.</summary>
/// <param name="Taken">When the hub took it.</param>
public sealed record ExportedEvent(string EventId, string Type, DateTimeOffset Time, DateTimeOffset Taken, IReadOnlyDictionary<string, ApiValue?> Properties, bool Simulated);

/// <summary>What became of a decision's treatment.</summary>
public sealed record ExportedOutcome(string DecisionId, string Treatment, string Channel, ContactKind Kind, DateTimeOffset Time, double? Amount);

/// <summary>A message that was sent or waits.</summary>
/// <param name="Content">As it was rendered for the customer.</param>
public sealed record ExportedDelivery(string DecisionId, string Channel, OutboxStatus Status, string? Address, RenderedContent Content);

/// <summary>Everything that is stored of a customer.</summary>
public sealed record CustomerExportAnswer(
    CustomerAnswer Customer, IReadOnlyList<ConsentStatementAnswer> Consents, IReadOnlyList<ExportedEvent> Events, IReadOnlyList<ExportedOutcome> Outcomes, IReadOnlyList<RecordAnswer> Decisions, IReadOnlyList<ExportedDelivery> Deliveries);

/// <summary>Into whom a customer is folded.</summary>
/// <param name="Into">Any id of the customer who stays.</param>
public sealed record MergeBody(string Into);

/// <summary>What came of a merge.</summary>
/// <param name="CustomerId">Primary id of the customer who stays.</param>
/// <param name="Merged">False when both ids were one customer's already.</param>
public sealed record MergeAnswer(string CustomerId, bool Merged);
