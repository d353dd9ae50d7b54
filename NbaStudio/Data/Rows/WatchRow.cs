namespace NbaStudio.Data.Rows;

internal sealed class WatchRow
{
    public int Revision { get; set; }
    public int Before { get; set; }
    public DateTimeOffset Since { get; set; }
    public required string Who { get; set; }
    public required string State { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public double Hours { get; set; }
    public double? MaximumP99 { get; set; }
    public double? AcceptanceDrop { get; set; }
    public double? HarmShare { get; set; }
}
