using System.Diagnostics;
using System.Net;

namespace NbaStudio.Tests.Hosting;

/// <summary>The real program as its own process.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_FromAnotherFolder_SaysReadyOnceServesAndStopsCleanlyOnSigterm()
    {
        using var process = Start("--urls=http://127.0.0.1:0", $"--Nba:DataFolder={_folder.File("data")}");
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("NBA Studio is ready at ", StringComparison.Ordinal))
            {
                break;
            }
        }

        var address = lines[^1]["NBA Studio is ready at ".Length..];
        using var http = new HttpClient();
        (await http.GetAsync($"{address}/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        lines.ShouldContain(line => line.Contains(_folder.File("data"), StringComparison.Ordinal));

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        process.ExitCode.ShouldBe(0);
        (await process.StandardOutput.ReadToEndAsync()).ShouldNotContain("is ready at");
    }

    [Fact]
    public async Task Start_WrongConfiguration_ListsEveryMistakeAndEndsWith2()
    {
        using var process = Start("--urls=http://0.0.0.0:0", "--Nba:DedupeDays=0", "--Nba:Markt:Speed=1", $"--Nba:DataFolder={_folder.Path}");

        var error = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        process.ExitCode.ShouldBe(2);
        error.ShouldContain("3 mistakes");
        error.ShouldContain("Nba:DedupeDays = \"0\"");
        error.ShouldContain("admin account");
        error.ShouldContain("did you mean Nba:Market?");
    }

    [Fact]
    public async Task Start_OnAPortInUse_SaysSoInOneSentenceBeforeItOpensAnything()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        using var process = Start($"--urls={address}", $"--Nba:DataFolder={_folder.File("data")}");

        var (error, said) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        process.ExitCode.ShouldBe(2);
        (await error).TrimEnd().ShouldBe($"NBA Studio cannot run: {address} is in use: another program, perhaps another NBA Studio, listens on it. Choose another address, such as --urls=http://127.0.0.1:5081.");
        (await said).ShouldBeEmpty();
        Directory.Exists(_folder.File("data")).ShouldBeFalse("the workspace is not touched");
    }

    [Fact]
    public async Task Start_SecondHubOnTheSameWorkspace_IsRefused()
    {
        await using var server = await StudioServer.StartAsync(_folder, null);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StudioServer.StartAsync(_folder, null));

        refused.Message.ShouldContain("already serves");
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        return Process.Start(start)!;
    }
}
