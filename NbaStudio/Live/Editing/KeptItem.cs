namespace NbaStudio.Live.Editing;

/// <summary>An item under work as it stands, for a browser to keep. The steps back are not kept but for the first: what it began as.</summary>
/// <param name="Opened">JSON of what was opened.</param>
/// <param name="Now">JSON of what stands there.</param>
/// <param name="Begun">JSON of what it began as; null where nothing was typed.</param>
/// <param name="Unread">Texts that could not be read, by field.</param>
/// <param name="OpenedId">The id that it began with.</param>
/// <param name="Proposed">The id that was proposed from its name; null = none was.</param>
/// <param name="Below">What is copied with it.</param>
public sealed record KeptItem(
    string Kind, bool IsNew, string Opened, string Now, string? Begun, IReadOnlyDictionary<string, string> Unread, string OpenedId, string? Proposed, IReadOnlyList<KeptBelow> Below)
{
    /// <summary>Whether everything that is needed is there: what a browser kept may be of an older version.</summary>
    public bool IsWhole => Kind is not null && Opened is not null && Now is not null && Unread is not null && OpenedId is not null && Below is not null;
}

/// <summary>An item that is copied with another.</summary>
public sealed record KeptBelow(string Kind, string Id, string? Parent, string Json);
