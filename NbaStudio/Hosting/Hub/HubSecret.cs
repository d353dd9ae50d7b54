using System.Security.Cryptography;
using NbaStudio.Data;

namespace NbaStudio.Hosting.Hub;

/// <summary>The workspace's secret: keys of tracking tokens and of refusal hashes. Made once, readable by this user only.</summary>
internal static class HubSecret
{
    public const int Bytes = 32;

    /// <exception cref="InvalidOperationException">The file is there but damaged.</exception>
    public static byte[] LoadOrCreate(Workspace workspace)
    {
        var path = PathOf(workspace);
        if (!File.Exists(path))
        {
            // Written aside and renamed, so that a crash never leaves half a secret.
            var aside = path + ".new";
            File.Delete(aside);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(aside, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(Bytes));
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path);
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length == Bytes
            ? secret
            : throw new InvalidOperationException($"{path} has {secret.Length} bytes instead of {Bytes}: restore it from a backup. Without it tracking links and kept refusals no longer work.");
    }

    public static string PathOf(Workspace workspace) => Path.Combine(workspace.Folder, "hub.secret");
}
