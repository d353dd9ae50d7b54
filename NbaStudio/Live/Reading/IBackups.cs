using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Backups that are made here, while the hub runs. Thread safe.</summary>
public interface IBackups
{
    /// <summary>Where they lie, and what is being made.</summary>
    [Needs(Scopes.Admin)]
    BackupStanding Read(Caller who);

    /// <summary>The backups of the folder that are whole, the newest first.</summary>
    [Needs(Scopes.Admin)]
    Task<IReadOnlyList<BackupView>> ListAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>Begins one; it goes on when whoever asked leaves. Audited.</summary>
    /// <returns>False where one is being made already.</returns>
    [Needs(Scopes.Admin)]
    Task<bool> BeginAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>Gives up the one that is being made, once the file that is being copied is.</summary>
    [Needs(Scopes.Admin)]
    Task CancelAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>Deletes one. Audited.</summary>
    /// <returns>False where there is none of this name.</returns>
    /// <exception cref="IOException">It could not be deleted, or not all of it; what is left of it stays in the list.</exception>
    [Needs(Scopes.Admin)]
    Task<bool> DeleteAsync(string name, Caller who, CancellationToken cancellationToken = default);
}

/// <param name="Folder">The folder that they lie in, one folder each.</param>
/// <param name="Running">The one that is being made; null = none is.</param>
/// <param name="Last">How the last one that was begun since the start ended; null = none did.</param>
public sealed record BackupStanding(string Folder, BackupRun? Running, BackupEnd? Last);

/// <param name="Name">Of its folder.</param>
/// <param name="Path">Full path of its folder.</param>
/// <param name="Workspace">demo, main or replay: it can be put back into no other.</param>
/// <param name="RestoreCommand">What puts it back, once the hub is stopped.</param>
public sealed record BackupView(string Name, string Path, string Workspace, DateTimeOffset Time, int Files, long Bytes, string RestoreCommand);

/// <param name="Progress">In [0, 1], by bytes.</param>
/// <param name="IsEnding">It was given up and ends with the file that is being copied.</param>
public sealed record BackupRun(DateTimeOffset Since, double Progress, bool IsEnding);

/// <summary>How one ended. Neither failed nor given up: it is in the list.</summary>
/// <param name="Fault">Why it failed; null where it did not.</param>
public sealed record BackupEnd(DateTimeOffset Time, bool IsGivenUp, string? Fault);
