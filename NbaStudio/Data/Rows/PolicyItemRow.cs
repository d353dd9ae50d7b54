namespace NbaStudio.Data.Rows;

/// <summary>One item of the policy in one form, which revisions AddedIn up to but without RemovedIn contain.</summary>
internal sealed class PolicyItemRow
{
    public long RowId { get; set; }
    public required string Kind { get; set; }
    public required string ItemId { get; set; }
    public long Key { get; set; }
    public required string Json { get; set; }
    public long Position { get; set; }
    public int AddedIn { get; set; }
    public int? RemovedIn { get; set; }
}
