namespace NbaStudio.Data;

/// <summary>One edit of a change: the item's new JSON, or null to delete the item.</summary>
public sealed record ItemEdit(string Kind, string Id, string? Json);
