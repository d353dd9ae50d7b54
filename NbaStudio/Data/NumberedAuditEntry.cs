namespace NbaStudio.Data;

/// <summary>An entry with its number in the chain.</summary>
public sealed record NumberedAuditEntry(long Number, AuditEntry Entry);
