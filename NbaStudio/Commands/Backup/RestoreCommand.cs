using System.Globalization;
using NbaStudio.Commands.Replay;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Commands.Backup;

/// <summary>Puts a backup back, and proves it: the chains of journal and audit hold, and recorded decisions come out the same.</summary>
internal sealed class RestoreCommand : ICommand
{
    public string Verb => "restore";

    public string Summary => "Puts a backup back into the workspace and proves it by its chains and by replaying decisions. The hub must not be running.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("from", "FOLDER", "The backup.", Required: true),
        new("replace", null, "What is in the workspace now is moved aside. Without it only an empty workspace is filled."),
        new("decisions", "N", "How many recorded decisions to replay. Default: 100000; 0 = none."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var workspace = context.Place;
        var decisions = (long)context.Number("decisions", 100_000, 0, ReplayDecisionsCommand.Most);
        var folder = Path.GetFullPath(context.Get("from"));
        var manifest = await BackupFolder.ReadAsync(folder, workspace.Name, stop);
        foreach (var database in manifest.Files.Where(f => BackupFolder.Databases.Contains(f.Name)))
        {
            BackupFolder.RequireSound(Path.Combine(folder, database.Name));
        }

        Workspace.CreatePrivate(workspace.DataFolder);
        Workspace.CreatePrivate(workspace.Folder);
        Workspace.CreatePrivate(workspace.KeyFolder);
        string? aside;
        using (WorkspaceLock.Take(workspace))
        {
            aside = await FillAsync(workspace, folder, manifest, context.Has("replace"), stop);
        }

        var (chain, audit, replay) = await ProveAsync(context, workspace, decisions, stop);
        var isProven = chain.IsValid && audit.IsIntact && replay?.IsProof != false;
        await context.WriteAsync(
            new { manifest.Workspace, Of = manifest.Time, MovedAside = aside, Proven = isProven, Journal = chain, Audit = audit, Replay = replay },
            string.Join('\n', (string?[])
            [
                $"The workspace '{manifest.Workspace}' is as it was at {manifest.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.{(aside is null ? "" : $" What was there before is in {aside}.")}",
                chain.IsValid ? string.Create(CultureInfo.InvariantCulture, $"Journal: {chain.Checked:N0} entries, the chain holds.") : $"Journal: {chain.Fault}",
                audit.IsIntact ? string.Create(CultureInfo.InvariantCulture, $"Audit: {audit.Entries:N0} entries, the chain holds.") : $"Audit: {audit.Fault}",
                replay is null ? "No decision was replayed." : ReplayDecisionsCommand.Describe(replay),
            ]));
        return isProven ? 0 : 1;
    }

    /// <summary>Moves aside what is there and copies the backup.</summary>
    /// <returns>Where the old files are; null where there were none.</returns>
    private static async Task<string?> FillAsync(Workspace workspace, string folder, BackupManifest manifest, bool replace, CancellationToken stop)
    {
        var targets = manifest.Files.Select(f => (From: Path.Combine(folder, f.Name), To: BackupFolder.TargetOf(workspace, f.Name), f.Sha256)).ToList();
        // A database's log belongs to it: beside another file it would be applied to that.
        List<string> old = [];
        foreach (var path in targets.Select(t => t.To).Concat(BackupFolder.Databases.SelectMany(_ => (string[])["", "-wal", "-shm"], (name, end) => Path.Combine(workspace.Folder, name + end))).Distinct().Where(File.Exists))
        {
            var target = targets.FirstOrDefault(t => t.To == path);
            if (target.To is null || await BackupFolder.HashAsync(path, stop) != target.Sha256)
            {
                old.Add(path);
            }
        }

        if (old.Count > 0 && !replace)
        {
            throw new CommandException($"The workspace is not empty: {string.Join(", ", old)}. With --replace it is moved aside. Nothing was changed.");
        }

        string? aside = null;
        if (old.Count > 0)
        {
            aside = Path.Combine(workspace.DataFolder, $"{workspace.Name}-before-restore-{new WallClock(TimeProvider.System).Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
            Workspace.CreatePrivate(aside);
            old.ForEach(path => File.Move(path, Path.Combine(aside, Path.GetFileName(path))));
        }

        foreach (var (from, to, _) in targets.Where(t => !File.Exists(t.To)))
        {
            // Named only once it is whole: a crash half way leaves nothing that looks like data.
            File.Delete(to + ".restoring");
            BackupFolder.CopyPrivate(from, to + ".restoring");
            File.Move(to + ".restoring", to);
        }

        return aside;
    }

    private static async Task<(ChainReport Journal, AuditReport Audit, ReplayReport? Decisions)> ProveAsync(CommandContext context, Workspace workspace, long decisions, CancellationToken stop)
    {
        var services = context.Services;
        var audit = await services.GetRequiredService<AuditKeeper>().VerifyAsync(stop: stop);
        var file = Path.Combine(workspace.Folder, HubRegistration.DatabaseFile);
        if (!File.Exists(file))
        {
            return (new ChainReport(0, 0, null, null), audit, null);
        }

        using var store = new SqliteHubStore(file);
        var chain = store.VerifyChain();
        var revisions = new HubRevisions(services.GetRequiredService<PolicyStore>(), services.GetRequiredService<ILogger<HubRevisions>>());
        var replay = decisions == 0 ? null : await Task.Run(() => new DecisionReplay(store, revisions.Find).Run(long.MinValue, long.MaxValue, decisions, Environment.ProcessorCount, null, stop), stop);
        return (chain, audit, replay);
    }
}
