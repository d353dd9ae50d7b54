using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>Policies in, checked, published, compared and rolled back.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Policy_ExportedAndImported_GivesTheSameBytes()
    {
        var bytes = await _api.Server.Http.GetByteArrayAsync("/api/v1/policy");
        var change = await ImportAsync(Encoding.UTF8.GetString(bytes));
        change.GetProperty("differences").GetArrayLength().ShouldBe(0);

        var (status, publication) = await PublishAsync(change);

        status.ShouldBe(HttpStatusCode.OK);
        publication.GetProperty("revision").GetProperty("number").GetInt32().ShouldBe(3);
        (await _api.Server.Http.GetByteArrayAsync("/api/v1/policy")).ShouldBe(bytes);
        (await _api.Server.Http.GetByteArrayAsync("/api/v1/policy/revisions/2")).ShouldBe(bytes);
    }

    [Fact]
    public async Task Change_Published_DecidesFromThenOnAndIsAudited()
    {
        var change = await ImportAsync(Edited(policy => policy["objectives"]![0]!["lever"] = 3.5));
        _api.Engine.Policy!.Revision.ShouldBe(2);
        var field = change.GetProperty("differences")[0].GetProperty("fields")[0];
        (field.GetProperty("field").GetString(), field.GetProperty("before").GetDouble(), field.GetProperty("after").GetDouble()).ShouldBe(("lever", 2, 3.5));
        var id = change.GetProperty("change").GetProperty("id").GetString();
        var (_, review) = await _api.SendAsync(HttpMethod.Post, $"/api/v1/policy/changes/{id}/validate");
        review.GetProperty("valid").GetBoolean().ShouldBeTrue();

        await PublishAsync(change);

        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(3.5);
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"new","channel":"web","placements":[{"name":"hero"}]}""");
        decision.GetProperty("revision").GetInt32().ShouldBe(3);
        (await PublishAsync(change)).Status.ShouldBe(HttpStatusCode.Conflict);
        var audit = await _api.Get<AuditLog>().ListAsync(20);
        audit.Select(entry => (entry.Who, entry.What)).ShouldContain(("local", "policy.published"));
        audit.Select(entry => entry.What).ShouldContain("change.created");
        var (_, changes) = await _api.GetAsync("/api/v1/policy/changes");
        changes[0].GetProperty("state").GetString().ShouldBe("published");
    }

    [Fact]
    public async Task Change_OnAnOldBase_IsAConflictThatNamesTheItems()
    {
        var mine = await ImportAsync(Edited(policy => policy["objectives"]![0]!["lever"] = 3));
        await PublishAsync(await ImportAsync(Edited(policy =>
        {
            policy["objectives"]![0]!["lever"] = 4;
            policy["objectives"]![1]!["lever"] = 0.5;
        })));

        var (status, problem) = await PublishAsync(mine);

        status.ShouldBe(HttpStatusCode.Conflict);
        ApiServer.Paths(problem).ShouldBe(["objective/grow"]);
        problem.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("by this change too");
        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(4);
    }

    [Fact]
    public async Task Rollback_ToAnOldRevision_PublishesItsContentAnew()
    {
        await PublishAsync(await ImportAsync(Edited(policy => policy["objectives"]![0]!["lever"] = 5)));

        var (status, _) = await _api.SendAsync(HttpMethod.Post, "/api/v1/policy/revisions/2/rollback");

        status.ShouldBe(HttpStatusCode.OK);
        _api.Engine.Policy!.Revision.ShouldBe(4);
        _api.Engine.Policy.Objectives[0].Lever.ShouldBe(2);
        var (_, diff) = await _api.GetAsync("/api/v1/policy/revisions/2/diff/4");
        diff.GetProperty("differences").GetArrayLength().ShouldBe(0);
        var (_, other) = await _api.GetAsync("/api/v1/policy/revisions/3/diff/4");
        other.GetProperty("differences")[0].GetProperty("kind").GetString().ShouldBe("objective");
        var (_, revisions) = await _api.GetAsync("/api/v1/policy/revisions");
        revisions.EnumerateArray().Select(revision => (revision.GetProperty("number").GetInt32(), revision.GetProperty("inForce").GetBoolean()))
            .ShouldBe([(4, true), (3, false), (2, false), (1, false)]);
        (await _api.SendAsync(HttpMethod.Post, "/api/v1/policy/revisions/4/rollback")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _api.SendAsync(HttpMethod.Post, "/api/v1/policy/revisions/99/rollback")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.GetAsync("/api/v1/policy/revisions/2/diff/99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Publish_SameIdempotencyKey_PublishesOnce()
    {
        var change = await ImportAsync(Edited(policy => policy["objectives"]![0]!["lever"] = 6));
        var path = $"/api/v1/policy/changes/{change.GetProperty("change").GetProperty("id").GetString()}/publish";

        var first = await _api.SendAsync(HttpMethod.Post, path, (HttpContent?)null, ("Idempotency-Key", "p1"));
        var second = await _api.SendAsync(HttpMethod.Post, path, (HttpContent?)null, ("Idempotency-Key", "p1"));

        (first.Status, second.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        _api.Engine.Policy!.Revision.ShouldBe(3);
    }

    [Fact]
    public async Task Replay_UnderTheCurrentPolicy_SaysWhatItWouldDo()
    {
        await _api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""");
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        var id = decision.GetProperty("decisionId").GetString();
        await PublishAsync(await ImportAsync(Edited(policy => policy["arbitration"] = JsonNode.Parse("""{"silenceThreshold":99999}"""))));

        var (_, own) = await _api.SendAsync(HttpMethod.Post, $"/api/v1/decisions/{id}/replay");
        var (_, current) = await _api.PostAsync($"/api/v1/decisions/{id}/replay", """{"policy":"current"}""");

        own.GetProperty("identical").GetBoolean().ShouldBeTrue();
        own.GetProperty("revision").GetInt32().ShouldBe(2);
        current.GetProperty("identical").GetBoolean().ShouldBeFalse();
        current.GetProperty("revision").GetInt32().ShouldBe(3);
        current.GetProperty("replayed").GetProperty("silence").GetProperty("code").GetString().ShouldBe("belowThreshold");
    }

    [Fact]
    public async Task Replay_WithAChange_SaysWhatItWouldDoAndWhy()
    {
        await _api.PutAsync("/api/v1/customers/ann", """{"attributes":{"age":42,"fee":30}}""");
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        var id = decision.GetProperty("decisionId").GetString()!;
        var winner = decision.GetProperty("actions")[0].GetProperty("action").GetString();
        var change = (await ImportAsync(Edited(policy =>
        {
            policy["attributes"]!.AsArray().Add(JsonNode.Parse("""{"name":"wish","type":"text"}"""));
            foreach (var action in policy["objectives"]!.AsArray().SelectMany(o => o!["groups"]!.AsArray()).SelectMany(g => g!["actions"]!.AsArray()).Where(a => a!["id"]!.GetValue<string>() == winner))
            {
                action!["suitability"] = "customer.wish = \"more\"";
            }
        }))).GetProperty("change").GetProperty("id").GetString()!;

        var (status, replay) = await _api.PostAsync($"/api/v1/decisions/{id}/replay", $$"""{"change":"{{change}}"}""");

        status.ShouldBe(HttpStatusCode.OK, replay.ToString());
        replay.GetProperty("identical").GetBoolean().ShouldBeFalse();
        (replay.GetProperty("change").GetString(), replay.GetProperty("revision").GetInt32()).ShouldBe((change, 2));
        replay.GetProperty("recorded").GetProperty("choices")[0].GetProperty("action").GetString().ShouldBe(winner);
        replay.GetProperty("replayed").GetProperty("choices").EnumerateArray().ShouldNotContain(c => c.GetProperty("action").GetString() == winner);
        replay.GetProperty("missingInputs").EnumerateArray().Select(m => m.GetString()).ShouldBe(["customer.wish"]);
        var (both, problem) = await _api.PostAsync($"/api/v1/decisions/{id}/replay", $$"""{"change":"{{change}}","policy":"current"}""");
        (both, ApiServer.Paths(problem).Single()).ShouldBe((HttpStatusCode.BadRequest, "change"));

        // The console shows the same beside each other, and the desk refuses whoever may not read.
        var desk = _api.Get<IReplayDesk>();
        var marketer = Caller.ForAccount("m", "", Roles.ScopesOf([Roles.Marketer]));
        var view = (await desk.ReplayAsync(id, new ReplayUnder(ReplayWith.Change, change), "en", marketer)).Comparison.ShouldNotBeNull();
        view.ShouldSatisfyAllConditions(v => v.Name.ShouldBe("test"), v => v.Missing.ShouldBe(["wish"]), v => v.Slots.Single().IsSame.ShouldBeFalse(), v => v.Slots[0].Recorded!.ActionId.ShouldBe(winner));
        var fell = view.Differences.First(d => d.Any.ActionId == winner);
        (fell.Recorded!.Fate, fell.Replayed!.Fate, fell.Recorded.Equation is null, fell.Replayed.Sentence).ShouldBe((CandidateFate.Chosen, CandidateFate.FellOut, false, "wish is missing."));
        var today = await desk.ReplayAsync(id, new ReplayUnder(ReplayWith.Today), "en", marketer);
        (today.Identical, today.Comparison!.Differences.Count).ShouldBe((true, 0));
        (await desk.ReplayAsync(id, new ReplayUnder(ReplayWith.Change, "none"), "en", marketer)).Comparison.ShouldBeNull();
        await Should.ThrowAsync<UnauthorizedAccessException>(() => desk.ReplayAsync(id, new ReplayUnder(), "en", Caller.Anonymous));
    }

    [Fact]
    public async Task StopAndResume_HoldSending_AuditedAndRemembered()
    {
        (await _api.SendAsync(HttpMethod.Post, "/api/v1/stop")).Body.GetProperty("stopped").GetBoolean().ShouldBeTrue();
        _api.Engine.SendingStopped.ShouldBeTrue();
        (await _api.Get<ConsoleSettings>().GetAsync(ConsoleSettings.SendingStopped)).ShouldBe("true");

        (await _api.SendAsync(HttpMethod.Post, "/api/v1/resume")).Body.GetProperty("stopped").GetBoolean().ShouldBeFalse();
        _api.Engine.SendingStopped.ShouldBeFalse();
        (await _api.Get<AuditLog>().ListAsync(10)).Where(entry => entry.What.StartsWith("sending.", StringComparison.Ordinal)).Select(entry => (entry.Who, entry.What))
            .ShouldBe([("local", "sending.resume"), ("local", "sending.stop")]);
    }

    [Fact]
    public async Task Schema_Served_IsTheEnginesOwn()
    {
        (await _api.Server.Http.GetStringAsync("/schemas/policy-v1.json")).ShouldBe(PolicySchema.Json);
    }

    [Fact]
    public async Task Call_WithoutItsScope_IsForbidden()
    {
        (string Method, string Path, string Scope)[] calls =
        [
            ("PUT", "/api/v1/customers/x", "ingest"),
            ("GET", "/api/v1/customers/x", "customer"),
            ("DELETE", "/api/v1/customers/x", "admin"),
            ("GET", "/api/v1/customers/x/next-best-action", "customer"),
            ("POST", "/api/v1/events", "ingest"),
            ("POST", "/api/v1/decisions", "decide"),
            ("POST", "/api/v1/decisions/preview", "design"),
            ("GET", "/api/v1/decisions/d-1-1", "read"),
            ("GET", "/api/v1/decisions/d-1-1/explanation", "read"),
            ("POST", "/api/v1/decisions/d-1-1/replay", "read"),
            ("POST", "/api/v1/outcomes", "outcome"),
            ("GET", "/api/v1/policy", "read"),
            ("GET", "/api/v1/policy/revisions", "read"),
            ("POST", "/api/v1/policy/import", "design"),
            ("POST", "/api/v1/policy/changes/c/validate", "design"),
            ("POST", "/api/v1/policy/changes/c/publish", "publish"),
            ("POST", "/api/v1/policy/revisions/1/rollback", "publish"),
            ("POST", "/api/v1/stop", "publish"),
            ("POST", "/api/v1/resume", "publish"),
        ];
        var secrets = new Dictionary<string, string>();
        foreach (var scope in Scopes.All)
        {
            secrets[scope] = (await _api.Server.CreateKeyAsync([.. Scopes.All.Where(other => other != scope && other != Scopes.Admin && !(scope == Scopes.Customer && other == Scopes.Read))])).Secret;
        }

        await Poll.UntilAsync(async () => (await _api.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        foreach (var (method, path, scope) in calls)
        {
            // A body of the right type, so that the scope is what decides.
            using var content = method is "GET" or "DELETE" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
            var (status, problem) = await _api.SendAsync(new HttpMethod(method), path, content, ("X-Api-Key", secrets[scope]));

            status.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path}");
            problem.GetProperty("detail").GetString()!.ShouldContain($"'{scope}'");
        }
    }

    private string Edited(Action<JsonNode> edit)
    {
        var policy = JsonNode.Parse(PolicyJson.Write(_api.Engine.Policy!.Document))!;
        edit(policy);
        return policy.ToJsonString();
    }

    private async Task<JsonElement> ImportAsync(string json)
    {
        var (status, body) = await _api.PostAsync("/api/v1/policy/import?name=test", json);
        status.ShouldBe(HttpStatusCode.Created, body.ToString());
        return body;
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> PublishAsync(JsonElement review) =>
        _api.SendAsync(HttpMethod.Post, $"/api/v1/policy/changes/{review.GetProperty("change").GetProperty("id").GetString()}/publish");
}
