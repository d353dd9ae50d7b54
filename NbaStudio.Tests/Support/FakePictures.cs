using NbaStudio.Data.Pictures;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>A hub with a known set of pictures.</summary>
public sealed class FakePictures : IPictures
{
    public List<Picture> All { get; } = [];

    /// <summary>What the next upload comes to.</summary>
    public PictureUpload Upload { get; set; } = new(null, "type");

    public Task<PictureUpload> AddAsync(ReadOnlyMemory<byte> bytes, string name, Caller who, CancellationToken stop = default) => Task.FromResult(Upload);

    public Task<Picture?> FindAsync(string address, CancellationToken stop = default) => Task.FromResult(All.Find(p => p.Address == address));

    /// <summary>What names them, by id.</summary>
    public Dictionary<string, IReadOnlyList<PictureUse>> Uses { get; } = [];

    public Task<IReadOnlyList<UsedPicture>> ListUsedAsync(CancellationToken stop = default) => Task.FromResult<IReadOnlyList<UsedPicture>>([.. All.Select(Used)]);

    public Task<UsedPicture?> RemoveAsync(string id, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        var used = All.Find(p => p.Id == id) is { } picture ? Used(picture) : null;
        All.RemoveAll(p => p.Id == id && used!.Uses.Count == 0);
        return Task.FromResult(used);
    }

    public Task<IReadOnlyList<Picture>> ListAsync(int limit, CancellationToken stop = default) => Task.FromResult<IReadOnlyList<Picture>>(All);

    private UsedPicture Used(Picture picture) => new(picture, Uses.GetValueOrDefault(picture.Id) ?? [], null);
}
