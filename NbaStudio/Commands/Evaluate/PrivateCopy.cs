using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Copies of files that somebody hands in: customers' data, so readable for the account of the program only.</summary>
internal static class PrivateCopy
{
    /// <summary>Keeps the content in a temporary file. Whoever asks deletes it.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">It is larger than <see cref="IFileTrials.MaximumBytes"/>, or could not be kept.</exception>
    public static async Task<string> KeepAsync(Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "nba-trial-" + Path.GetRandomFileName() + ".csv");
        try
        {
            await WriteAsync(content, path, cancellationToken).ConfigureAwait(false);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static async Task WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var copy = new FileStream(path, options);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (copy.Position + read > IFileTrials.MaximumBytes)
            {
                throw new IOException($"The file is larger than {IFileTrials.MaximumBytes >> 20} MB.");
            }

            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }
}
