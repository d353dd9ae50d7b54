using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Data.Accounts;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private StudioServer _server = null!;

    public async Task InitializeAsync() => _server = await StudioServer.StartAsync("--Nba:Accounts:FormsPerMinute=200");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task SetUp_CodeOfTheLog_MakesAnAdminAndEndsLocalMode()
    {
        using var person = new Person(_server);
        var code = Regex.Match(string.Join('\n', _server.Log.Lines), "enter the code ([a-z0-9-]{14})").Groups[1].Value;
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK, "before, whoever is here is the local person");

        var wrong = await person.PostFormAsync("/set-up", "set-up", ("Code", "aaaa-bbbb-cccc"), ("Name", "ann"), ("Password", Person.Password), ("Again", Person.Password));
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var made = await person.PostFormAsync("/set-up", "set-up", ("Code", code), ("Name", "ann"), ("Password", Person.Password), ("Again", Person.Password));

        made.StatusCode.ShouldBe(HttpStatusCode.Redirect, await made.Content.ReadAsStringAsync());
        (await person.GetAsync("/")).Headers.Location!.ToString().ShouldBe("/sign-in?returnUrl=%2F");
        (await _server.SendAsync(HttpMethod.Get, "/api/test/who")).Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await person.SignInAsync("Ann", Person.Password, "/sign-in?returnUrl=%2Factions")).Headers.Location!.ToString().ShouldEndWith("/actions");
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await person.GetAsync("/api/test/who")).Content.ReadAsStringAsync()).ShouldBe("ann");
        (await _server.Services.GetRequiredService<AccountStore>().CreateFirstAsync("eve", Person.Password)).ShouldBe(AccountIssue.SetUpDone);
    }

    [Fact]
    public async Task SignIn_UnknownWrongLockedAndDisabled_GiveOneAnswer()
    {
        await Person.MakeAsync(_server, "bob", Roles.Analyst);
        await Person.MakeAsync(_server, "carl", Roles.Analyst);
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        var carl = (await accounts.ListAsync()).Single(a => a.Name == "carl");
        await accounts.SetDisabledAsync(carl.Id, true, Caller.Local);
        using var person = new Person(_server);
        List<string> answers = [await AnswerAsync("nobody", Person.Password), await AnswerAsync("carl", Person.Password)];
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await AnswerAsync("bob", "wrong wrong wrong"));
        }

        answers.Add(await AnswerAsync("bob", Person.Password));

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("locked for a while");
        (await accounts.ListAsync()).Single(a => a.Name == "bob").LockedUntil.ShouldNotBeNull();
        (await _server.Services.GetRequiredService<AuditLog>().ListAsync(5)).ShouldContain(e => e.What == "account.lockedOut" && e.Target == "bob");

        async Task<string> AnswerAsync(string name, string password)
        {
            var response = await person.SignInAsync(name, password);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return Regex.Match(await response.Content.ReadAsStringAsync(), "<ul>.*?</ul>", RegexOptions.Singleline).Value;
        }
    }

    [Fact]
    public async Task SignIn_WithASecondFactor_NeedsACodeThatWorksOnce()
    {
        using var ann = await Person.SignedInAsync(_server, "ann", Roles.Marketer);
        var id = (await _server.Services.GetRequiredService<AccountStore>().ListAsync()).Single(a => a.Name == "ann").Id;
        var key = OwnAccount.NewKey();
        var own = _server.Services.GetRequiredService<OwnAccount>();
        var now = DateTimeOffset.UtcNow;
        var codes = (await own.TurnOnSecondFactorAsync(key, Totp.CodeOf(key, Totp.StepAt(now)), Caller.ForAccount("ann", id, []))).ShouldNotBeNull();
        codes.Count.ShouldBe(10);
        using var person = new Person(_server);
        (await person.SignInAsync("ann", Person.Password)).Headers.Location!.ToString().ShouldContain("/sign-in/code");
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "the password alone opens nothing");

        (await CodeAsync(Totp.CodeOf(key, Totp.StepAt(now)))).StatusCode.ShouldBe(HttpStatusCode.OK, "the code was used to turn it on");
        (await CodeAsync(codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await person.SignInAsync("ann", Person.Password);
        (await CodeAsync(codes[0])).StatusCode.ShouldBe(HttpStatusCode.OK, "a recovery code works once");

        Task<HttpResponseMessage> CodeAsync(string code) => person.PostFormAsync("/sign-in/code", "second-factor", ("Code", code));
    }

    [Fact]
    public async Task Session_EndedEverywhereOrForged_OpensNothing()
    {
        using var ann = await Person.SignedInAsync(_server, "ann", Roles.Analyst);
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        var id = (await accounts.ListAsync()).Single(a => a.Name == "ann").Id;
        var cookie = ann.Cookies["nba-session"].ShouldNotBeNull();
        cookie.HttpOnly.ShouldBeTrue();
        (await ann.GetAsync("/api/test/who")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await accounts.SetRolesAsync(id, [Roles.Agent], Caller.Local);
        (await ann.GetAsync("/api/test/who")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "roles are read at every call");
        await accounts.SignOutEverywhereAsync(id, Caller.Local);

        (await ann.GetAsync("/api/test/who")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ann.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var forger = new Person(_server);
        var (_, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/who", null, ("Cookie", $"nba-session={cookie.Value[..^4]}AAAA"), ("X-Role", "admin"));
        problem!.Status.ShouldBe(401);
    }

    [Fact]
    public async Task Forms_WithoutOrWithAForgedToken_AreRefused()
    {
        await Person.MakeAsync(_server, "ann", Roles.Admin);
        using var person = new Person(_server);
        await person.GetAsync("/sign-in");

        (await person.PostAsync("/sign-in", ("_handler", "sign-in"), ("Name", "ann"), ("Password", Person.Password))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await person.PostAsync("/sign-in", ("_handler", "sign-in"), ("Name", "ann"), ("Password", Person.Password), ("__RequestVerificationToken", "forged"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await person.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task ApiWrite_WithASessionButNoOriginOfOurs_IsRefused()
    {
        using var ann = await Person.SignedInAsync(_server, "ann", Roles.Admin);

        (await ann.SendAsync(HttpMethod.Post, "/api/test/once")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.SendAsync(HttpMethod.Post, "/api/test/once", origin: "http://evil.example")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.SendAsync(HttpMethod.Post, "/api/test/once", origin: _server.Origin)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Requests_ThroughUnlistedProxiesOrToOtherNamesInPlain_AreRefused()
    {
        await Person.MakeAsync(_server, "ann", Roles.Admin);

        (await _server.SendAsync(HttpMethod.Get, "/health/live", null, ("X-Forwarded-For", "1.2.3.4"))).Problem!.Detail!.ShouldContain("Nba:Proxies");
        (await _server.SendAsync(HttpMethod.Get, "/health/live", null, ("Host", "nba.example.com"))).Problem!.Detail!.ShouldContain("https");
    }

    [Fact]
    public async Task Requests_ThroughAListedProxyWithTls_AreAnsweredWithSecureCookies()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StudioServer.StartAsync(folder, null, "--Nba:Proxies=127.0.0.0/8");
        (string, string)[] proxied = [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "nba.example.com")];
        (await server.SendAsync(HttpMethod.Get, "/health/live", null, proxied)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "without an account no proxy counts");
        await Person.MakeAsync(server, "ann", Roles.Admin);

        (await server.SendAsync(HttpMethod.Get, "/health/live", null, proxied)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.SendAsync(HttpMethod.Get, "/health/live", null, proxied[0])).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "plain on the way to the proxy");
        var page = await server.SendAsync(HttpMethod.Get, "/sign-in", null, proxied);
        page.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Accounts_TheLastAdmin_CannotBeDisabledOrDemoted()
    {
        await Person.MakeAsync(_server, "root-admin", Roles.Admin);
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        var id = (await accounts.ListAsync()).Single().Id;

        (await accounts.SetDisabledAsync(id, true, Caller.Local)).ShouldBe(AccountIssue.LastAdmin);
        (await accounts.SetRolesAsync(id, [Roles.Analyst], Caller.Local)).ShouldBe(AccountIssue.LastAdmin);
        (await accounts.CountActiveAsync(Scopes.Publish)).ShouldBe(1);
    }
}
