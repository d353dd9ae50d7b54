namespace NbaStudio.Data.Rows;

internal sealed class RevisionRow
{
    public int Number { get; set; }
    public DateTimeOffset Time { get; set; }
    public required string Author { get; set; }
    public required string Note { get; set; }
    public required string ContentHash { get; set; }
}
