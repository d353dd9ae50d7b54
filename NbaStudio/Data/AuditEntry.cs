namespace NbaStudio.Data;

/// <summary>Who did what to what, with the state before and after.</summary>
public sealed record AuditEntry(DateTimeOffset Time, string Who, string What, string Target, string? Before, string? After);
