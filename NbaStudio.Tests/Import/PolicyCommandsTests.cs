using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Import;

public sealed class PolicyCommandsTests : IAsyncLifetime, IDisposable
{
    private readonly Cli _cli = new();
    private StubHub _hub = null!;

    public async Task InitializeAsync() => _hub = await StubHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Validate_GoodAndBadFile_DifferInExitCodeAndList()
    {
        (await _cli.RunAsync("policy", "validate", "--file", _cli.Write("good.json", """{ "name": "x" }"""))).ShouldBe(0);

        var bad = _cli.Write("bad.json", """{ "name": "x", "curency": "EUR", "objectives": [ { "id": "a", "lever": 11 } ] }""");
        (await _cli.RunAsync("policy", "validate", "--file", bad)).ShouldBe(1);
        _cli.Output.ShouldContain("curency");
        (await _cli.RunAsync("policy", "validate", "--file", bad, "--json")).ShouldBe(1);
        _cli.Json.GetProperty("valid").GetBoolean().ShouldBeFalse();
        _cli.Json.GetProperty("issues").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Export_PublishedPolicy_IsTheCanonicalFile()
    {
        _hub.Policy = new PolicyDocument { Name = "Shop", Attributes = [new() { Name = "age", Type = "number" }] };
        var file = _cli.Folder.File("policy.json");

        (await _cli.RunAsync("policy", "export", "--out", file, "--url", _hub.Url)).ShouldBe(0);
        File.ReadAllBytes(file).ShouldBe(PolicyJson.Write(_hub.Policy));

        (await _cli.RunAsync("policy", "export", "--url", _hub.Url)).ShouldBe(0);
        _cli.Output.ShouldBe(PolicyJson.WriteText(_hub.Policy));
    }

    [Fact]
    public async Task Publish_GoodFile_ReportsTheRevision()
    {
        (await _cli.RunAsync("policy", "publish", "--file", _cli.Write("good.json", """{ "name": "x" }"""), "--url", _hub.Url, "--json")).ShouldBe(0);

        _cli.Json.GetProperty("revision").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Publish_BadFile_SendsNothing()
    {
        (await _cli.RunAsync("policy", "publish", "--file", _cli.Write("bad.json", "{ \"nam\": 1 }"), "--url", _hub.Url)).ShouldBe(1);

        _cli.Output.ShouldContain("Nothing was sent.");
        _hub.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_RefusedByTheHub_SaysWhy()
    {
        _hub.FailNext(409);

        (await _cli.RunAsync("policy", "publish", "--file", _cli.Write("good.json", """{ "name": "x" }"""), "--url", _hub.Url)).ShouldBe(1);

        _cli.Output.ShouldContain("The hub does not take the policy");
    }
}
