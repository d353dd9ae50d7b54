namespace NbaStudio.Data;

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
