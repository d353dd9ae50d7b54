namespace NbaStudio.Tests.Storage;

/// <summary>A folder of its own, deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nba-store-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Copies every file as it is now, as a crash would leave it.</summary>
    public void CopyTo(out TemporaryFolder copy)
    {
        copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path))
        {
            System.IO.File.Copy(file, copy.File(System.IO.Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
