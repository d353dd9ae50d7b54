namespace NbaStudio.Data.Rows;

/// <summary>One edit of a change; no Json means that the item is deleted. ItemId is its handle.</summary>
internal sealed class ChangeItemRow
{
    public required string ChangeId { get; set; }
    public required string Kind { get; set; }
    public required string ItemId { get; set; }
    public string? Json { get; set; }
    public string? Parent { get; set; }
    public string? After { get; set; }
    public int BaseRevision { get; set; }
}
