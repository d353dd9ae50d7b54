using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Data;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, "demo")]
    [InlineData(false, "main")]
    public void Open_DemoOrOwn_LiesInItsOwnFolder(bool demo, string name)
    {
        var workspace = Workspace.Open(new NbaOptions { DataFolder = "d/a/ta", Demo = demo }, _folder.Path);

        workspace.Name.ShouldBe(name);
        workspace.Folder.ShouldBe(_folder.File($"d/a/ta/{name}"));
        Directory.Exists(workspace.Folder).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(workspace.Folder) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        }
    }

    [Fact]
    public void Open_PathIsAFile_IsAConfigurationMistake()
    {
        File.WriteAllText(_folder.File("taken"), "");

        var mistakes = Should.Throw<ConfigurationMistakesException>(() => Workspace.Open(new NbaOptions { DataFolder = "taken" }, _folder.Path));

        mistakes.Mistakes.Single().Key.ShouldBe("Nba:DataFolder");
    }

    [Fact]
    public void Take_Released_CanBeTakenAgain()
    {
        var workspace = Workspace.Open(new NbaOptions(), _folder.Path);
        WorkspaceLock.Take(workspace).Dispose();

        using var again = WorkspaceLock.Take(workspace);
        Should.Throw<InvalidOperationException>(() => WorkspaceLock.Take(workspace));
    }
}
