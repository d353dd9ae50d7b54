namespace NbaStudio.Data;

/// <summary>Which entries of the audit are asked for.</summary>
/// <param name="Who">Exactly this name; null = anybody.</param>
/// <param name="What">This act, or all acts that begin with it and a dot; null = any.</param>
/// <param name="Text">Stands in the item, or in its state before or after; null = any.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before this.</param>
/// <param name="Before">Only entries with a lower number: the next page.</param>
/// <param name="Limit">At most so many.</param>
public sealed record AuditQuery(string? Who = null, string? What = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null, int Limit = 50);
