using NbaStudio.Data.Pictures;

namespace NbaStudio.Api.Pictures;

/// <summary>A picture of contents, without its bytes.</summary>
/// <param name="Id">SHA-256 of its bytes.</param>
/// <param name="Address">What contents write as image; the bytes are there, without a key.</param>
/// <param name="Name">Name of the file that it came from.</param>
/// <param name="Type">Media type, by its bytes.</param>
/// <param name="Bytes">Of what is kept: what says who took a photograph, and where, is left out.</param>
/// <param name="Who">Who uploaded it first.</param>
/// <param name="UsedBy">What names it in the newest revision and in changes that are not published yet.</param>
/// <param name="LastRevision">The newest revision that named it, where the newest of all does not any more.</param>
public sealed record PictureAnswer(
    string Id, string Address, string Name, string Type, int Width, int Height, int Bytes, string Who, DateTimeOffset Time, IReadOnlyList<PictureUse> UsedBy, int? LastRevision)
{
    internal static PictureAnswer Of(UsedPicture used)
    {
        var picture = used.Picture;
        return new PictureAnswer(picture.Id, picture.Address, picture.Name, picture.Type, picture.Width, picture.Height, picture.Bytes, picture.Who, picture.Time, used.Uses, used.LastRevision);
    }
}
