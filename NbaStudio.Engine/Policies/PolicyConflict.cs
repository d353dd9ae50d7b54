namespace NbaStudio.Engine.Policies;

/// <summary>Why an edit cannot be brought onto the newest revision by itself.</summary>
public enum PolicyConflictReason : byte
{
    /// <summary>Others changed the same item since.</summary>
    Changed,

    /// <summary>Others removed it since.</summary>
    Removed,

    /// <summary>Others added an item with the same id.</summary>
    Added,

    /// <summary>What it belongs under is gone.</summary>
    ParentGone,

    /// <summary>The edit deletes the item, and others changed or added something under it.</summary>
    ContentsChanged,
}

/// <summary>An edit that somebody has to decide about, with all three sides as canonical JSON.</summary>
/// <param name="Id">The item's id in the edit, or its handle where the edit deletes it.</param>
/// <param name="Base">As the author saw it; null when it was not there.</param>
/// <param name="Theirs">As it is now; null when it is not there.</param>
/// <param name="Mine">As the edit wants it; null when it deletes it.</param>
public sealed record PolicyConflict(PolicyEdit Edit, string Id, PolicyConflictReason Reason, string? Base, string? Theirs, string? Mine);
