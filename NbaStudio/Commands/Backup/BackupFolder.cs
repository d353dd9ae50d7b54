using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using NbaStudio.Data;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Commands.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Path in the backup, with forward slashes: a file of the workspace, or keys/(file).</param>
/// <param name="Sha256">In hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What stands in a backup's manifest.json.</summary>
/// <param name="Format">Shape of the backup; this program knows 1.</param>
/// <param name="Workspace">demo, main or replay.</param>
internal sealed record BackupManifest(int Format, string Workspace, DateTimeOffset Time, IReadOnlyList<BackupFile> Files)
{
    public const int KnownFormat = 1;
}

/// <summary>A folder with a copy of one workspace: its databases, its secret, and the keys beside it. Holds secrets; readable by this user only.</summary>
internal static class BackupFolder
{
    public const string ManifestFile = "manifest.json";
    private const string Keys = "keys/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The databases of a workspace, in the order in which they are copied: decisions name revisions, so the revisions come last and hold at least those.</summary>
    public static IReadOnlyList<string> Databases { get; } = [HubRegistration.DatabaseFile, "console.db"];

    /// <summary>Copies the workspace as it stands while a hub may be writing. The folder is complete once its manifest is there.</summary>
    /// <exception cref="CommandException">The folder has something in it, or a copy is not sound.</exception>
    public static async Task<BackupManifest> WriteAsync(Workspace workspace, string folder, DateTimeOffset now, CancellationToken stop)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CommandException($"--out: {folder} is not empty.");
        }

        Workspace.CreatePrivate(folder);
        List<BackupFile> files = [];
        foreach (var name in Databases.Where(name => File.Exists(Path.Combine(workspace.Folder, name))))
        {
            stop.ThrowIfCancellationRequested();
            var target = Path.Combine(folder, name);
            CopyDatabase(Path.Combine(workspace.Folder, name), target);
            RequireSound(target);
            files.Add(await DescribeAsync(folder, name, stop));
        }

        foreach (var (source, name) in Secrets(workspace))
        {
            Workspace.CreatePrivate(Path.GetDirectoryName(Path.Combine(folder, name))!);
            CopyPrivate(source, Path.Combine(folder, name));
            files.Add(await DescribeAsync(folder, name, stop));
        }

        var manifest = new BackupManifest(BackupManifest.KnownFormat, workspace.Name, now, files);
        await File.WriteAllBytesAsync(Path.Combine(folder, ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, Json), stop);
        return manifest;
    }

    /// <summary>Reads the manifest and checks every file against it.</summary>
    /// <exception cref="CommandException">It is no backup of this workspace, or not as it was written.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, string workspace, CancellationToken stop)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            throw new CommandException($"{folder} is no complete backup: it has no {ManifestFile}.");
        }

        BackupManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(path, stop), Json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException damage)
        {
            throw new CommandException($"{path} cannot be read: {damage.Message}");
        }

        if (manifest.Format != BackupManifest.KnownFormat)
        {
            throw new CommandException($"{path} has format {manifest.Format}; this program knows {BackupManifest.KnownFormat}.");
        }

        if (manifest.Workspace != workspace)
        {
            throw new CommandException($"The backup is of the workspace '{manifest.Workspace}', the settings choose '{workspace}' (Nba:Demo, Nba:Clock). Simulated and own data are never mixed.");
        }

        foreach (var file in manifest.Files)
        {
            if (!IsAllowed(file.Name))
            {
                throw new CommandException($"{path} names '{file.Name}'; allowed are {string.Join(", ", Databases)}, hub.secret and files in keys/.");
            }

            var there = File.Exists(Path.Combine(folder, file.Name)) ? await DescribeAsync(folder, file.Name, stop) : null;
            if (there != file)
            {
                throw new CommandException($"{Path.Combine(folder, file.Name)} is {(there is null ? "missing" : "not as it was written")}.");
            }
        }

        return manifest;
    }

    /// <summary>What the manifest says, unchecked; null where there is none that can be read.</summary>
    public static async Task<BackupManifest?> PeekAsync(string folder, CancellationToken stop)
    {
        try
        {
            var path = Path.Combine(folder, ManifestFile);
            return File.Exists(path) && JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(path, stop), Json) is { Format: BackupManifest.KnownFormat, Files: not null } manifest ? manifest : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a file of a backup belongs.</summary>
    public static string TargetOf(Workspace workspace, string name) =>
        name.StartsWith(Keys, StringComparison.Ordinal) ? Path.Combine(workspace.KeyFolder, name[Keys.Length..]) : Path.Combine(workspace.Folder, name);

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }

    public static void CopyPrivate(string from, string to)
    {
        File.Copy(from, to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <exception cref="CommandException">The file is damaged.</exception>
    public static void RequireSound(string database)
    {
        using var connection = Open(database, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        if (command.ExecuteScalar() is not "ok" and var fault)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{database} is damaged: {fault}"));
        }
    }

    private static void CopyDatabase(string from, string to)
    {
        // The engine of the database copies a consistent state, while others write.
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using (var target = Open(to, SqliteOpenMode.ReadWriteCreate))
        {
            source.BackupDatabase(target);
            // One file and no log beside it; the hub turns the log on again when it opens the file.
            using var single = target.CreateCommand();
            single.CommandText = "PRAGMA journal_mode = DELETE";
            single.ExecuteNonQuery();
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static IEnumerable<(string Path, string Name)> Secrets(Workspace workspace)
    {
        if (File.Exists(HubSecret.PathOf(workspace)))
        {
            yield return (HubSecret.PathOf(workspace), Path.GetFileName(HubSecret.PathOf(workspace)));
        }

        foreach (var key in Directory.Exists(workspace.KeyFolder) ? Directory.GetFiles(workspace.KeyFolder).Order(StringComparer.Ordinal).ToArray() : [])
        {
            yield return (key, Keys + Path.GetFileName(key));
        }
    }

    // A manifest from elsewhere must not write outside the data folder.
    private static bool IsAllowed(string name) => Databases.Contains(name) || name == "hub.secret"
        || (name.StartsWith(Keys, StringComparison.Ordinal) && Path.GetFileName(name[Keys.Length..]) == name[Keys.Length..] && name.Length > Keys.Length && name[Keys.Length..] is not ("." or ".."));

    private static async Task<BackupFile> DescribeAsync(string folder, string name, CancellationToken stop)
    {
        var path = Path.Combine(folder, name);
        return new BackupFile(name, new FileInfo(path).Length, await HashAsync(path, stop));
    }
}
