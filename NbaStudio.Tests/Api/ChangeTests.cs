using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Tests.Api;

/// <summary>Changes over HTTP: edited item by item, submitted, approved, published next to others, and rolled back.</summary>
public sealed class ChangeTests : ChangeCalls, IAsyncLifetime
{
    private ApiServer _api = null!;

    protected override ApiServer Api => _api;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Change_EditedSubmittedApprovedPublished_IsInForce()
    {
        var id = await CreateAsync("Spring");
        await LeverAsync(id, "grow", 3);
        var review = await PostAsync($"{id}/submit", HttpStatusCode.OK);
        review.GetProperty("change").GetProperty("state").GetString().ShouldBe("submitted");
        var hash = review.GetProperty("contentHash").GetString();
        (await _api.PostAsync($"{Root}/{id}/approve", """{"contentHash":"other"}""")).Status.ShouldBe(HttpStatusCode.Conflict);

        (await _api.PostAsync($"{Root}/{id}/approve", $$"""{"contentHash":"{{hash}}"}""")).Body.GetProperty("change").GetProperty("approvedHash").GetString().ShouldBe(hash);
        var publication = await PostAsync($"{id}/publish", HttpStatusCode.OK);

        publication.GetProperty("revision").GetProperty("number").GetInt32().ShouldBe(3);
        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(3);
        var change = (await _api.GetAsync($"{Root}/{id}")).Body.GetProperty("change");
        (change.GetProperty("state").GetString(), change.GetProperty("publishedAs").GetInt32()).ShouldBe(("published", 3));
        (await AuditAsync("change.approved")).After!.ShouldContain("the only one who may approve");
    }

    [Fact]
    public async Task Publish_OfAnOpenChange_ApprovesInOneStepAndTheAuditSaysSo()
    {
        var id = await CreateAsync("Urgent");
        await LeverAsync(id, "grow", 3);

        await PostAsync($"{id}/publish", HttpStatusCode.OK);

        (await AuditAsync("change.approved")).After!.ShouldContain("approved and published in one step by one of its authors, the only one who may approve");
    }

    [Fact]
    public async Task Publish_OfOtherEditsThanWereSeen_IsRefusedAndNothingIsApproved()
    {
        var id = await CreateAsync("Urgent");
        await LeverAsync(id, "grow", 3);
        var seen = (await PostAsync($"{id}/validate", HttpStatusCode.OK)).GetProperty("contentHash").GetString();
        await LeverAsync(id, "serve", 0.5);

        await PostAsync($"{id}/publish?contentHash={seen}", HttpStatusCode.Conflict);

        var change = (await _api.GetAsync($"{Root}/{id}"));
        change.Body.GetProperty("change").GetProperty("state").GetString().ShouldBe("open");
        await PostAsync($"{id}/publish?contentHash={change.Body.GetProperty("contentHash").GetString()}", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Publish_AfterAnUrgentFixElsewhere_KeepsBothAndTheApproval()
    {
        var campaign = await CreateAsync("Campaign");
        await LeverAsync(campaign, "grow", 3);
        var hash = (await PostAsync($"{campaign}/submit", HttpStatusCode.OK)).GetProperty("contentHash").GetString();
        await _api.PostAsync($"{Root}/{campaign}/approve", $$"""{"contentHash":"{{hash}}"}""");
        var fix = await CreateAsync("Fix");
        await LeverAsync(fix, "serve", 0.5);
        await PostAsync($"{fix}/publish", HttpStatusCode.OK);

        await PostAsync($"{campaign}/publish", HttpStatusCode.OK);

        _api.Engine.Policy!.Objectives.Select(o => o.Lever).ShouldBe([3, 0.5]);
    }

    [Fact]
    public async Task Board_PublishAfterAnEditNobodySaw_IsRefused()
    {
        var board = _api.Get<NbaStudio.Live.Reading.IChangeBoard>();
        var id = await CreateAsync("Seen");
        await LeverAsync(id, "grow", 3);
        var seen = (await board.ReadChangeAsync(id, "en", NbaStudio.Security.Caller.Local))!;
        await LeverAsync(id, "serve", 0.1);

        var refused = await board.MoveAsync(id, NbaStudio.Live.Reading.ChangeMove.Publish, seen.Hash, NbaStudio.Security.Caller.Local);

        (refused.Done, _api.Engine.Policy!.Revision).ShouldBe((false, 2));
        var now = (await board.ReadChangeAsync(id, "en", NbaStudio.Security.Caller.Local))!;
        (await board.MoveAsync(id, NbaStudio.Live.Reading.ChangeMove.Publish, now.Hash, NbaStudio.Security.Caller.Local)).Revision.ShouldBe(3);
    }

    [Fact]
    public async Task Edit_AfterApproval_VoidsIt()
    {
        var id = await CreateAsync("Campaign");
        await LeverAsync(id, "grow", 3);
        var hash = (await PostAsync($"{id}/submit", HttpStatusCode.OK)).GetProperty("contentHash").GetString();
        await _api.PostAsync($"{Root}/{id}/approve", $$"""{"contentHash":"{{hash}}"}""");

        await LeverAsync(id, "grow", 4);

        var review = (await _api.GetAsync($"{Root}/{id}")).Body;
        review.GetProperty("change").GetProperty("state").GetString().ShouldBe("open");
        review.GetProperty("contentHash").GetString().ShouldNotBe(hash);
        (await AuditAsync("change.approvalVoided")).Before.ShouldBe(hash);
        (await _api.PostAsync($"{Root}/{id}/approve", $$"""{"contentHash":"{{hash}}"}""")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("mine", 3)]
    [InlineData("theirs", 4)]
    [InlineData("edited", 3.5)]
    public async Task Resolve_OfAConflict_LetsTheChangePublish(string take, double lever)
    {
        var mine = await CreateAsync("Mine");
        await LeverAsync(mine, "grow", 3);
        await LeverAsync(mine, "serve", 0.7);
        var theirs = await CreateAsync("Theirs");
        await LeverAsync(theirs, "grow", 4);
        await PostAsync($"{theirs}/publish", HttpStatusCode.OK);
        var refused = await PostAsync($"{mine}/publish", HttpStatusCode.Conflict);
        ApiServer.Paths(refused).ShouldBe(["objective/grow"]);
        var conflict = (await _api.GetAsync($"{Root}/{mine}")).Body.GetProperty("conflicts")[0];
        (Lever(conflict, "base"), Lever(conflict, "theirs"), Lever(conflict, "mine")).ShouldBe((2, 4, 3));

        var item = take == "edited" ? ",\"item\":" + WithLever(conflict.GetProperty("mine"), 3.5) : "";
        var (status, review) = await _api.PostAsync($"{Root}/{mine}/resolve", $$"""{"items":[{"kind":"objective","id":"grow","take":"{{take}}"{{item}}}]}""");

        status.ShouldBe(HttpStatusCode.OK);
        review.GetProperty("conflicts").GetArrayLength().ShouldBe(0);
        await PostAsync($"{mine}/publish", HttpStatusCode.OK);
        _api.Engine.Policy!.Objectives.Select(o => o.Lever).ShouldBe([lever, 0.7]);
    }

    [Fact]
    public async Task Put_ManyClientsAtOnce_LosesNobodysWork()
    {
        var id = await CreateAsync("Together");
        const int clients = 6, steps = 3;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            // Everybody counts the same lever up, and keeps a condition of their own.
            for (var step = 0; step < steps;)
            {
                var (item, tag) = await ReadAsync(id, "objective", "grow");
                var json = JsonNode.Parse(item)!;
                json["lever"] = Math.Round((double)json["lever"]! + 0.1, 1);
                var status = (await PutAsync(id, "objective", "grow", json.ToJsonString(), ("If-Match", tag))).Status;
                step += status == HttpStatusCode.OK ? 1 : 0;
                status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
            }

            (await PutAsync(id, "condition", $"own{client}", $$"""{"name":"own{{client}}","when":"customer.age > {{client}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        }));

        await PostAsync($"{id}/publish", HttpStatusCode.OK);

        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(2 + (clients * steps * 0.1), 1e-9);
        _api.Engine.Policy.Document.Conditions.Count(c => c.Name.StartsWith("own", StringComparison.Ordinal)).ShouldBe(clients);
    }

    [Fact]
    public async Task Put_Rename_KeepsTheKeyAndWhatHangsUnderIt()
    {
        var key = _api.Engine.Policy!.Document.Objectives[0].Groups[0].Key;
        var id = await CreateAsync("Rename");
        var (item, tag) = await ReadAsync(id, "group", "plans");
        var renamed = item.Replace("\"plans\"", "\"tariffs\"", StringComparison.Ordinal);
        (await PutAsync(id, "group", "plans", renamed, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await PutAsync(id, "group", "plans?rename=true", renamed, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);

        (await _api.GetAsync($"{Root}/{id}/items/group/plans")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.GetAsync($"{Root}/{id}/items/action/upgrade")).Body.GetProperty("parent").GetString().ShouldBe("tariffs");
        await PostAsync($"{id}/publish", HttpStatusCode.OK);
        var group = _api.Engine.Policy!.Document.Objectives[0].Groups[0];
        (group.Id, group.Key, group.Actions.Count).ShouldBe(("tariffs", key, 2));
    }

    [Fact]
    public async Task Put_WithParentAndPosition_MovesAnActionAndAddsOne()
    {
        var id = await CreateAsync("Move");
        var (item, tag) = await ReadAsync(id, "action", "family");
        (await PutAsync(id, "action", "family?parent=help&position=0", item, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(id, "action", "extra", """{"id":"extra"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(id, "action", "extra?parent=nowhere", """{"id":"extra"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(id, "action", "extra?parent=help&position=9", """{"id":"extra"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync(id, "action", "extra?parent=help&position=1", """{"id":"extra"}""")).Status.ShouldBe(HttpStatusCode.Created);

        await PostAsync($"{id}/publish", HttpStatusCode.OK);

        var document = _api.Engine.Policy!.Document;
        document.Objectives[1].Groups[0].Actions.Select(a => a.Id).ShouldBe(["family", "extra", "notice"]);
        document.Objectives[0].Groups[0].Actions.Select(a => a.Id).ShouldBe(["upgrade"]);
    }

    [Fact]
    public async Task Lifecycle_DropRestoreWithdraw_FollowsTheStates()
    {
        var id = await CreateAsync("Spring");
        await LeverAsync(id, "grow", 3);
        await PostAsync($"{id}/withdraw", HttpStatusCode.Conflict);
        await PostAsync($"{id}/submit", HttpStatusCode.OK);
        await PostAsync($"{id}/submit", HttpStatusCode.Conflict);
        (await PostAsync($"{id}/withdraw", HttpStatusCode.OK)).GetProperty("change").GetProperty("state").GetString().ShouldBe("open");
        (await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}")).Body.GetProperty("change").GetProperty("state").GetString().ShouldBe("dropped");
        await PostAsync($"{id}/publish", HttpStatusCode.Conflict);
        await PostAsync($"{id}/restore", HttpStatusCode.OK);
        await PostAsync($"{id}/publish", HttpStatusCode.OK);
        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(3);
        foreach (var call in (string[])["submit", "withdraw", "restore", "publish"])
        {
            await PostAsync($"{id}/{call}", HttpStatusCode.Conflict);
            await PostAsync($"none/{call}", HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Pause_OfAnActionOrChannel_IsAtOnceARevisionWithExactlyThat()
    {
        var open = await CreateAsync("Campaign");
        await LeverAsync(open, "grow", 3);

        var (status, paused) = await _api.PostAsync("/api/v1/policy/pause", """{"action":"upgrade"}""");
        (await _api.PostAsync("/api/v1/policy/pause", """{"channel":"web"}""")).Status.ShouldBe(HttpStatusCode.OK);

        (status, paused.GetProperty("revision").GetProperty("number").GetInt32()).ShouldBe((HttpStatusCode.OK, 3));
        var (_, diff) = await _api.GetAsync("/api/v1/policy/revisions/2/diff/4");
        diff.GetProperty("differences").EnumerateArray().Select(d => (d.GetProperty("id").GetString(), d.GetProperty("fields")[0].GetProperty("field").GetString()))
            .ShouldBe([("web", "paused"), ("upgrade", "paused")], ignoreOrder: true);
        (await AuditAsync("policy.paused")).Target.ShouldBe("channel web");
        (await _api.PostAsync("/api/v1/policy/pause", """{"action":"upgrade"}""")).Body.GetProperty("revision").GetProperty("number").GetInt32().ShouldBe(4);
        await PostAsync($"{open}/publish", HttpStatusCode.OK);
        _api.Engine.Policy!.Document.Channels[0].Paused.ShouldBeTrue();
        foreach (var (kind, id) in new[] { ("treatment", "family-web"), ("group", "plans"), ("objective", "grow") })
        {
            (await _api.PostAsync("/api/v1/policy/pause", $$"""{"{{kind}}":"{{id}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
            (await AuditAsync("policy.paused")).Target.ShouldBe($"{kind} {id}");
        }

        _api.Engine.Policy!.Treatments.Where(t => _api.Engine.Policy.Objectives[t.Objective].Id == "grow").ShouldAllBe(t => t.Activity.Kind == ActivityKind.Paused);
        (await _api.PostAsync("/api/v1/policy/pause", """{"action":"nothing"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.PostAsync("/api/v1/policy/pause", """{"action":"upgrade","channel":"web"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.PostAsync("/api/v1/policy/pause", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Rollback_ToAnyRevision_GivesItsContentBackWhole()
    {
        var expected = new Dictionary<int, (byte[] Bytes, string Hash)>();
        for (var step = 0; step < 4; step++)
        {
            var revision = _api.Engine.Policy!.Revision;
            expected[revision] = (PolicyJson.Write(_api.Engine.Policy.Document), await HashAsync(revision));
            var id = await CreateAsync($"Step {step}");
            switch (step)
            {
                case 0:
                    await LeverAsync(id, "grow", 3);
                    break;
                case 1:
                    var (group, tag) = await ReadAsync(id, "group", "plans");
                    await PutAsync(id, "group", "plans?rename=true", group.Replace("\"plans\"", "\"tariffs\"", StringComparison.Ordinal), ("If-Match", tag));
                    break;
                case 2:
                    var (action, seen) = await ReadAsync(id, "action", "family");
                    await PutAsync(id, "action", "family?parent=help&position=0", action, ("If-Match", seen));
                    break;
                default:
                    await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/items/objective/serve", (HttpContent?)null, ("If-Match", "*"));
                    break;
            }

            await PostAsync($"{id}/publish", HttpStatusCode.OK);
        }

        foreach (var (number, (bytes, hash)) in expected.Reverse())
        {
            (await _api.SendAsync(HttpMethod.Post, $"/api/v1/policy/revisions/{number}/rollback")).Status.ShouldBe(HttpStatusCode.OK);

            var now = _api.Engine.Policy!;
            PolicyJson.Write(now.Document).ShouldBe(bytes);
            (await HashAsync(now.Revision)).ShouldBe(hash);
            var anew = PolicyCompiler.Compile(PolicyJson.Read(bytes).Document!, now.Revision, now.PublishedAt).Snapshot!;
            now.Actions.Select(a => (a.Index, a.Id, a.Key)).ShouldBe(anew.Actions.Select(a => (a.Index, a.Id, a.Key)));
            now.Treatments.Select(t => (t.Index, t.Id, t.Key, t.Action, t.Channel)).ShouldBe(anew.Treatments.Select(t => (t.Index, t.Id, t.Key, t.Action, t.Channel)));
        }
    }

    [Fact]
    public async Task Change_StoredAsAWholeDocument_BecomesEditsWhenItIsLookedAt()
    {
        var id = await CreateAsync("From before");
        var objectives = _api.Engine.Policy!.Document.Objectives;
        var document = PolicyJson.WriteText(_api.Engine.Policy.Document with { Objectives = [objectives[0] with { Lever = 7 }, .. objectives.Skip(1)] });
        var file = _api.Get<Workspace>().ConsoleDatabaseFile;
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE changes SET Document = $document WHERE Id = $id";
            command.Parameters.AddWithValue("$document", document);
            command.Parameters.AddWithValue("$id", id);
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        (await PostAsync($"{id}/validate", HttpStatusCode.OK)).GetProperty("change").GetProperty("edits").GetInt32().ShouldBe(1);
        await PostAsync($"{id}/publish", HttpStatusCode.OK);
        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(7);
    }

    private static double Lever(JsonElement conflict, string side) => conflict.GetProperty(side).GetProperty("lever").GetDouble();

    private static string WithLever(JsonElement item, double lever)
    {
        var json = JsonNode.Parse(item.GetRawText())!;
        json["lever"] = lever;
        return json.ToJsonString();
    }

    private async Task<AuditEntry> AuditAsync(string what) => (await _api.Get<AuditLog>().ListAsync(100)).First(entry => entry.What == what);

    private async Task<string> HashAsync(int revision) => (await _api.Get<PolicyStore>().ListAsync()).Single(r => r.Number == revision).ContentHash;
}
