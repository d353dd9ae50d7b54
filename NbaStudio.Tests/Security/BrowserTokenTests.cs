using System.Net;
using Microsoft.AspNetCore.DataProtection;
using NbaStudio.Configuration;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class BrowserTokenTests(BrowserTokenTests.Hub shared) : IClassFixture<BrowserTokenTests.Hub>
{
    private const string Shop = "http://localhost:3000";

    private readonly StudioServer _server = shared.Server;

    [Fact]
    public async Task Call_TokenOfTheCustomer_IsTakenFromItsOrigin()
    {
        await using var own = await StartAsync();
        await own.CreateKeyAsync(Scopes.Read);

        var (response, _) = await CallAsync(own, "/api/test/customers/ann/offers", own.IssueBrowserToken("ann", "web", Shop), Shop);

        (await response.Content.ReadAsStringAsync()).ShouldBe("Browser web ann");
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Shop]);
    }

    [Fact]
    public async Task Call_TokenOfOwnPageWithoutOriginHeader_IsTaken()
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Get, "/api/test/customers/ann/offers", null, ("Authorization", $"Bearer {_server.IssueBrowserToken("ann", "web")}"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_TokenOfAnotherOrigin_IsRefused()
    {
        var (response, problem) = await CallAsync("/api/test/customers/ann/offers", _server.IssueBrowserToken("ann", "web", Shop), _server.Origin);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem.ShouldContain(Shop);
    }

    [Fact]
    public async Task Call_TokenOfAnotherCustomer_IsRefused() =>
        (await CallAsync("/api/test/customers/bob/offers", _server.IssueBrowserToken("ann", "web", Shop), Shop)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Call_TokenOnOtherEndpoint_IsRefused() =>
        (await CallAsync("/api/test/who", _server.IssueBrowserToken("ann", "web"), _server.Origin)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Call_UnlistedOrigin_IsRefusedEvenWithItsToken() =>
        (await CallAsync("/api/test/customers/ann/offers", _server.IssueBrowserToken("ann", "web", "http://localhost:4000"), "http://localhost:4000")).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Call_ListedOriginWithoutToken_IsRefused()
    {
        var (response, _) = await _server.SendAsync(HttpMethod.Get, "/api/test/customers/ann/offers", null, ("Origin", Shop));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Call_DamagedToken_IsRefused()
    {
        var token = _server.IssueBrowserToken("ann", "web", Shop);

        foreach (var wrong in (string[])["", "nbt_", "nbt_!!!", token[..^2], token[4..], new string('a', 9000)])
        {
            (await CallAsync("/api/test/customers/ann/offers", wrong, Shop)).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        }
    }

    [Fact]
    public void Read_After15Minutes_IsExpired()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tokens = new BrowserTokens(new EphemeralDataProtectionProvider(), new WallClock(time));
        var (text, expiresAt) = tokens.Issue("ann", "web", Shop);

        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        tokens.Read(text).ShouldBe(new BrowserToken("ann", "web", Shop, expiresAt));
        time.Advance(TimeSpan.FromTicks(1));
        tokens.Read(text).ShouldBeNull();
    }

    [Fact]
    public async Task Preflight_ListedOriginOnBrowserCall_IsGranted()
    {
        var (response, _) = await PreflightAsync("/api/test/customers/ann/offers", Shop, "GET");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Shop]);
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/api/test/who", Shop, "GET")]
    [InlineData("/api/test/customers/ann/offers", "http://localhost:4000", "GET")]
    [InlineData("/api/test/customers/ann/offers", "https://evil.example", "GET")]
    public async Task Preflight_OtherCallOrOrigin_IsRefused(string path, string origin, string method)
    {
        var (response, _) = await PreflightAsync(path, origin, method);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task TrackingCall_WithoutKeyFromListedPage_IsAnonymous()
    {
        await using var own = await StartAsync();
        await own.CreateKeyAsync(Scopes.Read);

        var (page, _) = await own.SendAsync(HttpMethod.Post, "/api/test/track", null, ("Origin", Shop));
        var (other, _) = await own.SendAsync(HttpMethod.Post, "/api/test/track");

        (await page.Content.ReadAsStringAsync()).ShouldBe("Anonymous");
        (await other.Content.ReadAsStringAsync()).ShouldBe("Anonymous");
    }

    private Task<(HttpResponseMessage Response, string Problem)> CallAsync(string path, string token, string origin) => CallAsync(_server, path, token, origin);

    private static async Task<(HttpResponseMessage Response, string Problem)> CallAsync(StudioServer server, string path, string token, string origin)
    {
        var (response, problem) = await server.SendAsync(HttpMethod.Get, path, null, ("Authorization", $"Bearer {token}"), ("Origin", origin));
        return (response, problem?.Detail ?? "");
    }

    private Task<(HttpResponseMessage Response, NbaStudio.Hosting.Http.Problem? Problem)> PreflightAsync(string path, string origin, string method) =>
        _server.SendAsync(HttpMethod.Options, path, null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization"));

    private static Task<StudioServer> StartAsync() => StudioServer.StartAsync($"--Nba:Channels:web:Origins={Shop}");

    /// <summary>A hub without any key: where one stands, more is refused.</summary>
    public sealed class Hub() : SharedServer<StudioServer>(StartAsync);
}
