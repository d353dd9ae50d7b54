using NbaStudio.Security;

namespace NbaStudio.Data.Pictures;

/// <summary>Pictures of contents, as editors use them. Thread safe.</summary>
public interface IPictures
{
    /// <summary>Takes a picture in; one that is there already is the same. Audited.</summary>
    /// <param name="name">Name of the file, for people; what it ends with counts for nothing.</param>
    /// <param name="who">Needs the scope design.</param>
    [Needs(Scopes.Design)]
    Task<PictureUpload> AddAsync(ReadOnlyMemory<byte> bytes, string name, Caller who, CancellationToken stop = default);

    /// <summary>The picture at an address that a content writes; null where this hub does not have it, or it is none of its own.</summary>
    Task<Picture?> FindAsync(string address, CancellationToken stop = default);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Picture>> ListAsync(int limit, CancellationToken stop = default);
}
