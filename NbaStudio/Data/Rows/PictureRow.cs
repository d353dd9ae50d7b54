namespace NbaStudio.Data.Rows;

internal sealed class PictureRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Type { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }
    public required byte[] Content { get; set; }
    public required string Who { get; set; }
    public DateTimeOffset Time { get; set; }
}
