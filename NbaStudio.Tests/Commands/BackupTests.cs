using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Import;

namespace NbaStudio.Tests.Commands;

/// <summary>Backup beside a running hub, restore with its proof, and replay, as an operator runs them.</summary>
public sealed class BackupTests : IDisposable
{
    private const string NotDemo = "--Nba:Demo=false";
    private readonly TemporaryFolder _data = new();
    private readonly Cli _cli = new();

    private string Backup => _cli.Folder.File("backup");

    public void Dispose()
    {
        _cli.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Restore_OfABackupTakenWhileTheHubRan_BringsThatMomentBackAndProvesIt()
    {
        List<string> before;
        await using (var hub = await StartAsync())
        {
            await PublishAsync(hub, ApiPolicy.Create());
            before = await DecideAsync(hub, 30);
            (await RunAsync("backup", "--out", Backup, "--json")).ShouldBe(0, _cli.Error);
            _cli.Json.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["hub.db", "console.db", "hub.secret", .. Keys()]);
            await PublishAsync(hub, ApiPolicy.Create() with { Name = "Later" });
            await DecideAsync(hub, 5);
            (await RunAsync("restore", "--from", Backup, "--replace")).ShouldBe(2);
            _cli.Error.ShouldContain("already serves the workspace");
        }

        (await RunAsync("restore", "--from", Backup)).ShouldBe(2);
        _cli.Error.ShouldContain("With --replace it is moved aside. Nothing was changed.");
        (await RunAsync("restore", "--from", Backup, "--replace", "--json")).ShouldBe(0, _cli.Error + _cli.Output);

        var (replay, aside) = (_cli.Json.GetProperty("replay"), _cli.Json.GetProperty("movedAside").GetString()!);
        (replay.GetProperty("decisions").GetInt32(), replay.GetProperty("identical").GetInt32()).ShouldBe((30, 30));
        File.Exists(Path.Combine(aside, "hub.db")).ShouldBeTrue("nothing is lost");
        SqliteConnection.ClearAllPools();
        await using var again = await StartAsync();
        JsonNode.Parse(await again.Http.GetStringAsync("/api/v1/policy"))!["name"]!.GetValue<string>().ShouldBe(ApiPolicy.Create().Name);
        foreach (var id in before)
        {
            (await again.Http.GetAsync($"/api/v1/decisions/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Restore_IntoAnEmptyFolder_NeedsNoReplace_AndDamageIsRefused()
    {
        await using (var hub = await StartAsync())
        {
            await PublishAsync(hub, ApiPolicy.Create());
            await DecideAsync(hub, 3);
        }

        (await RunAsync("backup", "--out", Backup)).ShouldBe(0, _cli.Error);
        using var elsewhere = new TemporaryFolder();
        var there = $"--Nba:DataFolder={elsewhere.Path}";
        (await _cli.RunAsync("restore", "--from", Backup, there, NotDemo)).ShouldBe(0, _cli.Error);
        _cli.Output.ShouldContain("3 decisions replayed: 3 identical");
        (await _cli.RunAsync("restore", "--from", Backup, there)).ShouldBe(2);
        _cli.Error.ShouldContain("The backup is of the workspace 'main'");

        (await RunAsync("backup", "--out", Backup)).ShouldBe(2);
        _cli.Error.ShouldContain("is not empty");
        await using (var file = File.Open(Path.Combine(Backup, "hub.db"), FileMode.Open))
        {
            file.Position = 5000;
            file.WriteByte(77);
        }

        (await RunAsync("restore", "--from", Backup, "--replace")).ShouldBe(2);
        _cli.Error.ShouldContain("not as it was written");
        File.Delete(Path.Combine(Backup, "manifest.json"));
        (await RunAsync("restore", "--from", Backup, "--replace")).ShouldBe(2);
        _cli.Error.ShouldContain("no complete backup");
    }

    [Fact]
    public async Task Restore_ManifestThatNamesOtherPlaces_IsRefused()
    {
        await using (await StartAsync())
        {
        }

        (await RunAsync("backup", "--out", Backup)).ShouldBe(0, _cli.Error);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Backup, "manifest.json")))!;
        foreach (var name in (string[])["../outside", "keys/../../outside", "keys/", "/etc/hosts"])
        {
            manifest["files"]![0]!["name"] = name;
            await File.WriteAllTextAsync(Path.Combine(Backup, "manifest.json"), manifest.ToJsonString());
            (await RunAsync("restore", "--from", Backup, "--replace")).ShouldBe(2);
            _cli.Error.ShouldContain("allowed are hub.db");
        }
    }

    [Fact]
    public async Task Replay_OfATime_CountsItsDecisions_AndFindsWhatWasTamperedWith()
    {
        await using (var hub = await StartAsync())
        {
            await PublishAsync(hub, ApiPolicy.Create());
            await DecideAsync(hub, 20);
        }

        (await RunAsync("replay", "--json")).ShouldBe(0, _cli.Error);
        (_cli.Json.GetProperty("decisions").GetInt32(), _cli.Json.GetProperty("different").GetInt32()).ShouldBe((20, 0));
        (await RunAsync("replay", "--limit", "7", "--json")).ShouldBe(0);
        _cli.Json.GetProperty("decisions").GetInt32().ShouldBe(7);
        (await RunAsync("replay", "--from", "2100-01-01", "--json")).ShouldBe(0);
        _cli.Json.GetProperty("decisions").GetInt32().ShouldBe(0);
        (await RunAsync("replay", "--from", "yesterday")).ShouldBe(2);
        _cli.Error.ShouldContain("--from 'yesterday' is no time");

        // One decision gets the result of another.
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_data.Path, "main", "hub.db")}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE decisions SET result = (SELECT result FROM decisions d WHERE d.customer <> decisions.customer AND d.result <> decisions.result LIMIT 1) WHERE rowid = (SELECT min(rowid) FROM decisions)";
            command.ExecuteNonQuery().ShouldBe(1);
        }

        (await RunAsync("replay")).ShouldBe(1);
        _cli.Output.ShouldContain("19 identical, 1 different");
    }

    [Fact]
    public async Task PolicyDiff_OfTwoFiles_SaysInWordsWhatChanges()
    {
        var policy = ApiPolicy.Create();
        var one = _cli.Write("one.json", PolicyJson.WriteText(policy));
        var two = _cli.Write("two.json", PolicyJson.WriteText(policy with { Objectives = [policy.Objectives[0] with { Lever = 1.3 }, .. policy.Objectives.Skip(1)] }));

        (await _cli.RunAsync("policy", "diff", "--file", two, "--base", one)).ShouldBe(1);
        _cli.Output.ShouldContain("1.3");
        (await _cli.RunAsync("policy", "diff", "--file", two, "--base", one, "--language", "ja", "--json")).ShouldBe(1);
        _cli.Json.GetProperty("differences")[0].GetProperty("id").GetString().ShouldBe(policy.Objectives[0].Id);
        (await _cli.RunAsync("policy", "diff", "--file", one, "--base", one)).ShouldBe(0);
        (await _cli.RunAsync("policy", "diff", "--file", one, "--base", one, "--language", "fr")).ShouldBe(2);
    }

    private Task<StudioServer> StartAsync() => StudioServer.StartAsync(_data, null, NotDemo);

    private Task<int> RunAsync(params string[] words)
    {
        // A verb is a process of its own; here connections that the hub pooled would stay on files that were moved.
        SqliteConnection.ClearAllPools();
        return _cli.RunAsync([.. words, $"--Nba:DataFolder={_data.Path}", NotDemo]);
    }

    private IEnumerable<string> Keys() => Directory.GetFiles(Path.Combine(_data.Path, "keys")).Order(StringComparer.Ordinal).Select(file => "keys/" + Path.GetFileName(file));

    private static async Task PublishAsync(StudioServer hub, PolicyDocument policy)
    {
        using var content = new StringContent(PolicyJson.WriteText(policy), Encoding.UTF8, "application/json");
        var change = JsonNode.Parse(await (await hub.Http.PostAsync("/api/v1/policy/import", content)).Content.ReadAsStringAsync())!["change"]!["id"]!.GetValue<string>();
        using var nothing = new StringContent("{}", Encoding.UTF8, "application/json");
        (await hub.Http.PostAsync($"/api/v1/policy/changes/{change}/publish", nothing)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<List<string>> DecideAsync(StudioServer hub, int count)
    {
        List<string> ids = [];
        for (var i = 0; i < count; i++)
        {
            await hub.Http.PutAsJsonAsync($"/api/v1/customers/c{i}", new { attributes = new { age = 20 + i, fee = 30 + i } });
            var answer = await hub.Http.PostAsJsonAsync("/api/v1/decisions", new { customerId = $"c{i}", channel = "web", placements = new[] { new { name = "hero" } } });
            ids.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["decisionId"]!.GetValue<string>());
        }

        return ids;
    }
}
