using System.Net;
using System.Net.Http.Headers;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class LimitTests
{
    [Fact]
    public async Task Calls_MoreThanTheRate_Get429WithRetryAfter()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Limits:RequestsPerSecond=1");
        var first = await server.SendAsync(HttpMethod.Get, "/api/test/who");
        var burst = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.SendAsync(HttpMethod.Get, "/api/test/who")));

        first.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = burst.First(answer => answer.Response.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        refused.Problem!.Title.ShouldBe("Too many requests");
        (await server.SendAsync(HttpMethod.Get, "/health/live")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_OneKeyOverItsRate_LeavesAnotherAlone()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Limits:RequestsPerSecond=2");
        var (_, busy) = await server.CreateKeyAsync("read");
        var (_, quiet) = await server.CreateKeyAsync("read");

        var burst = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", busy))));
        var (other, _) = await server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", quiet));

        burst.ShouldContain(answer => answer.Response.StatusCode == HttpStatusCode.TooManyRequests);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/test/sample", 1024 * 1024 + 1, 413)]
    [InlineData("/api/test/sample", 40 * 1024 * 1024, 413)]
    [InlineData("/api/test/large", 3 * 1024 * 1024, 200)]
    [InlineData("/api/test/large", 3 * 1024 * 1024 + 1, 413)]
    public async Task Body_Length_IsLimitedPerEndpoint(string path, int bytes, int status)
    {
        await using var server = await StudioServer.StartAsync();

        var (response, problem) = await server.SendAsync(HttpMethod.Post, path, Json(new ByteArrayContent(new byte[bytes])));

        ((int)response.StatusCode).ShouldBe(status);
        if (status == 413)
        {
            problem!.Errors!.Single().Allowed!.ShouldContain("at most");
        }
    }

    [Fact]
    public async Task Body_ChunkedBeyondTheLimit_IsRefusedWhileRead()
    {
        await using var server = await StudioServer.StartAsync();

        var (response, problem) = await server.SendAsync(HttpMethod.Post, "/api/test/sample", Json(new ChunkedContent(1024 * 1024 + 10)));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        problem!.Errors!.Single().Allowed.ShouldBe("at most 1048576 bytes");
    }

    private static HttpContent Json(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private sealed class ChunkedContent(int bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[bytes], 0, bytes);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
