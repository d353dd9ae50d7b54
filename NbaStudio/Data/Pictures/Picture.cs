using NbaStudio.Engine.Content;

namespace NbaStudio.Data.Pictures;

/// <summary>A picture that contents name, without its bytes.</summary>
/// <param name="Id">SHA-256 of its bytes in lower-case hexadecimal: the same file is the same picture.</param>
/// <param name="Type">Media type.</param>
/// <param name="Name">Name of the file that it came from; for people.</param>
public sealed record Picture(string Id, string Name, string Type, int Width, int Height, int Bytes, string Who, DateTimeOffset Time)
{
    /// <summary>What contents write.</summary>
    public string Address => OwnPictures.Start + Id;
}

/// <summary>What came of an upload.</summary>
/// <param name="Stored">Null where it was refused.</param>
/// <param name="Refusal">empty, size, type, dimensions or full; null where it was taken.</param>
/// <param name="IsNew">Whether it was not there before.</param>
public sealed record PictureUpload(Picture? Stored, string? Refusal, bool IsNew = false);
