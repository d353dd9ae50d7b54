using NbaStudio.Engine;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Channels.Tracking;

/// <summary>Finds what a tracking token stands for.</summary>
internal sealed class TrackedDeliveries(NbaEngine engine, TimeProvider clock)
{
    private const int Looked = 1_000;

    /// <summary>The token's row while it is known and has not expired; else null.</summary>
    public TokenRow? FindToken(string token) =>
        TrackingTokens.IsWellFormed(token) && engine.Store.FindToken(TrackingTokens.Hash(token)) is { } row && row.Expires >= clock.GetUtcNow().ToUnixTimeMilliseconds() ? row : null;

    /// <summary>The delivery that carried the token; null where there was none, as for what a page asked for.</summary>
    public Delivery? FindDelivery(TokenRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var found = engine.Store.ReadOutboxOf(row.Customer, Looked).FirstOrDefault(outbox => outbox.Decision == row.Decision && outbox.Treatment == row.Treatment);
        return found is null ? null : Delivery.FromBytes(found.Payload);
    }
}
