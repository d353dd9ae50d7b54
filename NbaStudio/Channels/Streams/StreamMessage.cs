using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels.Streams;

/// <summary>An offer as a stream carries it.</summary>
public sealed record StreamMessage(
    string DecisionId, string Channel, string Objective, string Action, string Treatment, RenderedContent Content, string TrackingToken, string IdempotencyKey, DateTimeOffset CreatedAt,
    DateTimeOffset ValidUntil)
{
    public static StreamMessage Of(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new StreamMessage(
            delivery.DecisionId, delivery.Channel, delivery.Objective, delivery.Action, delivery.Treatment, delivery.Content, delivery.Token, delivery.IdempotencyKey, delivery.CreatedAt,
            delivery.ValidUntil);
    }
}

/// <summary>A message with its number in the stream of one customer and channel.</summary>
public readonly record struct NumberedMessage(long Number, StreamMessage Message);
