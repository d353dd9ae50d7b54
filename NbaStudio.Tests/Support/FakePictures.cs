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

    public Task<IReadOnlyList<Picture>> ListAsync(int limit, CancellationToken stop = default) => Task.FromResult<IReadOnlyList<Picture>>(All);
}
