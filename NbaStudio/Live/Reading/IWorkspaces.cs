using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>The workspace that is open, the other one, and the way there. Demo and own data are strictly apart: one process serves one of them. Thread safe.</summary>
public interface IWorkspaces
{
    /// <summary>Which one is open, and which is not.</summary>
    [Needs(Scopes.Admin)]
    WorkspacePlaces ReadPlaces(Caller who);

    /// <summary>Channels of the policy with the settings that reach them.</summary>
    [Needs(Scopes.Admin)]
    IReadOnlyList<ChannelKeys> ReadChannels(Caller who);

    /// <summary>Stops the hub and has the process start it again in the other workspace. Audited. The next start of the program goes by its settings again.</summary>
    /// <exception cref="WorkspaceRefusedException">It cannot be opened as the hub listens now.</exception>
    [Needs(Scopes.Admin)]
    Task OpenOtherAsync(Caller who, CancellationToken cancellationToken = default);
}

/// <param name="Other">One's own where the demo is open, else the demo.</param>
public sealed record WorkspacePlaces(WorkspacePlace Here, WorkspacePlace Other);

/// <param name="Name">demo, main or replay.</param>
/// <param name="Folder">Full path.</param>
/// <param name="Exists">Whether it has been opened before; else it begins empty, the demo with its customers.</param>
/// <param name="Command">What starts the program with it.</param>
public sealed record WorkspacePlace(string Name, string Folder, bool Exists, string Command);

/// <param name="Settings">Key of the configuration, and whether something stands there. Values are not told.</param>
public sealed record ChannelKeys(LiveChannel Channel, IReadOnlyList<(string Setting, bool IsSet)> Settings);

/// <summary>The other workspace has no admin and the hub listens where others could reach it, or another process serves it.</summary>
/// <param name="isServed">It is the second of the two.</param>
public sealed class WorkspaceRefusedException(string message, bool isServed = false) : Exception(message)
{
    public bool IsServed => isServed;
}
