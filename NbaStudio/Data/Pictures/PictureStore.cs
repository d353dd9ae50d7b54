using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NbaStudio.Configuration;
using NbaStudio.Data.Rows;
using NbaStudio.Engine.Content;
using NbaStudio.Security;

namespace NbaStudio.Data.Pictures;

/// <summary>Pictures of contents, kept in the console's database by the hash of their bytes. They are never changed. Thread safe.</summary>
public sealed class PictureStore(IDbContextFactory<ConsoleDb> contexts, AuditLog audit, WallClock clock) : IPictures, IDisposable
{
    /// <summary>Most bytes of a picture: 2 MB.</summary>
    public const int MaximumBytes = 2 * 1024 * 1024;

    /// <summary>Longest side.</summary>
    public const int MaximumSide = 4_096;

    /// <summary>Most pictures of a hub: 1 GB of the largest.</summary>
    public const int MaximumCount = 500;

    /// <summary>Longest name that is kept.</summary>
    public const int LongestName = 100;

    /// <summary>Most bytes of pictures that are held ready.</summary>
    private const long MostHeld = 32L << 20;

    private readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = MostHeld });
    private int _removals;

    public async Task<PictureUpload> AddAsync(ReadOnlyMemory<byte> bytes, string name, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.Length is 0 or > MaximumBytes)
        {
            return new PictureUpload(null, bytes.Length == 0 ? "empty" : "size");
        }

        if (PictureFormat.Read(bytes.Span) is not { } format)
        {
            return new PictureUpload(null, "type");
        }

        if (Math.Max(format.Width, format.Height) > MaximumSide)
        {
            return new PictureUpload(null, "dimensions");
        }

        var content = PictureMetadata.Without(bytes.Span, format.Type);
        var id = Convert.ToHexStringLower(SHA256.HashData(content));
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, id, stop) is { } known)
        {
            return new PictureUpload(known, null);
        }

        if (await db.Pictures.CountAsync(stop) >= MaximumCount)
        {
            return new PictureUpload(null, "full");
        }

        var shown = new string([.. name.Where(c => !char.IsControl(c))]);
        var row = new PictureRow
        {
            Id = id, Name = shown.Length > LongestName ? shown[..LongestName] : shown, Type = format.Type, Width = format.Width, Height = format.Height,
            Content = content, Who = who.Name, Time = clock.Time.GetUtcNow(),
        };
        db.Pictures.Add(row);
        audit.Add(db, who.Name, "picture.added", id, after: Words(Of(row, row.Content.Length)));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException) when (IsThere(id))
        {
            // Somebody took in the same file at the same moment.
        }

        return new PictureUpload(Of(row, row.Content.Length), null, true);
    }

    public async Task<Picture?> FindAsync(string address, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!OwnPictures.Is(address))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        return await FindAsync(db, address[OwnPictures.Start.Length..], stop);
    }

    public async Task<IReadOnlyList<Picture>> ListAsync(int limit, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await Described(db.Pictures.OrderByDescending(p => p.Time).ThenBy(p => p.Id).Take(limit)).ToListAsync(stop))];
    }

    public async Task<IReadOnlyList<UsedPicture>> ListUsedAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var uses = await PictureUses.ReadAsync(db, stop);
        return [.. (await Described(db.Pictures.OrderByDescending(p => p.Time).ThenBy(p => p.Id)).ToListAsync(stop)).Select(uses.Of)];
    }

    public async Task<UsedPicture?> RemoveAsync(string id, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Admin);
        await using var db = await contexts.CreateDbContextAsync(stop);
        // One writer at a time from here on: no change begins to name it between the look and the end.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await FindAsync(db, id, stop) is not { } picture)
        {
            return null;
        }

        var used = (await PictureUses.ReadAsync(db, stop)).Of(picture);
        if (used.Uses.Count > 0)
        {
            return used;
        }

        await db.Pictures.Where(p => p.Id == id).ExecuteDeleteAsync(stop);
        audit.Add(db, who.Name, "picture.removed", id, Words(picture));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        Interlocked.Increment(ref _removals);
        _read.Remove(id);
        return used;
    }

    /// <summary>Type and bytes; null when there is none. What many look at is read once.</summary>
    public async Task<(string Type, byte[] Content)?> ReadAsync(string id, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!OwnPictures.Is(OwnPictures.Start + id))
        {
            return null;
        }

        if (_read.TryGetValue(id, out (string, byte[]) known))
        {
            return known;
        }

        var removals = Volatile.Read(ref _removals);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Pictures.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.Type, p.Content }).SingleOrDefaultAsync(stop) is not { } row)
        {
            return null;
        }

        _read.Set(id, (row.Type, row.Content), new MemoryCacheEntryOptions { Size = row.Content.Length });
        if (removals != Volatile.Read(ref _removals))
        {
            // Perhaps it was this one: the next who asks reads it anew.
            _read.Remove(id);
        }

        return (row.Type, row.Content);
    }

    public void Dispose() => _read.Dispose();

    private static async Task<Picture?> FindAsync(ConsoleDb db, string id, CancellationToken stop) => await Described(db.Pictures.Where(p => p.Id == id)).SingleOrDefaultAsync(stop);

    // Without the bytes: a list of pictures is read often.
    private static IQueryable<Picture> Described(IQueryable<PictureRow> rows) =>
        rows.AsNoTracking().Select(p => new Picture(p.Id, p.Name, p.Type, p.Width, p.Height, p.Content.Length, p.Who, p.Time));

    private static string Words(Picture picture) => string.Create(CultureInfo.InvariantCulture, $"{picture.Name}: {picture.Type}, {picture.Width} x {picture.Height}, {picture.Bytes} bytes");

    private static Picture Of(PictureRow row, int bytes) => new(row.Id, row.Name, row.Type, row.Width, row.Height, bytes, row.Who, row.Time);

    private bool IsThere(string id)
    {
        using var db = contexts.CreateDbContext();
        return db.Pictures.Any(p => p.Id == id);
    }
}
