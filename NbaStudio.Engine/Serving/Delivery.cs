using System.Text.Json;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Serving;

/// <summary>One message on its way: the payload of an outbox row.</summary>
/// <param name="Id">Id of the outbox row.</param>
/// <param name="Address">E-mail address or the like; null for streams.</param>
/// <param name="Token">Tracking token of the treatment.</param>
/// <param name="ValidUntil">After this it loses its point.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Value">What the action was worth when it was chosen, money.</param>
public sealed record Delivery(
    long Id, long Customer, string CustomerId, string DecisionId, string Channel, string Objective, string Action, string Treatment, int TreatmentKey, RenderedContent Content,
    string? Address, string Token, DateTimeOffset CreatedAt, DateTimeOffset ValidUntil, string IdempotencyKey, int Attempt, bool Simulated, double Value = 0)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    public static Delivery FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<Delivery>(bytes, JsonSerializerOptions.Web) ?? throw new InvalidDataException("A delivery of the outbox is empty.");
}
