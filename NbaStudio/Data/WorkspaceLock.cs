namespace NbaStudio.Data;

/// <summary>Keeps two hubs from writing one workspace. The system frees the lock when the process ends, however it ends.</summary>
public sealed class WorkspaceLock : IDisposable
{
    private readonly FileStream _file;

    private WorkspaceLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another process serves this workspace.</exception>
    public static WorkspaceLock Take(Workspace workspace)
    {
        try
        {
            return new WorkspaceLock(new FileStream(Path.Combine(workspace.Folder, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem)
        {
            throw new InvalidOperationException($"Another NBA Studio already serves the workspace in {workspace.Folder}. Stop it, or choose another Nba:DataFolder.", problem);
        }
    }

    public void Dispose() => _file.Dispose();
}
