using NbaStudio.Commands;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Accounts;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Hosting;

/// <summary>Lets the process go on with the other workspace: the hub stops as always, and <see cref="StudioHost.RunAsync"/> builds it anew.</summary>
internal sealed class WorkspaceSwitch(
    Workspace workspace, NbaOptions options, ProgramCommand program, IConfiguration configuration, NbaEngine engine, IHostApplicationLifetime lifetime, AuditLog audit) : IWorkspaces
{
    /// <summary>Whether the demo comes next; null = the process ends when the hub does.</summary>
    public bool? NextIsDemo { get; private set; }

    private Workspace Toggled => new(workspace.DataFolder, !workspace.IsDemo, workspace.IsDemo && options.Clock is not null);

    public WorkspacePlaces ReadPlaces(Caller who)
    {
        who.Demand(Scopes.Admin);
        return new WorkspacePlaces(Place(workspace), Place(Toggled));
    }

    public IReadOnlyList<ChannelKeys> ReadChannels(Caller who)
    {
        who.Demand(Scopes.Admin);
        return Channels;
    }

    private IReadOnlyList<ChannelKeys> Channels => engine.Policy is not { } policy ? [] : [.. policy.Channels.Select(channel =>
    {
        var set = options.Channels.GetValueOrDefault(channel.Id) ?? new ChannelOptions();
        (string, bool)[] settings = channel.Kind switch
        {
            ChannelKind.Webhook => [("Url", set.Url.Length > 0), ("Secret", set.Secret.Length > 0)],
            ChannelKind.Email => [("Host", set.Host.Length > 0), ("From", set.From.Length > 0), ("User", set.User.Length > 0), ("Password", set.Password.Length > 0)],
            ChannelKind.Web or ChannelKind.App => [("Origins", set.Origins.Count > 0)],
            _ => [],
        };
        return new ChannelKeys(PolicyViews.Channel(policy, channel.Index), [.. settings.Select(s => ($"Nba:Channels:{channel.Id}:{s.Item1}", s.Item2))]);
    })];

    public async Task OpenOtherAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        var other = Toggled;
        if (LoopbackBinding.Check(configuration, AccountProbe.HasAdmin(other), options.Proxies.Count > 0).FirstOrDefault() is { } open)
        {
            throw new WorkspaceRefusedException($"The workspace '{other.Name}' has no admin account yet, and the hub listens on {open.Value}, which other machines reach.");
        }

        RequireFree(other);
        await audit.WriteAsync(who.Name, "workspace.opened", other.Name, before: workspace.Name, stop: CancellationToken.None);
        NextIsDemo = other.IsDemo;
        lifetime.StopApplication();
    }

    // Told while this hub still runs: the next one would refuse to start, and nobody would be there to tell.
    private static void RequireFree(Workspace other)
    {
        if (!Directory.Exists(other.Folder))
        {
            return;
        }

        try
        {
            WorkspaceLock.Take(other).Dispose();
        }
        catch (InvalidOperationException served)
        {
            throw new WorkspaceRefusedException(served.Message, isServed: true);
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new WorkspaceRefusedException(closed.Message, isServed: true);
        }
    }

    private WorkspacePlace Place(Workspace place) => new(place.Name, place.Folder, File.Exists(place.ConsoleDatabaseFile), program.For(place.Name));
}
