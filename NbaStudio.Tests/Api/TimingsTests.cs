using System.Text.Json;
using NbaStudio.Live;

namespace NbaStudio.Tests.Api;

/// <summary>The time of the commit is in what leaves after it, and not in the record, which is part of it.</summary>
public sealed class TimingsTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Commit_OfADecision_IsInReplyAndLiveFeedAndNotInTheRecord()
    {
        var (_, reply) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","requestId":"r-1","placements":[{"name":"hero"}]}""");
        var id = reply.GetProperty("decisionId").GetString()!;
        var timings = reply.GetProperty("timings");
        var commit = timings.GetProperty("commit").GetInt32();

        commit.ShouldBeGreaterThan(0);
        timings.GetProperty("total").GetInt32().ShouldBe(Steps(timings) + commit);
        _api.Get<LiveFeed>().Find(id).ShouldNotBeNull().Latency.Deliver.ShouldBe(commit);
        var (_, again) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","requestId":"r-1","placements":[{"name":"hero"}]}""");
        again.GetProperty("fromRecord").GetBoolean().ShouldBeTrue();
        again.GetProperty("timings").GetProperty("commit").GetInt32().ShouldBe(commit);
        var record = (await _api.GetAsync($"/api/v1/decisions/{id}")).Body.GetProperty("timings");
        record.TryGetProperty("commit", out var recorded).ShouldBe(recorded.ValueKind == JsonValueKind.Null);
        record.GetProperty("total").GetInt32().ShouldBe(Steps(record));
    }

    [Fact]
    public async Task Commit_OfADecisionThatAnEventCalledFor_IsInTheAnswer()
    {
        var views = Enumerable.Range(1, 3).Select(n => $$$"""{"eventId":"e-{{{n}}}","customerId":"ann","type":"page_view","time":"{{{DateTimeOffset.UtcNow:O}}}","properties":{"page":"/cancel"}}""");
        var (_, answer) = await _api.PostAsync("/api/v1/events", $"[{string.Join(',', views)}]");

        var decision = answer.GetProperty("decisions").EnumerateArray().ShouldHaveSingleItem();
        decision.GetProperty("timings").GetProperty("commit").GetInt32().ShouldBeGreaterThan(0);
    }

    private static int Steps(JsonElement timings) => timings.GetProperty("detect").GetInt32() + timings.GetProperty("data").GetInt32() + timings.GetProperty("decide").GetInt32();
}
