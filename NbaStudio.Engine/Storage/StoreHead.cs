namespace NbaStudio.Engine.Storage;

/// <summary>Where the store stands: what the next commit continues from.</summary>
/// <param name="Sequence">Sequence of the newest journal entry; 0 when there was never one.</param>
/// <param name="Chain">Its chain value, 32 bytes; zeros when there was never one.</param>
/// <param name="AnchorSequence">The newest compacted entry; the first stored one is the next.</param>
/// <param name="AnchorChain">Chain value of the newest compacted entry.</param>
/// <param name="KeyHighWater">The largest customer key ever given out: keys are never reused, not even after erasure.</param>
/// <param name="OutboxHighWater">The largest id of an outbox row ever written.</param>
public sealed record StoreHead(long Sequence, byte[] Chain, long AnchorSequence, byte[] AnchorChain, long KeyHighWater, long OutboxHighWater);
