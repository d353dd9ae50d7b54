namespace NbaStudio.Data.Rows;

/// <summary>Where old entries of the audit were cut off: the last one that went, sealed so that nobody can move the cut.</summary>
internal sealed class AuditAnchorRow
{
    public long LastId { get; set; }
    public required byte[] LastHash { get; set; }
    public DateTimeOffset Time { get; set; }
    public required byte[] Seal { get; set; }
}
