using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private StudioServer _server = null!;

    public async Task InitializeAsync() => _server = await StudioServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Call_NoKeyExists_IsTheLocalPerson() => (await _server.Http.GetStringAsync("/api/test/who")).ShouldBe("local");

    [Fact]
    public async Task Call_KeyExists_NeedsOne()
    {
        var (key, secret) = await _server.CreateKeyAsync(Scopes.Read);

        var (without, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who");
        var (with, _) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", secret));

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        problem!.Detail!.ShouldContain("X-Api-Key");
        (await with.Content.ReadAsStringAsync()).ShouldBe($"key:{key.Id}");
    }

    [Fact]
    public async Task Call_HubPathWithKeyExisting_NeedsOne()
    {
        await _server.CreateKeyAsync(Scopes.Read);

        (await _server.SendAsync(HttpMethod.Get, "/hubs/live")).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _server.SendAsync(HttpMethod.Get, "/health/live")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_KeyWithoutTheScope_IsRefusedNamingIt()
    {
        var (_, secret) = await _server.CreateKeyAsync(Scopes.Ingest, Scopes.Decide);

        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", secret));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem!.Detail!.ShouldContain("'read'");
    }

    [Fact]
    public async Task Call_EndpointWithoutScope_NeedsAdmin()
    {
        var (_, reader) = await _server.CreateKeyAsync(Scopes.Read);
        var (_, admin) = await _server.CreateKeyAsync(Scopes.Admin);

        (await _server.SendAsync(HttpMethod.Get, "/api/test/undeclared", null, ("X-Api-Key", reader))).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _server.SendAsync(HttpMethod.Get, "/api/test/undeclared", null, ("X-Api-Key", admin))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", admin))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_WrongKeys_AreRefused()
    {
        var (key, secret) = await _server.CreateKeyAsync(Scopes.Read);
        var almost = secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A');

        foreach (var wrong in (string[])["", "x", almost, $"nba_{key.Id}_", secret + "x", "nba_aaaaaaaaaa_" + new string('A', 43), new string('n', 5000)])
        {
            (await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", wrong))).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        }
    }

    [Fact]
    public async Task Call_WrongKeyBeforeAnyExists_IsRefused() =>
        (await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", "nba_guess"))).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Call_KeyFromABrowser_IsRefused()
    {
        var (_, secret) = await _server.CreateKeyAsync(Scopes.Read);

        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", secret), ("Origin", _server.Origin));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        problem!.Detail!.ShouldContain("browser token");
    }

    [Fact]
    public async Task Revoke_LastKey_RefusesItWithinASecondAndStillNeedsOne()
    {
        var (key, secret) = await _server.CreateKeyAsync(Scopes.Read);
        (await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", secret))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _server.Services.GetRequiredService<ApiKeyStore>().RevokeAsync(key.Id, Caller.Local)).ShouldBeTrue();

        await Poll.UntilAsync(async () => (await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("X-Api-Key", secret))).Response.StatusCode == HttpStatusCode.Unauthorized);
        (await _server.SendAsync(HttpMethod.Get, "/api/test/who")).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Create_Key_StoresOnlyTheHashAndAudits()
    {
        var (key, secret) = await _server.CreateKeyAsync(Scopes.Read);
        var workspace = _server.Services.GetRequiredService<Workspace>();
        var half = secret[15..];

        foreach (var file in Directory.EnumerateFiles(workspace.Folder).Where(file => !file.EndsWith("hub.lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync()).ShouldNotContain(half);
        }

        var entry = (await _server.Services.GetRequiredService<AuditLog>().ListAsync(1)).Single();
        (entry.What, entry.Target, entry.Who).ShouldBe(("key.created", key.Id, "local"));
    }

    [Fact]
    public async Task Create_UnknownScope_IsRefused() =>
        (await Should.ThrowAsync<ArgumentException>(() => _server.CreateKeyAsync("everything"))).Message.ShouldContain("ingest");
}
