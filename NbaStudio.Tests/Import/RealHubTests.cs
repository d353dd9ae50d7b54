using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Commands.Examples.CompleteJourney;
using NbaStudio.Engine;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Import;

/// <summary>The verbs against the real program on a real socket with a real database.</summary>
public sealed class RealHubTests : IAsyncLifetime, IDisposable
{
    private readonly Cli _cli = new();
    private StudioServer _hub = null!;

    public async Task InitializeAsync() => _hub = await StudioServer.StartAsync("--Nba:Demo=false", "--Nba:Clock=start=2017-01-01T00:00:00Z,speed=1");

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task PublishImportReplay_SmallLog_EndsInCustomersThatTheGateKnows()
    {
        var data = Sample();
        await JourneyFiles.WriteAsync(data, _cli.Folder.Path, CancellationToken.None);

        (await RunAsync("policy", "publish", "--file", _cli.Folder.File(JourneyFiles.Policy))).ShouldBe(0, _cli.Output + _cli.Error);
        (await RunAsync("import", "customers", "--file", _cli.Folder.File(JourneyFiles.Customers), "--json")).ShouldBe(0, _cli.Output + _cli.Error);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(3);
        (await RunAsync("replay-events", "--file", _cli.Folder.File(JourneyFiles.Events), "--json")).ShouldBe(0, _cli.Output + _cli.Error);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(2);

        var engine = _hub.Services.GetRequiredService<NbaEngine>();
        (await engine.ReadCustomerAsync("7", customer => customer.Timeline.Items.Count(item => item.Type == JourneyPolicy.Redemption))).ShouldBe(1);
        using var client = new NbaStudio.Commands.HubClient(_hub.Origin, null);
        var gate = new HubGate(client);
        (await gate.MayAsync(data.Redemptions[0], CancellationToken.None)).ShouldBeTrue();
        (await gate.MayAsync(data.Redemptions[0] with { Household = "9" }, CancellationToken.None)).ShouldBeFalse();
        (await gate.MayAsync(data.Redemptions[0] with { Day = new DateOnly(2017, 4, 1) }, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task ImportTwiceAndWrong_RealHub_CountsOnceAndNamesTheField()
    {
        await JourneyFiles.WriteAsync(Sample(), _cli.Folder.Path, CancellationToken.None);
        (await RunAsync("policy", "publish", "--file", _cli.Folder.File(JourneyFiles.Policy))).ShouldBe(0);
        var file = _cli.Write("events.csv", "eventId;customerId;type;time;campaign;coupon\n"
            + "e1;7;coupon_redemption;2016-12-31;2;0511\ne2;7;coupon_redemption;2016-12-31;2;\ne3;8;visit;2016-12-31;;\ne4;8;visit;2099-01-01;;\n");

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(1);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(2);
        var rejected = File.ReadAllText(file + ".rejected.csv");
        rejected.ShouldContain("2,properties.coupon,");
        rejected.ShouldContain("4,time,");

        (await RunAsync("import", "events", "--file", file, "--json")).ShouldBe(1);
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(0);
        _cli.Json.GetProperty("duplicates").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task ExportPublish_RealHub_RoundTripsToTheSameBytes()
    {
        await JourneyFiles.WriteAsync(Sample(), _cli.Folder.Path, CancellationToken.None);
        await RunAsync("policy", "publish", "--file", _cli.Folder.File(JourneyFiles.Policy));
        var (first, second) = (_cli.Folder.File("first.json"), _cli.Folder.File("second.json"));

        (await RunAsync("policy", "export", "--out", first)).ShouldBe(0);
        (await RunAsync("policy", "publish", "--file", first, "--json")).ShouldBe(0, _cli.Output + _cli.Error);
        var revision = _cli.Json.GetProperty("revision").GetInt32();
        (await RunAsync("policy", "export", "--out", second)).ShouldBe(0);

        revision.ShouldBeGreaterThan(1);
        File.ReadAllBytes(second).ShouldBe(File.ReadAllBytes(first));
    }

    [JourneyFact]
    public async Task CompleteJourney_OverHttp_TakesAllAndTheGatePassesAll()
    {
        var data = JourneyData.Read(JourneyFactAttribute.Folder);
        await JourneyFiles.WriteAsync(data, _cli.Folder.Path, CancellationToken.None);
        (await RunAsync("policy", "publish", "--file", _cli.Folder.File(JourneyFiles.Policy))).ShouldBe(0, _cli.Output + _cli.Error);
        (await RunAsync("import", "customers", "--file", _cli.Folder.File(JourneyFiles.Customers))).ShouldBe(0, _cli.Output + _cli.Error);

        (await RunAsync("replay-events", "--file", _cli.Folder.File(JourneyFiles.Events), "--json")).ShouldBe(0, _cli.Output + _cli.Error);

        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(2_102);
        using var client = new NbaStudio.Commands.HubClient(_hub.Origin, null);
        var gate = new HubGate(client);
        var passed = 0;
        foreach (var redemption in data.Redemptions)
        {
            passed += await gate.MayAsync(redemption, CancellationToken.None) ? 1 : 0;
        }

        passed.ShouldBe(2_102);
    }

    private Task<int> RunAsync(params string[] words) => _cli.RunAsync([.. words, "--url", _hub.Origin]);

    private static JourneyData Sample()
    {
        var profile = new Dictionary<string, string> { ["age"] = "45-54", ["income"] = "50-74K" };
        return new JourneyData(
            [new("1", "Type A", new(2017, 1, 10), new(2017, 2, 10)), new("2", "Type B", new(2017, 3, 1), new(2017, 3, 31))],
            [new("7", profile, ["1", "2"]), new("8", new Dictionary<string, string>(), ["1"]), new("9", profile, [])],
            [new(2, "8", "0512", "1", new(2017, 2, 10)), new(1, "7", "0511", "2", new(2017, 3, 31))]);
    }
}
