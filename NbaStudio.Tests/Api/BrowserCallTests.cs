using System.Net;
using System.Text.Json;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>What a customer's browser may do and see with its token, and nobody without one.</summary>
public sealed class BrowserCallTests(BrowserCallTests.Hub shared) : IClassFixture<BrowserCallTests.Hub>
{
    private readonly ApiServer _api = shared.Server;
    private readonly (string, string)[] _browser = [("Authorization", $"Bearer {shared.Server.Server.IssueBrowserToken("ann", "web")}"), ("Origin", shared.Server.Server.Origin)];

    [Fact]
    public async Task Decision_ForABrowser_ShowsContentAndNoNumbers()
    {
        var (status, answer) = await SendAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}],"explain":true}""");

        status.ShouldBe(HttpStatusCode.OK);
        var action = answer.GetProperty("actions")[0];
        action.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["rank", "placement", "channel", "objective", "group", "action", "treatment", "content", "trackingToken"], ignoreOrder: true);
        answer.EnumerateObject().Select(field => field.Name).ShouldBe(["decisionId", "customerId", "time", "actions", "fromRecord"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("bob", "web")]
    [InlineData("ann", "mail")]
    public async Task Decision_ForAnotherCustomerOrChannel_IsForbidden(string customer, string channel)
    {
        var (status, _) = await SendAsync("/api/v1/decisions", $$"""{"customerId":"{{customer}}","channel":"{{channel}}","placements":[{"name":"hero"}]}""");

        status.ShouldBe(HttpStatusCode.Forbidden);
        _api.Engine.FindCustomer("bob").ShouldBeNull();
    }

    [Fact]
    public async Task Event_OfABrowser_MustBeItsOwnAndDeclared()
    {
        (await SendAsync("/api/v1/events", Event("ann", "page_view"))).Status.ShouldBe(HttpStatusCode.Accepted);
        (await SendAsync("/api/v1/events", Event("bob", "page_view"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync("/api/v1/events", $"[{Event("ann", "page_view")},{Event("bob", "page_view")}]")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var (status, problem) = await SendAsync("/api/v1/events", Event("ann", "become_admin"));

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["type"]);
        _api.Engine.FindCustomer("bob").ShouldBeNull();
    }

    [Fact]
    public async Task Outcome_WithoutAKey_GoesWithItsTrackingTokenOnly()
    {
        var (_, answer) = await SendAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        var token = answer.GetProperty("actions")[0].GetProperty("trackingToken").GetString();

        (await _api.PostAsync("/api/v1/outcomes", $$"""{"trackingToken":"{{token}}","outcome":"click"}""")).Body.GetProperty("accepted").GetInt32().ShouldBe(1);
        (await _api.PostAsync("/api/v1/outcomes", $$"""{"decisionId":"{{answer.GetProperty("decisionId").GetString()}}","outcome":"click"}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _api.PostAsync("/api/v1/outcomes", $$"""{"trackingToken":"{{token}}","outcome":"conversion","amount":1000,"outcomeId":"o"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.PostAsync("/api/v1/outcomes", """{"trackingToken":"made-up","outcome":"click"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/api/v1/decisions/preview")]
    [InlineData("/api/v1/policy/import")]
    [InlineData("/api/v1/stop")]
    public async Task OtherCalls_WithABrowserToken_AreForbidden(string path) => (await SendAsync(path, "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);

    private Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string path, string json) => _api.SendAsync(HttpMethod.Post, path, json, _browser);

    private static string Event(string customer, string type) =>
        $$"""{"eventId":"{{customer}}-{{type}}","customerId":"{{customer}}","type":"{{type}}","time":"{{DateTimeOffset.UtcNow.AddSeconds(-5):O}}"}""";

    private static async Task<ApiServer> StartAsync()
    {
        var api = await ApiServer.StartAsync(ApiPolicy.Create());
        (await api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""")).Status.ShouldBe(HttpStatusCode.Created);
        await api.Server.CreateKeyAsync("read");
        await Poll.UntilAsync(async () => (await api.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        return api;
    }

    /// <summary>A hub that asks for a key, with one customer.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
