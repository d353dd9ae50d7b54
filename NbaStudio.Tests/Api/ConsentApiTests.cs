using System.Net;

namespace NbaStudio.Tests.Api;

/// <summary>What a customer ever said about consent, by the interface: paged, with who sent it, and in the customer's own file.</summary>
public sealed class ConsentApiTests : IAsyncLifetime
{
    private const string Ann = "/api/v1/customers/ann";
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Consents_AreToldNewestFirst_PageByPage()
    {
        await SayAsync(true, "2026-01-02T00:00:00Z", "form");
        await SayAsync(false, "2026-02-03T00:00:00Z", "phone");

        var (status, all) = await _api.GetAsync($"{Ann}/consents");
        status.ShouldBe(HttpStatusCode.OK);
        all.GetProperty("total").GetInt32().ShouldBe(2);
        var newest = all.GetProperty("statements")[0];
        (newest.GetProperty("granted").GetBoolean(), newest.GetProperty("source").GetString(), newest.GetProperty("by").GetString(), newest.GetProperty("counted").GetBoolean(), newest.GetProperty("proof").GetString())
            .ShouldBe((false, "phone", "local", true, "call 7"));
        newest.TryGetProperty("takenAt", out _).ShouldBeTrue();

        var (_, second) = await _api.GetAsync($"{Ann}/consents?skip=1&take=1");
        second.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("source").GetString()).ShouldBe(["form"]);
        (await _api.GetAsync($"{Ann}/export")).Body.GetProperty("consents").GetArrayLength().ShouldBe(2);
        (await _api.GetAsync("/api/v1/customers/nobody/consents")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("skip=-1", "skip")]
    [InlineData("take=0", "take")]
    [InlineData("take=501", "take")]
    public async Task Consents_OfAPageThatIsNone_NameTheField(string query, string field)
    {
        var (status, problem) = await _api.GetAsync($"{Ann}/consents?{query}");

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe([field]);
    }

    private async Task SayAsync(bool granted, string time, string source) =>
        (await _api.PutAsync(Ann, $$"""{"consents":[{"channel":"*","purpose":"marketing","granted":{{(granted ? "true" : "false")}},"time":"{{time}}","source":"{{source}}","proof":"call 7"}]}""")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
}
