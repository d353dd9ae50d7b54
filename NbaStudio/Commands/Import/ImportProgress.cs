using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Import;

/// <summary>How far an import is: everything up to <see cref="Row"/> was acknowledged or rejected.</summary>
/// <param name="Fingerprint">What was imported how; another file or other options must not continue here.</param>
/// <param name="FileBytes">Length of the file at the start.</param>
/// <param name="RejectedBytes">Length of the file of rejected rows; what stands behind belongs to rows that are sent again.</param>
internal sealed record ImportProgress(
    string Fingerprint, long FileBytes, long Row, long Accepted, long Duplicates, long Conflicts, long Rejected, long RejectedBytes)
{
    private const int BytesLookedAt = 64 * 1024;

    public static string PathOf(string file) => file + ".progress";

    public static ImportProgress Start(string file, string how)
    {
        var length = new FileInfo(file).Length;
        return new ImportProgress(FingerprintOf(file, length, how), length, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Where an earlier run stopped; null where none did.</summary>
    /// <exception cref="CommandException">It was of another file or with other options.</exception>
    public static ImportProgress? Find(string file, string how)
    {
        var path = PathOf(file);
        if (!File.Exists(path))
        {
            return null;
        }

        ImportProgress? found = null;
        try
        {
            found = JsonSerializer.Deserialize<ImportProgress>(File.ReadAllBytes(path), HubJson.Options);
        }
        catch (JsonException)
        {
            // A file of that name that is not ours is treated as one that does not fit.
        }

        return found is not null && new FileInfo(file).Length >= found.FileBytes && found.Fingerprint == FingerprintOf(file, found.FileBytes, how)
            ? found
            : throw new CommandException($"{path} belongs to another file, hub or mapping. Use the same options to continue, or --restart to begin again.");
    }

    public void Save(string file)
    {
        var path = PathOf(file);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options));
        File.Move(path + ".new", path, overwrite: true);
    }

    // The start of the file, not all of it: a log may grow between two runs.
    private static string FingerprintOf(string file, long length, string how)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[Math.Min(BytesLookedAt, Math.Min(length, stream.Length))];
        stream.ReadExactly(start);
        return Convert.ToHexStringLower(SHA256.HashData([.. start, .. Encoding.UTF8.GetBytes(how)]));
    }
}
