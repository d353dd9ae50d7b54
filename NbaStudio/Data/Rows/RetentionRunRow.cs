namespace NbaStudio.Data.Rows;

internal sealed class RetentionRunRow
{
    public long Id { get; set; }
    public DateTimeOffset Started { get; set; }
    public DateTimeOffset? Finished { get; set; }
    public long Journal { get; set; }
    public long Decisions { get; set; }
    public long Texts { get; set; }
    public long Deliveries { get; set; }
    public long Ids { get; set; }
    public long Links { get; set; }
    public long Audit { get; set; }
}
