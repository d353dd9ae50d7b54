using System.Globalization;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Commands.Backup;

/// <summary>Makes backups for the console as the verb does, one at a time, into a folder beside the workspaces. Thread safe.</summary>
internal sealed class BackupDesk(Workspace workspace, AuditLog audit, WallClock clock, ProgramCommand program, ILogger<BackupDesk> log) : IBackups, IDisposable
{
    private readonly Lock _lock = new();
    private Work? _work;
    private BackupEnd? _last;

    private string Folder => Path.Combine(workspace.DataFolder, "backups");

    private Work? Current
    {
        get
        {
            lock (_lock)
            {
                return _work;
            }
        }
    }

    public BackupStanding Read(Caller who)
    {
        who.Demand(Scopes.Admin);
        lock (_lock)
        {
            return new BackupStanding(Folder, _work is { } work ? new BackupRun(work.Since, work.Progress, work.Stop.IsCancellationRequested) : null, _last);
        }
    }

    public async Task<IReadOnlyList<BackupView>> ListAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        List<BackupView> found = [];
        foreach (var folder in Directory.Exists(Folder) ? Directory.GetDirectories(Folder) : [])
        {
            // What has no manifest yet is being made, or was cut off.
            if (await BackupFolder.PeekAsync(folder, cancellationToken) is { } manifest)
            {
                found.Add(new BackupView(
                    Path.GetFileName(folder), folder, manifest.Workspace, manifest.Time, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes), program.For(manifest.Workspace, "restore", "--from", folder, "--replace")));
            }
        }

        return [.. found.OrderByDescending(backup => backup.Time)];
    }

    public async Task<bool> BeginAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        var now = clock.Time.GetUtcNow();
        var name = FreeName(string.Create(CultureInfo.InvariantCulture, $"{workspace.Name}-{now:yyyyMMdd-HHmmss}"));
        var work = new Work(Path.Combine(Folder, name), now, BackupFolder.Databases.Select(file => Path.Combine(workspace.Folder, file)).Where(File.Exists).Sum(file => new FileInfo(file).Length));
        lock (_lock)
        {
            if (_work is not null)
            {
                return false;
            }

            (_work, _last) = (work, null);
        }

        try
        {
            await audit.WriteAsync(who.Name, "backup.begun", name, stop: CancellationToken.None);
        }
        catch
        {
            lock (_lock)
            {
                _work = null;
            }

            work.Stop.Dispose();
            throw;
        }

        // Whoever asked may leave: it goes on.
        _ = Task.Run(() => MakeAsync(work, who.Name), CancellationToken.None);
        return true;
    }

    public Task CancelAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        Current?.Stop.Cancel();
        return Task.CompletedTask;
    }

    public async Task<bool> DeleteAsync(string name, Caller who, CancellationToken cancellationToken = default)
    {
        if ((await ListAsync(who, cancellationToken)).FirstOrDefault(backup => backup.Name == name) is not { } backup)
        {
            return false;
        }

        try
        {
            // What is left of one that could not be deleted whole is still known by its manifest: it holds secrets, and can be tried again.
            foreach (var entry in new DirectoryInfo(backup.Path).GetFileSystemInfos().OrderBy(entry => entry.Name == BackupFolder.ManifestFile))
            {
                if (entry is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }

            Directory.Delete(backup.Path);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new IOException(closed.Message, closed);
        }

        await audit.WriteAsync(who.Name, "backup.deleted", name, stop: CancellationToken.None);
        return true;
    }

    public void Dispose() => Current?.Stop.Cancel();

    private async Task MakeAsync(Work work, string who)
    {
        var (name, fault) = (Path.GetFileName(work.Folder), default(string));
        try
        {
            Workspace.CreatePrivate(Folder);
            var manifest = await BackupFolder.WriteAsync(workspace, work.Folder, work.Since, work.Stop.Token);
            await audit.WriteAsync(who, "backup.made", name, after: string.Create(CultureInfo.InvariantCulture, $"{manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes)} bytes"), stop: CancellationToken.None);
        }
        catch (OperationCanceledException) when (work.Stop.IsCancellationRequested)
        {
            Drop(work.Folder);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The backup {Name} could not be made", name);
            fault = failure.Message;
            Drop(work.Folder);
        }

        lock (_lock)
        {
            (_last, _work) = (new BackupEnd(clock.Time.GetUtcNow(), work.Stop.IsCancellationRequested && fault is null && !Directory.Exists(work.Folder), fault), null);
        }

        work.Stop.Dispose();
    }

    // Two may be made within a second: what is given up must never be another one.
    private string FreeName(string name) =>
        Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{n}")).First(free => !Directory.Exists(Path.Combine(Folder, free)));

    // Half a backup is none, and holds secrets.
    private void Drop(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError(failure, "What was copied of a backup is left in {Folder}", folder);
        }
    }

    private sealed record Work(string Folder, DateTimeOffset Since, long Bytes)
    {
        public CancellationTokenSource Stop { get; } = new();

        // By what lies there; other files are small beside the databases.
        public double Progress
        {
            get
            {
                var there = BackupFolder.Databases.Select(name => new FileInfo(Path.Combine(Folder, name))).Where(file => file.Exists).Sum(file => file.Length);
                return Bytes == 0 ? 0 : Math.Clamp((double)there / Bytes, 0, 1);
            }
        }
    }
}
