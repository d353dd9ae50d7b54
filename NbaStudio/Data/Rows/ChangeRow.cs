namespace NbaStudio.Data.Rows;

internal sealed class ChangeRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public int BaseRevision { get; set; }
    public required string State { get; set; }
    public string? Document { get; set; }
    public required string Author { get; set; }

    /// <summary>Others who edited it, separated by new lines: no name holds one.</summary>
    public string? Editors { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? SubmittedBy { get; set; }
    public string? ApprovedBy { get; set; }
    public string? ApprovedHash { get; set; }
    public int? PublishedAs { get; set; }
    public long Version { get; set; }
}
