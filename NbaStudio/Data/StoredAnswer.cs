namespace NbaStudio.Data;

/// <summary>What is known of an earlier request with the same key.</summary>
/// <param name="Status">Null while the first request is still at work.</param>
public sealed record StoredAnswer(string Route, byte[] BodyHash, int? Status, string? ContentType, string? Location, byte[]? Body);
