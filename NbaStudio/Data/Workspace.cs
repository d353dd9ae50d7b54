using NbaStudio.Configuration;

namespace NbaStudio.Data;

/// <summary>Where the running workspace keeps its files. One process serves one workspace.</summary>
/// <param name="DataFolder">Full path of the data folder, which holds demo/, main/ and replay/.</param>
/// <param name="IsDemo">True for the demo, whose entries are simulated; never true in main/.</param>
/// <param name="IsReplay">True for one's own data under a clock of its own: logs of the past; never true in main/.</param>
public sealed record Workspace(string DataFolder, bool IsDemo, bool IsReplay = false)
{
    /// <summary>demo, main or replay.</summary>
    public string Name => IsDemo ? "demo" : IsReplay ? "replay" : "main";

    /// <summary>Full path of this workspace's own folder.</summary>
    public string Folder => Path.Combine(DataFolder, Name);

    public string ConsoleDatabaseFile => Path.Combine(Folder, "console.db");

    /// <summary>Keys of data protection; they stay when the workspace changes, as do people's cookies.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Creates the folders, readable by this user only.</summary>
    /// <exception cref="ConfigurationMistakesException">The folder cannot be created or written.</exception>
    public static Workspace Open(NbaOptions options, string contentRoot)
    {
        var workspace = Of(options, contentRoot);
        try
        {
            CreatePrivate(workspace.DataFolder);
            CreatePrivate(workspace.Folder);
            CreatePrivate(workspace.KeyFolder);
            using var probe = new FileStream(Path.Combine(workspace.Folder, $".probe-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationMistakesException([new("Nba:DataFolder", options.DataFolder, $"allowed is a folder that may be written ({problem.Message})")]);
        }

        return workspace;
    }

    /// <summary>The workspace that the options name, without touching the disk.</summary>
    public static Workspace Of(NbaOptions options, string contentRoot) => new(Path.GetFullPath(options.DataFolder, contentRoot), options.Demo, !options.Demo && options.Clock is not null);

    /// <summary>Creates a folder that only this user can read; nothing where it exists.</summary>
    public static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
