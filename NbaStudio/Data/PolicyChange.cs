namespace NbaStudio.Data;

/// <summary>A named set of edits on a base revision: either a whole document or edits of items.</summary>
/// <param name="Version">Grows with every edit; callers name the version that they saw.</param>
public sealed record PolicyChange(
    string Id, string Name, int BaseRevision, ChangeState State, string? Document, IReadOnlyList<ItemEdit> Edits,
    string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version);
