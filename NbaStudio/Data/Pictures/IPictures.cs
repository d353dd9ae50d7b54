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

    /// <summary>All of them with what names them, the newest first.</summary>
    Task<IReadOnlyList<UsedPicture>> ListUsedAsync(CancellationToken stop = default);

    /// <summary>Takes a picture away for good. One that the newest revision or a change that is not published names stays. Audited.</summary>
    /// <param name="id">The hash.</param>
    /// <param name="who">Needs the scope admin.</param>
    /// <returns>Null when there is none; it stays where it has uses.</returns>
    [Needs(Scopes.Admin)]
    Task<UsedPicture?> RemoveAsync(string id, Caller who, CancellationToken stop = default);
}
