namespace NbaStudio.Data.Rows;

/// <summary>Who did what to what, with the state before and after.</summary>
internal sealed class AuditRow
{
    public long Id { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string Who { get; set; }
    public required string What { get; set; }
    public required string Target { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }

    /// <summary>SHA-256 over the hash before and this entry; null only until it is stored.</summary>
    public byte[]? Hash { get; set; }
}
