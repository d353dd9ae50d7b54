namespace NbaStudio.Engine.Storage;

/// <summary>One entry of the journal as it is stored. Immutable.</summary>
/// <param name="Sequence">Position, from 1, without gaps; given by the commit loop.</param>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
/// <param name="Customer">Internal key of the customer, or 0 for the hub itself.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Payload">The entry itself; null once erased.</param>
/// <param name="Salt">16 random bytes that keep the digest from being guessed; null once erased.</param>
/// <param name="Digest">Hash of salt, header and payload, see <see cref="HashChain"/>; stays after erasure.</param>
/// <param name="Chain">Hash over the previous entry's chain value, the sequence and the digest.</param>
public sealed record JournalRow(long Sequence, long Time, long Customer, JournalKind Kind, byte[]? Payload, byte[]? Salt, byte[] Digest, byte[] Chain);
