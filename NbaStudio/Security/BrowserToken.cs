namespace NbaStudio.Security;

/// <summary>What a customer's browser may act for, and until when.</summary>
public sealed record BrowserToken(string CustomerId, string Channel, string Origin, DateTimeOffset ExpiresAt);
