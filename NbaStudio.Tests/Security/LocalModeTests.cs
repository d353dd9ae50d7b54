using System.Net;
using System.Net.WebSockets;
using System.Text;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class LocalModeTests(LocalModeTests.Hub shared) : IClassFixture<LocalModeTests.Hub>
{
    private readonly StudioServer _server = shared.Server;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("[::1]:5080")]
    public async Task Request_HostOfThisMachine_IsAnswered(string host)
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Get, "/health/live", null, ("Host", host));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nba.example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.1:5080")]
    public async Task Request_HostOfAnotherName_IsRefusedEverywhere(string host)
    {
        foreach (var path in (string[])["/health/live", "/api/test/who", "/", "/metrics", "/_blazor"])
        {
            var (response, problem) = await _server.SendAsync(HttpMethod.Get, path, null, ("Host", host));

            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            problem!.Detail!.ShouldContain(host);
        }
    }

    [Theory]
    [InlineData("Forwarded", "for=1.2.3.4")]
    [InlineData("X-Forwarded-For", "1.2.3.4")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-anything", "")]
    public async Task Request_ThroughProxy_IsRefused(string header, string value)
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, (header, value));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem!.Detail!.ToLowerInvariant().ShouldContain(header.ToLowerInvariant());
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:3000")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    public async Task Request_FromAnotherOrigin_IsRefused(string origin)
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("Origin", origin));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem!.Detail!.ShouldContain(origin);
    }

    [Fact]
    public async Task Request_FromOwnOrigin_IsAnswered()
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("Origin", _server.Origin));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("local");
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/hubs/live")]
    public async Task WebSocketHandshake_FromAnotherOrigin_IsRefused(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{_server.Address.Authority}{path}"), CancellationToken.None));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonp")]
    public async Task ApiCall_OtherContentType_IsRefused(string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var (response, problem) = await _server.SendAsync(HttpMethod.Post, "/api/test/sample", content);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem!.Detail!.ShouldContain("application/json");
    }

    [Fact]
    public async Task ApiCall_BodyWithoutContentType_IsRefused()
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Post, "/api/test/sample", new ByteArrayContent("{}"u8.ToArray()));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ApiCall_JsonWithCharset_IsTaken()
    {
        var content = new StringContent("""{"name":"a","amount":1}""", Encoding.UTF8, "application/json");

        var (response, _) = await _server.SendAsync(HttpMethod.Post, "/api/test/sample", content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ApiCall_NoBodyNoType_IsTaken()
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Post, "/api/test/once");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>A hub with a page of another origin.</summary>
    public sealed class Hub() : SharedServer<StudioServer>(() => StudioServer.StartAsync("--Nba:Channels:web:Origins=http://localhost:3000"));
}
