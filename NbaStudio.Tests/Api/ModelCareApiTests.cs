using System.Net;
using System.Text.Json;
using NbaStudio.Data;

namespace NbaStudio.Tests.Api;

public sealed class ModelCareApiTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Care_ForATreatment_IsDoneOnce_Told_AndAudited()
    {
        var treatment = _api.Engine.Policy!.Treatments[0].Id;
        var (status, paused) = await _api.PostAsync($"/api/v1/models/{treatment}/pause", "");
        (status, paused.GetProperty("changed").GetBoolean(), paused.TryGetProperty("pausedSince", out _)).ShouldBe((HttpStatusCode.OK, true, true));
        paused.GetProperty("history").EnumerateArray().Single().GetProperty("what").GetString().ShouldBe("paused");
        (await _api.PostAsync($"/api/v1/models/{treatment}/pause", "")).Body.GetProperty("changed").GetBoolean().ShouldBeFalse();

        var resumed = (await _api.PostAsync($"/api/v1/models/{treatment}/resume", "")).Body;
        (resumed.GetProperty("changed").GetBoolean(), resumed.TryGetProperty("pausedSince", out var since) && since.ValueKind != JsonValueKind.Null).ShouldBe((true, false));
        (await _api.PostAsync($"/api/v1/models/{treatment}/reset", "")).Body.GetProperty("changed").GetBoolean().ShouldBeFalse("nothing was learned yet");
        (await _api.PostAsync("/api/v1/models/no-such/reset", "")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.Get<AuditLog>().ListAsync(10)).Where(e => e.Target == treatment).Select(e => e.What).ShouldBe(["model.resume", "model.pause"]);
    }

    [Fact]
    public async Task RandomCheck_OfANewHub_ListsChannelsAndSaysTooFew()
    {
        var (status, check) = await _api.GetAsync("/api/v1/models/random-check");
        (status, check.GetProperty("days").GetInt32()).ShouldBe((HttpStatusCode.OK, 30));
        var channels = check.GetProperty("channels").EnumerateArray().ToList();
        channels.Count.ShouldBe(_api.Engine.Policy!.Channels.Count);
        channels.ShouldAllBe(c => c.GetProperty("verdict").GetString() == "tooFew" && c.GetProperty("random").GetProperty("responses").GetInt64() == 0);
        (await _api.GetAsync("/api/v1/models/random-check?days=0")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
