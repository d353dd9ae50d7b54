using System.Security.Cryptography;

namespace NbaStudio.Data;

/// <summary>A file of random bytes, made once, readable by this user only.</summary>
internal static class SecretFile
{
    public const int Bytes = 32;

    /// <param name="path">Full path.</param>
    /// <param name="loss">What no longer works without it, for the message.</param>
    /// <exception cref="InvalidOperationException">The file is there but damaged.</exception>
    public static byte[] LoadOrCreate(string path, string loss)
    {
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
        return secret.Length == Bytes ? secret : throw new InvalidOperationException($"{path} has {secret.Length} bytes instead of {Bytes}: restore it from a backup. {loss}");
    }
}
