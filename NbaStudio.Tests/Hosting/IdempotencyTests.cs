using System.Net;
using System.Text;

namespace NbaStudio.Tests.Hosting;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private StudioServer _server = null!;

    public async Task InitializeAsync() => _server = await StudioServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Post_SameKeyTwice_RunsOnceAndAnswersTheSame()
    {
        var first = await PostAsync("k1", "{}");
        var second = await PostAsync("k1", "{}");
        var other = await PostAsync("k2", "{}");

        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await other.Content.ReadAsStringAsync()).ShouldNotBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_SameKeyOtherBody_Is422()
    {
        await PostAsync("k1", "{}");

        (await PostAsync("k1", "[]")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Post_SameKeyAtOnce_RunsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("k1", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created && !answer.Headers.Contains("Idempotency-Replayed")).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Post_KeyTooLong_Is400() => (await PostAsync(new string('k', 201), "{}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<HttpResponseMessage> PostAsync(string key, string body) =>
        (await _server.SendAsync(HttpMethod.Post, "/api/test/once", new StringContent(body, Encoding.UTF8, "application/json"), ("Idempotency-Key", key))).Response;
}
