namespace NbaStudio.Data.Rows;

/// <summary>A sign-in. It ends at its time, when it is signed out, or when its account is disabled.</summary>
internal sealed class SessionRow
{
    public required string Id { get; set; }
    public required string AccountId { get; set; }
    public required string Client { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
