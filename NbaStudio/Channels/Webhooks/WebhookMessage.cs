using System.Text.Json.Serialization;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Channels.Webhooks;

/// <summary>The body that a webhook receives.</summary>
/// <param name="Address">The customer's address on the channel, such as a telephone number; null where the receiver knows it.</param>
/// <param name="Links">Click, open and preference addresses of this delivery.</param>
/// <param name="Attempt">From 1; the idempotency key stays the same.</param>
/// <param name="Test">It is a test: send it, and report nothing. Absent where it is none.</param>
public sealed record WebhookMessage(
    long DeliveryId, string DecisionId, string CustomerId, string? Address, string Channel, string Objective, string Action, string Treatment, RenderedContent Content,
    string TrackingToken, WebhookLinks Links, DateTimeOffset CreatedAt, DateTimeOffset ValidUntil, int Attempt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Test = false);

/// <summary>Addresses that count what the customer does.</summary>
public sealed record WebhookLinks(string Click, string Open, string Preferences);
