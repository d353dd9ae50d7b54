using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Outcomes;

/// <summary>What a customer did with an action. Either decisionId or trackingToken.</summary>
/// <param name="Outcome">sent, delivered, impression, open, click, accept, reject, dismiss, noResponse, bounce, unsubscribe, complaint or conversion.</param>
/// <param name="DecisionId">Of a decision.</param>
/// <param name="TrackingToken">Of an action of a decision.</param>
/// <param name="Action">Which action, where the decision chose several.</param>
/// <param name="Time">When it happened; absent = now.</param>
/// <param name="Amount">Money of a conversion.</param>
/// <param name="OutcomeId">Makes it unique; conversions need one.</param>
public sealed record OutcomeBody(
    string Outcome, string? DecisionId = null, string? TrackingToken = null, string? Action = null, DateTimeOffset? Time = null, decimal? Amount = null, string? OutcomeId = null);

/// <summary>What became of the outcomes, once durable.</summary>
/// <param name="Duplicates">Outcomes that were known already.</param>
/// <param name="Conflicts">Known ids with another content; the first stays.</param>
/// <param name="Rejected">Outcomes that cannot be taken; nothing of them was.</param>
public sealed record OutcomesAnswer(int Accepted, int Duplicates, IReadOnlyList<OutcomeTrouble> Conflicts, IReadOnlyList<OutcomeTrouble> Rejected);

/// <param name="Index">Its place among the outcomes sent, from 0.</param>
public sealed record OutcomeTrouble(int Index, string? OutcomeId, IReadOnlyList<FieldError> Errors);
