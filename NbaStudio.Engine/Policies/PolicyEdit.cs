namespace NbaStudio.Engine.Policies;

/// <summary>One edit of one item, on the revision that its author saw. Immutable.</summary>
/// <param name="Kind">Kind of the item, such as action.</param>
/// <param name="Handle">The item's id in the revision <paramref name="Base"/> (a context weight's key); of an item that is new, a name that it keeps inside the change.</param>
/// <param name="Json">The item in canonical form without its children; null deletes it with everything under it.</param>
/// <param name="Base">Revision that the edit was made on; 0 = before the first.</param>
public sealed record PolicyEdit(string Kind, string Handle, string? Json, int Base)
{
    /// <summary>Handle of the objective, group or action that it belongs under; null = where it is.</summary>
    public string? Parent { get; init; }

    /// <summary>Handle of the sibling right before it, "" = first; null = where it is, a new item last.</summary>
    public string? After { get; init; }
}
