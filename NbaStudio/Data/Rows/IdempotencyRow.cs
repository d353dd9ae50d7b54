namespace NbaStudio.Data.Rows;

/// <summary>The answer to a request with an Idempotency-Key. No status yet means: the first request is still at work.</summary>
internal sealed class IdempotencyRow
{
    public required string Caller { get; set; }
    public required string Key { get; set; }
    public required string Route { get; set; }
    public required byte[] BodyHash { get; set; }
    public DateTimeOffset Time { get; set; }
    public int? Status { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }
    public byte[]? Body { get; set; }
}
