using System.Globalization;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Commands.Backup;

/// <summary>Copies the workspace while the hub runs.</summary>
internal sealed class BackupCommand : ICommand
{
    public string Verb => "backup";

    public string Summary => "Copies the workspace into a folder, while the hub may be running. The copy holds secrets.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("out", "FOLDER", "A new or empty folder.", Required: true)];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var workspace = context.Place;
        if (!File.Exists(workspace.ConsoleDatabaseFile))
        {
            throw new CommandException($"There is nothing to copy: {workspace.Folder} holds no workspace.");
        }

        var folder = Path.GetFullPath(context.Get("out"));
        var clock = new WallClock(TimeProvider.System);
        var manifest = await BackupFolder.WriteAsync(workspace, folder, clock.Time.GetUtcNow(), stop);
        await context.WriteAsync(
            new { Folder = folder, manifest.Workspace, manifest.Time, manifest.Files },
            string.Create(CultureInfo.InvariantCulture, $"The workspace '{manifest.Workspace}' is copied to {folder}: {manifest.Files.Count} files, {manifest.Files.Sum(f => f.Bytes) / 1e6:N1} MB. It holds secrets: keep it where only you can read it."));
        return 0;
    }
}
