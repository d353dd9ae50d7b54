using System.Text.Json.Serialization;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels.Streams;

/// <summary>An offer as a stream carries it.</summary>
/// <param name="Test">It is a test: what the customer does with it is not reported. Absent where it is none.</param>
public sealed record StreamMessage(
    string DecisionId, string Channel, string Objective, string Action, string Treatment, RenderedContent Content, string TrackingToken, string IdempotencyKey, DateTimeOffset CreatedAt,
    DateTimeOffset ValidUntil, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Test = false)
{
    public static StreamMessage Of(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return new StreamMessage(
            delivery.DecisionId, delivery.Channel, delivery.Objective, delivery.Action, delivery.Treatment, delivery.Content, delivery.Token, delivery.IdempotencyKey, delivery.CreatedAt,
            delivery.ValidUntil, delivery.IsTest);
    }
}

/// <summary>A message with its number in the stream of one customer and channel.</summary>
public readonly record struct NumberedMessage(long Number, StreamMessage Message);
