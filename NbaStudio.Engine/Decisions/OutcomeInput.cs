using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Decisions;

/// <summary>What a customer did with a delivered action. Either the decision (with the action or treatment when it chose several) or the tracking token is given.</summary>
/// <param name="Amount">Money of a conversion, major units.</param>
/// <param name="OutcomeId">Makes it unique; conversions need one.</param>
public sealed record OutcomeInput(
    string? DecisionId, string? TrackingToken, string? Action, ContactKind Kind, DateTimeOffset Time, decimal? Amount = null, string? OutcomeId = null, bool Simulated = false);

public sealed record OutcomeReply(int Index, OutcomeStatus Status, IReadOnlyList<Detection.InputError> Errors);

public enum OutcomeStatus : byte { Accepted, Duplicate, Conflict, Rejected }
