namespace NbaStudio.Engine.Storage;

/// <summary>A tracking token, known only by its hash.</summary>
/// <param name="Hash">SHA-256 of the token's bytes, 32 bytes.</param>
/// <param name="Expires">Milliseconds since 1970 UTC.</param>
public sealed record TokenRow(byte[] Hash, long Customer, long Decision, int Treatment, long Expires);
