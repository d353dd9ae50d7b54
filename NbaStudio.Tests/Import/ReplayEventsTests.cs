namespace NbaStudio.Tests.Import;

public sealed class ReplayEventsTests : IAsyncLifetime, IDisposable
{
    private readonly Cli _cli = new();
    private StubHub _hub = null!;

    public async Task InitializeAsync() => _hub = await StubHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("full")]
    [InlineData("100000000")]
    public async Task Replay_UnorderedFile_ArrivesInTimeOrderWithTheClock(string speed)
    {
        var file = _cli.Write("log.csv", "eventId,customerId,type,time\nb,c,visit,2017-03-01 12:00\na,c,visit,2017-01-05 09:00\nc,c,visit,2019-03-01 12:00:30\nd,c,visit,2017-03-01 12:00:30\n");

        (await _cli.RunAsync("replay-events", "--file", file, "--speed", speed, "--url", _hub.Url, "--json")).ShouldBe(0);

        _hub.Arrivals.Select(arrival => arrival.Id).ShouldBe(["a", "b", "d", "c"]);
        _hub.Arrivals.ShouldAllBe(arrival => arrival.Clock >= arrival.Time && arrival.Clock - arrival.Time <= TimeSpan.FromMinutes(1));
        _hub.Clock.ShouldBe(new DateTimeOffset(2019, 3, 1, 12, 0, 30, TimeSpan.Zero));
        _cli.Json.GetProperty("accepted").GetInt32().ShouldBe(4);
        _cli.Json.GetProperty("from").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2017, 1, 5, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Replay_ChosenFactor_TakesItsTime()
    {
        var file = _cli.Write("log.csv", "eventId,customerId,type,time\na,c,visit,2017-01-05 00:00\nb,c,visit,2017-01-06 00:00\n");

        (await _cli.RunAsync("replay-events", "--file", file, "--speed", "172800", "--url", _hub.Url, "--json")).ShouldBe(0);

        _cli.Json.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0.5);
        _cli.Json.GetProperty("speed").GetDouble().ShouldBeLessThanOrEqualTo(172_800);
    }

    [Fact]
    public async Task Replay_HubOnTheMachinesTime_SaysHowToStartIt()
    {
        _hub.Simulated = false;
        var file = _cli.Write("log.csv", "eventId,customerId,type,time\na,c,visit,2017-01-05\n");

        (await _cli.RunAsync("replay-events", "--file", file, "--url", _hub.Url)).ShouldBe(2);

        _cli.Error.ShouldContain("--Nba:Clock start=2017-01-05T00:00:00Z,speed=1");
        _hub.Arrivals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--speed", "fast")]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "0.5")]
    [InlineData("--step", "1h")]
    public async Task Replay_WrongOption_IsRefused(string option, string value)
    {
        var file = _cli.Write("log.csv", "eventId,customerId,type,time\na,c,visit,2017-01-05\n");

        (await _cli.RunAsync("replay-events", "--file", file, option, value, "--url", _hub.Url)).ShouldBe(2);

        _cli.Error.ShouldContain(value);
        _hub.Arrivals.ShouldBeEmpty();
    }
}
