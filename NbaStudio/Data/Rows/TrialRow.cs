namespace NbaStudio.Data.Rows;

internal sealed class TrialRow
{
    public int Id { get; set; }
    public required string ChangeId { get; set; }
    public required string Name { get; set; }
    public int Revision { get; set; }
    public double Share { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset SharedSince { get; set; }
    public required string Who { get; set; }
    public required string State { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }
    public string? Note { get; set; }
}
