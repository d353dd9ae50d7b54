using System.Text.Json;
using System.Text.Json.Serialization;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Serving;

/// <summary>One message on its way: the payload of an outbox row.</summary>
/// <param name="Id">Id of the outbox row.</param>
/// <param name="Address">E-mail address or the like; null for streams.</param>
/// <param name="Token">Tracking token of the treatment.</param>
/// <param name="ValidUntil">After this it loses its point.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Value">What the action was worth when it was chosen, money.</param>
/// <param name="IsTest">A person looks at how it arrives: no decision stands behind it, and nothing of it counts. Never a row of the outbox.</param>
public sealed record Delivery(
    long Id, long Customer, string CustomerId, string DecisionId, string Channel, string Objective, string Action, string Treatment, int TreatmentKey, RenderedContent Content,
    string? Address, string Token, DateTimeOffset CreatedAt, DateTimeOffset ValidUntil, string IdempotencyKey, int Attempt, bool Simulated, double Value = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsTest = false)
{
    /// <summary>Stands where a test message has no tracking token. Nobody's: a real one is longer.</summary>
    public const string TestToken = "test";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    public static Delivery FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<Delivery>(bytes, JsonSerializerOptions.Web) ?? throw new InvalidDataException("A delivery of the outbox is empty.");
}
