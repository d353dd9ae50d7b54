namespace NbaStudio.Data.Rows;

/// <summary>One edit of a change; no Json means that the item is deleted.</summary>
internal sealed class ChangeItemRow
{
    public required string ChangeId { get; set; }
    public required string Kind { get; set; }
    public required string ItemId { get; set; }
    public string? Json { get; set; }
}
