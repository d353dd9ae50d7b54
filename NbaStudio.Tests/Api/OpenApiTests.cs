using System.Net;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Tests.Api;

/// <summary>The description says what is there, and no more.</summary>
public sealed class OpenApiTests(PlainApi shared) : IClassFixture<PlainApi>, IAsyncLifetime
{
    private readonly ApiServer _api = shared.Server;
    private JsonElement _document;

    public async Task InitializeAsync() => _document = (await _api.GetAsync("/openapi/v1.json")).Body;

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Paths_Described_AreThoseOfTheInterface()
    {
        string[] paths = [.. _document.GetProperty("paths").EnumerateObject().Select(path => path.Name)];

        foreach (var expected in (string[])
        [
            "/api/v1/customers/{id}", "/api/v1/customers/{id}/next-best-action", "/api/v1/events", "/api/v1/decisions", "/api/v1/decisions/preview", "/api/v1/decisions/{id}",
            "/api/v1/decisions/{id}/explanation", "/api/v1/decisions/{id}/replay", "/api/v1/outcomes", "/api/v1/policy", "/api/v1/policy/revisions", "/api/v1/policy/revisions/{n}",
            "/api/v1/policy/revisions/{n}/diff/{m}", "/api/v1/policy/revisions/{n}/rollback", "/api/v1/policy/import", "/api/v1/policy/changes",
            "/api/v1/policy/changes/{c}", "/api/v1/policy/changes/{c}/validate", "/api/v1/policy/changes/{c}/submit", "/api/v1/policy/changes/{c}/withdraw", "/api/v1/policy/changes/{c}/restore",
            "/api/v1/policy/changes/{c}/approve", "/api/v1/policy/changes/{c}/resolve", "/api/v1/policy/changes/{c}/items/{kind}/{id}", "/api/v1/policy/pause",
            "/api/v1/policy/changes/{c}/publish", "/api/v1/stop", "/api/v1/resume", "/api/v1/schedules", "/api/v1/schedules/runs/{id}/stop",
            "/api/v1/schedules/{trigger}/reach",
            "/api/v1/customers/{id}/merge", "/api/v1/events/types", "/api/v1/events/types/{type}/declare", "/api/v1/policy/publication",
            "/api/v1/simulations", "/api/v1/simulations/{id}", "/api/v1/pictures", "/api/v1/pictures/{id}",
        ])
        {
            paths.ShouldContain(expected);
        }

        paths.ShouldAllBe(path => path.StartsWith("/api/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public void Bodies_Described_NameTheirFields()
    {
        Properties("DecisionBody").ShouldBe(["customerId", "channel", "requestId", "placements", "context", "explain", "language"], ignoreOrder: true);
        Properties("PreviewBody").ShouldNotContain("change");
        Properties("EventsAnswer").ShouldBe(["accepted", "duplicates", "conflicts", "rejected", "decisions", "omitted"], ignoreOrder: true);
        var events = _document.GetProperty("paths").GetProperty("/api/v1/events").GetProperty("post");
        events.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf").GetArrayLength().ShouldBe(2);
        events.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/x-ndjson", out _).ShouldBeTrue();
        events.GetProperty("responses").TryGetProperty("202", out _).ShouldBeTrue();
        events.GetProperty("responses").GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue();
        var body = Schema("EventBody");
        body.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["eventId", "customerId", "type", "time"], ignoreOrder: true);
        body.GetProperty("properties").GetProperty("time").GetProperty("format").GetString().ShouldBe("date-time");
    }

    [Fact]
    public void Operations_Described_HaveIdsScopesAndSummaries()
    {
        foreach (var operation in _document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Where(o => o.Name != "parameters").Select(o => o.Value))
        {
            operation.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty();
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            operation.GetProperty("description").GetString()!.ShouldContain("Scope: ");
        }
    }

    [Fact]
    public void Operations_Described_NameTheirAnswersAndFailures()
    {
        foreach (var path in _document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(o => o.Name != "parameters"))
            {
                var name = $"{operation.Name} {path.Name}";
                var responses = operation.Value.GetProperty("responses");
                foreach (var status in (string[])["401", "403", "429", "503"])
                {
                    responses.GetProperty(status).GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue($"{name} {status}");
                }

                var good = responses.EnumerateObject().Where(response => response.Name[0] == '2').ToArray();
                good.ShouldNotBeEmpty(name);
                good.ShouldAllBe(response => response.Name == "204" || response.Value.GetProperty("content").EnumerateObject().All(content => content.Value.GetProperty("schema").EnumerateObject().Any()), name);
            }
        }

        Statuses("/api/v1/deliveries", "get").ShouldBe(["200", "400", "401", "403", "429", "503"], ignoreOrder: true);
        Statuses("/api/v1/deliveries/{id}/replay", "post").ShouldBe(["202", "401", "403", "404", "409", "429", "503"], ignoreOrder: true);
        Statuses("/api/v1/clock", "put").ShouldBe(["200", "400", "401", "403", "409", "413", "429", "503"], ignoreOrder: true);
        Properties("DeliveryAnswer").ShouldContain("lastError");
        Properties("TimingsAnswer").ShouldBe(["detect", "data", "decide", "commit", "total"], ignoreOrder: true);
    }

    [Fact]
    public async Task Answer_OfADecision_HasOnlyDescribedFields()
    {
        await _api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""");
        using var content = new StringContent("""{"customerId":"ann","channel":"web","placements":[{"name":"hero"}],"explain":true}""", Encoding.UTF8, "application/json");
        var (status, answer) = await _api.SendAsync(HttpMethod.Post, "/api/v1/decisions", content);

        status.ShouldBe(HttpStatusCode.OK);
        answer.EnumerateObject().Select(field => field.Name).ShouldBeSubsetOf(Properties("DecisionAnswer"));
        answer.GetProperty("actions")[0].EnumerateObject().Select(field => field.Name).ShouldBeSubsetOf(Properties("ActionAnswer"));
        answer.GetProperty("explanation").GetProperty("candidates")[0].EnumerateObject().Select(field => field.Name).ShouldBeSubsetOf(Properties("CandidateAnswer"));
    }

    private string[] Statuses(string path, string method) =>
        [.. _document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").EnumerateObject().Select(response => response.Name)];

    private JsonElement Schema(string name) => _document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private string[] Properties(string name) => [.. Schema(name).GetProperty("properties").EnumerateObject().Select(property => property.Name)];
}
