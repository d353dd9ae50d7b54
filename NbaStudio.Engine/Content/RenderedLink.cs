namespace NbaStudio.Engine.Content;

/// <summary>A link after personalisation.</summary>
/// <param name="Link">The link; null where none may be shown.</param>
/// <param name="Problem">Why there is none; null where there is one.</param>
public readonly record struct RenderedLink(string? Link, string? Problem);
