namespace NbaStudio.Data;

/// <summary>Who did what to what, with the state before and after.</summary>
/// <param name="Time">By the machine's clock.</param>
public sealed record AuditEntry(DateTimeOffset Time, string Who, string What, string Target, string? Before, string? After);
