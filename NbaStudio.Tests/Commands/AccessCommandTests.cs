using System.Net;
using Microsoft.Data.Sqlite;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Security.Accounts;

namespace NbaStudio.Tests.Commands;

/// <summary>The audit verified and an account let in again from the command line, as an operator does it.</summary>
public sealed class AccessCommandTests : IDisposable
{
    private const string NotDemo = "--Nba:Demo=false";
    private readonly TemporaryFolder _data = new();
    private readonly Cli _cli = new();

    public void Dispose()
    {
        _cli.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task AuditVerify_OfAnUntouchedAudit_EndsWith0AndPrintsItsHead()
    {
        await FillAsync();

        (await RunAsync("audit", "verify", "--json")).ShouldBe(0, _cli.Error);
        var (last, head, entries) = (_cli.Json.GetProperty("last").GetInt64(), _cli.Json.GetProperty("head").GetString(), _cli.Json.GetProperty("entries").GetInt64());

        (last, head!.Length).ShouldBe((entries, 64));
        entries.ShouldBeGreaterThan(2);
        (await RunAsync("audit", "verify", "--expect", $"{last}:{head}")).ShouldBe(0, _cli.Error);
        _cli.Output.ShouldContain($"The audit is intact: {entries} entries, 1 to {last}.");
        _cli.Output.ShouldContain($"Head: {last}:{head}");
    }

    [Fact]
    public async Task AuditVerify_OfAChangedEntry_EndsWith1AndNamesIt()
    {
        await FillAsync();
        Execute("UPDATE audit SET Who = 'eve' WHERE Id = 2");

        (await RunAsync("audit", "verify")).ShouldBe(1, _cli.Error);
        _cli.Output.ShouldContain("tampered");
        (await RunAsync("audit", "verify", "--json")).ShouldBe(1);
        _cli.Json.GetProperty("brokenAt").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task AuditVerify_OfAnAuditWhoseEndWasTakenAway_IsFoundByTheNotedHeadOnly()
    {
        await FillAsync();
        (await RunAsync("audit", "verify", "--json")).ShouldBe(0, _cli.Error);
        var noted = $"{_cli.Json.GetProperty("last").GetInt64()}:{_cli.Json.GetProperty("head").GetString()}";
        Execute("DELETE FROM audit WHERE Id = (SELECT MAX(Id) FROM audit)");

        (await RunAsync("audit", "verify")).ShouldBe(0);
        (await RunAsync("audit", "verify", "--expect", noted)).ShouldBe(1);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("12:abc")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:zz00000000000000000000000000000000000000000000000000000000000000")]
    public async Task AuditVerify_WithAHeadThatIsNone_EndsWith2AndSaysWhatIsAllowed(string expected)
    {
        await FillAsync();

        (await RunAsync("audit", "verify", "--expect", expected)).ShouldBe(2);
        _cli.Error.ShouldContain($"--expect is '{expected}'; allowed is the number of an entry, a colon and 64 hexadecimal digits.");
    }

    [Fact]
    public async Task AccountLink_OfAnAccount_ChoosesANewPasswordOnce()
    {
        await FillAsync();

        (await RunAsync("account", "link", "ANN", "--json")).ShouldBe(0, _cli.Error);
        var path = _cli.Json.GetProperty("path").GetString()!;
        path.ShouldStartWith(DoorPaths.Welcome + "?token=");

        await using var hub = await StudioServer.StartAsync(_data, null, NotDemo);
        using var ann = new Person(hub);
        (await ChooseAsync(ann, path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ann.SignInAsync("ann", "another horse entirely")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var other = new Person(hub);
        (await other.SignInAsync("ann", Person.Password)).StatusCode.ShouldBe(HttpStatusCode.OK, "the old password opens nothing");
        (await hub.Http.GetStringAsync(path)).ShouldNotContain("name=\"Password\"", Case.Insensitive, "a link works once");
    }

    [Fact]
    public async Task AccountLink_OfNobody_EndsWith2AndNamesIt()
    {
        await FillAsync();

        (await RunAsync("account", "link", "eve")).ShouldBe(2);
        _cli.Error.ShouldContain("There is no account 'eve'.");
    }

    private static Task<HttpResponseMessage> ChooseAsync(Person person, string path) => person.PostFormAsync(path, "welcome", ("Password", "another horse entirely"), ("Again", "another horse entirely"));

    private async Task FillAsync()
    {
        await using var hub = await StudioServer.StartAsync(_data, null, NotDemo);
        await Person.MakeAsync(hub, "ann", Roles.Marketer);
    }

    private void Execute(string sql)
    {
        SqliteConnection.ClearAllPools();
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(_data.Path, "console.db", SearchOption.AllDirectories).Single()};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private Task<int> RunAsync(params string[] words)
    {
        // A verb is a process of its own.
        SqliteConnection.ClearAllPools();
        return _cli.RunAsync([.. words, $"--Nba:DataFolder={_data.Path}", NotDemo]);
    }
}
