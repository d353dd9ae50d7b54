using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>The demo is open; notes what is asked of it.</summary>
public sealed class FakeWorkspaces : IWorkspaces, IBackups
{
    public WorkspacePlace Here { get; set; } = new("demo", "/data/demo", true, "dotnet NbaStudio.dll --Nba:Demo=true");

    public WorkspacePlace Other { get; set; } = new("main", "/data/main", false, "dotnet NbaStudio.dll --Nba:Demo=false");

    public bool Refuses { get; set; }

    public int Opened { get; private set; }

    public List<BackupView> All { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>Why nothing can be deleted; null = it can.</summary>
    public string? Stuck { get; set; }

    public BackupRun? Running { get; set; }

    public BackupEnd? Last { get; set; }

    public WorkspacePlaces ReadPlaces(Caller who) => new(Here, Other);

    public BackupStanding Read(Caller who) => new("/data/backups", Running, Last);

    public IReadOnlyList<ChannelKeys> ReadChannels(Caller who) =>
        [new(ConsoleSamples.Channels[0], [("Nba:Channels:mail:Host", true), ("Nba:Channels:mail:Password", false)]), new(ConsoleSamples.Channels[1], [])];

    public Task OpenOtherAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        Opened++;
        return Refuses ? throw new WorkspaceRefusedException("no admin") : Task.CompletedTask;
    }

    public Task<IReadOnlyList<BackupView>> ListAsync(Caller who, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<BackupView>>([.. All]);

    public Task<bool> BeginAsync(Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add("begin");
        Running = new BackupRun(ConsoleSamples.Noon, 0.4, false);
        return Task.FromResult(true);
    }

    public Task CancelAsync(Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add("cancel");
        (Running, Last) = (null, new BackupEnd(ConsoleSamples.Noon, true, null));
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string name, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add("delete " + name);
        if (Stuck is not null)
        {
            throw new IOException(Stuck);
        }

        return Task.FromResult(All.RemoveAll(backup => backup.Name == name) > 0);
    }
}
