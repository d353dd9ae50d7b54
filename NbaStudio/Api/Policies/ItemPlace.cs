namespace NbaStudio.Api.Policies;

/// <summary>Where an item is to be.</summary>
/// <param name="Parent">Id of the objective, group or action that it belongs under; null = where it is.</param>
/// <param name="Position">Place among its siblings, from 0; null = where it is, a new one last.</param>
/// <param name="Rename">The item's own id is another than the one it is addressed by.</param>
internal sealed record ItemPlace(string? Parent = null, int? Position = null, bool Rename = false);
