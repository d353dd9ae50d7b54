using NbaStudio.Engine.Decisions;

namespace NbaStudio.Channels.Webhooks;

/// <summary>The body that a webhook receives.</summary>
/// <param name="Address">The customer's address on the channel, such as a telephone number; null where the receiver knows it.</param>
/// <param name="Links">Click, open and preference addresses of this delivery.</param>
/// <param name="Attempt">From 1; the idempotency key stays the same.</param>
public sealed record WebhookMessage(
    long DeliveryId, string DecisionId, string CustomerId, string? Address, string Channel, string Objective, string Action, string Treatment, RenderedContent Content,
    string TrackingToken, WebhookLinks Links, DateTimeOffset CreatedAt, DateTimeOffset ValidUntil, int Attempt);

/// <summary>Addresses that count what the customer does.</summary>
public sealed record WebhookLinks(string Click, string Open, string Preferences);
