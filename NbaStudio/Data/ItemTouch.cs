namespace NbaStudio.Data;

/// <summary>A change that is not published yet and edits an item.</summary>
/// <param name="Change">Its id.</param>
/// <param name="Editors">Everybody who worked on it, the author first.</param>
public sealed record ItemTouch(string Kind, string Id, string Change, string Name, IReadOnlyList<string> Editors, ChangeState State, DateTimeOffset UpdatedAt);
