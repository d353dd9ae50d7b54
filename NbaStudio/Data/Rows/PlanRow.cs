namespace NbaStudio.Data.Rows;

internal sealed class PlanRow
{
    public required string ChangeId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Hash { get; set; }
    public required string Who { get; set; }
    public required string State { get; set; }
    public string? Note { get; set; }
    public int? Revision { get; set; }
    public double? Share { get; set; }
    public double? WatchHours { get; set; }
    public double? MaximumP99 { get; set; }
    public double? AcceptanceDrop { get; set; }
    public double? HarmShare { get; set; }
}
