namespace NbaStudio.Commands.Import.Sending;

/// <summary>An entry that waits to be sent.</summary>
/// <param name="Row">The row it comes from.</param>
/// <param name="CustomerId">Whom it is about, for entries that are addressed by customer; else null.</param>
/// <param name="Json">The entry as the API takes it.</param>
internal sealed record PendingEntry(long Row, string? CustomerId, byte[] Json);
