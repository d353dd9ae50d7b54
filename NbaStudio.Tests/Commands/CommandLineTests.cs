using System.Text.Json;
using NbaStudio.Commands;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true, "key", "list")]
    [InlineData(true, "--help")]
    [InlineData(true, "nonsense")]
    [InlineData(false, "--urls", "http://127.0.0.1:1")]
    [InlineData(false, "--Nba:Demo=false")]
    [InlineData(false, "urls=http://127.0.0.1:1")]
    public void Takes_Arguments_TellsVerbsFromSettings(bool expected, params string[] args) => CommandLine.Takes(args).ShouldBe(expected);

    [Fact]
    public async Task Keys_CreateListRevoke_WorkOnTheDataFolder()
    {
        (await RunAsync("key", "create", "--name", "till 5", "--scopes", "ingest,outcome", "--json")).ShouldBe(0);
        var created = JsonDocument.Parse(_output.ToString()).RootElement;
        var id = created.GetProperty("id").GetString()!;
        created.GetProperty("key").GetString()!.ShouldStartWith($"nba_{id}_");

        Clear();
        (await RunAsync("key", "list", "--json")).ShouldBe(0);
        var listed = JsonDocument.Parse(_output.ToString()).RootElement;
        listed[0].GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["ingest", "outcome"]);
        _output.ToString().ShouldNotContain("nba_");

        (await RunAsync("key", "revoke", id)).ShouldBe(0);
        (await RunAsync("key", "revoke", id)).ShouldBe(1);
        Clear();
        (await RunAsync("key", "list")).ShouldBe(0);
        _output.ToString().ShouldContain("revoked");
    }

    [Theory]
    [InlineData("There is no verb 'key crate'. Did you mean 'key create'?", "key", "crate")]
    [InlineData("Missing: --name, --scopes", "key", "create")]
    [InlineData("Did you mean --scopes?", "key", "create", "--scops", "read")]
    [InlineData("--name needs a value", "key", "create", "--name")]
    [InlineData("--name is given twice", "key", "create", "--name", "a", "--name", "b")]
    [InlineData("'x' is not expected", "key", "list", "x")]
    [InlineData("--json takes no value", "key", "list", "--json=yes")]
    [InlineData("ID is missing", "key", "revoke")]
    [InlineData("allowed are ingest", "key", "create", "--name", "a", "--scopes", "all")]
    [InlineData("Nba:DedupeDays = \"0\"", "key", "list", "--Nba:DedupeDays", "0")]
    public async Task Run_Mistake_SaysWhatIsWrongAndEndsWith2(string message, params string[] args)
    {
        (await RunAsync(args)).ShouldBe(2);

        _error.ToString().ShouldContain(message);
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_EveryVerb_IsListedAndHasItsOwn()
    {
        (await new CommandLine(StudioCommands.All, _output, _error, false).RunAsync(["--help"], CancellationToken.None)).ShouldBe(0);
        foreach (var command in StudioCommands.All)
        {
            _output.ToString().ShouldContain(command.Verb);
        }

        foreach (var command in StudioCommands.All)
        {
            Clear();
            (await RunAsync([.. command.Verb.Split(' '), "--help"])).ShouldBe(0);
            command.Options.ShouldAllBe(option => _output.ToString().Contains($"--{option.Name}"));
        }
    }

    [Fact]
    public void Verbs_All_AreDifferentAndEndTheirSummaryWithADot()
    {
        StudioCommands.All.Select(command => command.Verb).ShouldBeUnique();
        StudioCommands.All.ShouldAllBe(command => command.Summary.EndsWith('.'));
    }

    [Fact]
    public void Progress_NoTerminal_WritesNothing()
    {
        var context = new CommandContext(null, new Dictionary<string, IReadOnlyList<string>>(), false, _output, _error, false, () => throw new InvalidOperationException());
        using (var bar = context.Progress("Reading", 10))
        {
            bar.Report(5);
        }

        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Progress_Terminal_DrawsAndRemovesItsLine()
    {
        using (var bar = new ProgressBar(_error, "Reading", 10))
        {
            bar.Report(5);
        }

        _error.ToString().ShouldStartWith("\rReading [###############...............] 50 % 5 (");
        _error.ToString().ShouldEndWith(" \r");
    }

    private Task<int> RunAsync(params string[] args) =>
        new CommandLine(StudioCommands.All, _output, _error, false).RunAsync([.. args, $"--Nba:DataFolder={_folder.Path}"], CancellationToken.None);

    private void Clear()
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
    }
}
