using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NbaStudio.Configuration;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class HeadersAndSecretsTests(PlainServer shared) : IClassFixture<PlainServer>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/test/fails")]
    [InlineData("/no-such-page")]
    public async Task Answer_Any_CarriesSecurityHeaders(string path)
    {
        var (response, _) = await shared.Server.SendAsync(HttpMethod.Get, path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe-eval");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Log_WholeSessionAtTraceLevel_HoldsNoSecret()
    {
        await using var server = await StudioServer.StartAsync(
            null, builder => builder.Logging.AddFilter<LogSink>(null, LogLevel.Trace), "--Nba:Channels:hook:Secret=webhook-secret-123", "--Nba:Channels:mail:Password=mail-password-456");
        var (_, key) = await server.CreateKeyAsync(Scopes.Read);
        var token = server.IssueBrowserToken("ann", "web");
        await server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", key));
        await server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", key + "x"));
        await server.SendAsync(HttpMethod.Get, "/api/test/fails", null, ("X-Api-Key", key));
        await server.SendAsync(HttpMethod.Get, "/api/test/customers/ann/offers", null, ("Authorization", $"Bearer {token}"));
        server.Services.GetRequiredService<NbaOptions>().Channels["hook"].Secret.ShouldBe("webhook-secret-123");

        var log = string.Join('\n', server.Log.Lines);

        server.Log.Lines.Count.ShouldBeGreaterThan(50);
        foreach (var secret in (string[])["webhook-secret-123", "mail-password-456", key[15..], token])
        {
            log.ShouldNotContain(secret);
        }
    }
}
