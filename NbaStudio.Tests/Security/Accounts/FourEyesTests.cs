using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security.Accounts;

/// <summary>With accounts nobody approves what they worked on, unless nobody else may.</summary>
public sealed class FourEyesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/policy/changes";
    private StudioServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await StudioServer.StartAsync("--Nba:Accounts:FormsPerMinute=200", "--Nba:Demo=false");
        await Person.MakeAsync(_server, "root-admin");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Approve_ByEverybodyWhoWorkedOnIt_IsRefused_ByAnotherTaken()
    {
        using var mary = await Person.SignedInAsync(_server, "mary", Roles.Marketer);
        using var paul = await Person.SignedInAsync(_server, "paul", Roles.Approver);
        using var rita = await Person.SignedInAsync(_server, "rita", Roles.Approver);
        var id = await CreateAsync(mary);
        await PutAsync(mary, id, "grow");
        await PutAsync(paul, id, "serve");
        var hash = (await SendAsync(mary, HttpMethod.Post, $"{Root}/{id}/submit", "{}")).Body["contentHash"]!.GetValue<string>();
        var approval = $$"""{"contentHash":"{{hash}}"}""";

        var marketer = await SendAsync(mary, HttpMethod.Post, $"{Root}/{id}/approve", approval);
        var editor = await SendAsync(paul, HttpMethod.Post, $"{Root}/{id}/approve", approval);
        var unapproved = await SendAsync(paul, HttpMethod.Post, $"{Root}/{id}/publish", "{}");
        var other = await SendAsync(rita, HttpMethod.Post, $"{Root}/{id}/approve", approval);

        (marketer.Status, editor.Status, unapproved.Status, other.Status).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Conflict, HttpStatusCode.OK));
        editor.Body["detail"]!.GetValue<string>().ShouldContain("that they worked on");
        (await SendAsync(paul, HttpMethod.Post, $"{Root}/{id}/publish", "{}")).Status.ShouldBe(HttpStatusCode.OK, "what somebody else approved any approver may publish");
    }

    [Fact]
    public async Task Publish_ByTheOnlyOneWhoMayApprove_GoesInOneStep()
    {
        using var admin = new Person(_server);
        await admin.SignInAsync("root-admin", Person.Password);
        var id = await CreateAsync(admin);
        await PutAsync(admin, id, "grow");

        (await SendAsync(admin, HttpMethod.Post, $"{Root}/{id}/publish", "{}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Publish_ByAKeyOfItsOwnChange_IsRefused_ThoughOnePersonMayApprove()
    {
        var (_, secret) = await _server.CreateKeyAsync(Scopes.Read, Scopes.Design, Scopes.Publish);
        var id = await KeyAsync(HttpMethod.Post, Root, """{"name":"Spring"}""", HttpStatusCode.Created) is { } made ? made["change"]!["id"]!.GetValue<string>() : "";
        await KeyAsync(HttpMethod.Put, $"{Root}/{id}/items/objective/grow", """{"id":"grow"}""", HttpStatusCode.Created, ("If-None-Match", "*"));

        await KeyAsync(HttpMethod.Post, $"{Root}/{id}/publish", "{}", HttpStatusCode.Conflict);
        var hash = (await KeyAsync(HttpMethod.Post, $"{Root}/{id}/submit", "{}", HttpStatusCode.OK))["contentHash"]!.GetValue<string>();
        await KeyAsync(HttpMethod.Post, $"{Root}/{id}/approve", $$"""{"contentHash":"{{hash}}"}""", HttpStatusCode.Forbidden);

        async Task<JsonNode> KeyAsync(HttpMethod method, string path, string json, HttpStatusCode expected, params (string Name, string Value)[] headers)
        {
            using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var (answer, _) = await _server.SendAsync(method, path, content, [("X-Api-Key", secret), .. headers]);
            using (answer)
            {
                var text = await answer.Content.ReadAsStringAsync();
                answer.StatusCode.ShouldBe(expected, text);
                return JsonNode.Parse(text)!;
            }
        }
    }

    private async Task<string> CreateAsync(Person person) =>
        (await SendAsync(person, HttpMethod.Post, Root, """{"name":"Spring"}""")).Body["change"]!["id"]!.GetValue<string>();

    private async Task PutAsync(Person person, string id, string objective) =>
        (await SendAsync(person, HttpMethod.Put, $"{Root}/{id}/items/objective/{objective}", $$$"""{"id":"{{{objective}}}","label":{"en":"{{{objective}}}"}}""", ifNoneMatch: true)).Status.ShouldBe(HttpStatusCode.Created);

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(Person person, HttpMethod method, string path, string json, bool ifNoneMatch = false)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await person.SendAsync(method, path, content, _server.Origin, ifNoneMatch);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
