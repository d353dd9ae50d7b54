namespace NbaStudio.Data;

/// <summary>An API key without its secret.</summary>
/// <param name="LastUsedAt">To the minute; null = never.</param>
public sealed record ApiKey(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt = null);
