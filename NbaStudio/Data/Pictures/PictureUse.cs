namespace NbaStudio.Data.Pictures;

/// <summary>An item that names a picture.</summary>
/// <param name="Kind">Kind of the item, such as treatment; policy where an old change is one whole document.</param>
/// <param name="Change">The change that is not published yet and writes it; null = the newest revision.</param>
/// <param name="ChangeName">Its name.</param>
public sealed record PictureUse(string Kind, string Id, string? Change = null, string? ChangeName = null);

/// <summary>A picture and what names it.</summary>
/// <param name="Uses">In the newest revision and in changes that are not published yet; a picture with any of them stays.</param>
/// <param name="LastRevision">The newest revision that named it, where the newest of all does not any more; null = none.</param>
public sealed record UsedPicture(Picture Picture, IReadOnlyList<PictureUse> Uses, int? LastRevision);
