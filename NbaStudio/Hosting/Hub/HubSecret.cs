using NbaStudio.Data;

namespace NbaStudio.Hosting.Hub;

/// <summary>The workspace's secret: keys of tracking tokens and of refusal hashes. Made once, readable by this user only.</summary>
internal static class HubSecret
{
    /// <exception cref="InvalidOperationException">The file is there but damaged.</exception>
    public static byte[] LoadOrCreate(Workspace workspace) => SecretFile.LoadOrCreate(PathOf(workspace), "Without it tracking links and kept refusals no longer work.");

    public static string PathOf(Workspace workspace) => Path.Combine(workspace.Folder, "hub.secret");
}
