using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Api.Policies;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>Publishing at a time and watching, on a clock that the test moves.</summary>
public sealed class PublicationTests : IAsyncLifetime
{
    private const string Root = "/api/v1/policy/changes";
    private const string Clock = "--Nba:Clock=start=2026-11-24T00:00:00Z,speed=1";
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private ApiServer _api = null!;

    private IPublications Publications => _api.Get<IPublications>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create(), Clock);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Plan_AtItsTime_IsPublishedWatchedAndAudited()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        (await Publications.PlanAsync(id, Due, hash, WatchConditions.Usual, Caller.Local)).Done.ShouldBeTrue();
        await RunAsync();
        _api.Engine.Policy!.Revision.ShouldBe(2, "its time has not come");
        (await Publications.ReadAsync()).Plans.ShouldHaveSingleItem().Name.ShouldBe("Spring");

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Policy.Objectives[0].Lever.ShouldBe(3);
        _api.Engine.Policy.Revision.ShouldBe(3);
        var view = await Publications.ReadAsync();
        view.Plans.ShouldBeEmpty();
        var watch = view.Watches.ShouldHaveSingleItem().Watch;
        (watch.Revision, watch.Before, watch.State, watch.Until).ShouldBe((3, 2, WatchState.Watching, watch.Since.AddHours(24)));
        (await AuditAsync()).ShouldBe(["publish.planned", "publish.planPublished", "publish.watchStarted"], ignoreOrder: true);
        await RunAsync();
        _api.Engine.Policy.Revision.ShouldBe(3, "nothing is published twice");
    }

    [Fact]
    public async Task Plan_ThatIsInConflictAtItsTime_PublishesNothingAndSaysSo()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        (await Publications.PlanAsync(id, Due, hash, null, Caller.Local)).Done.ShouldBeTrue();
        var (other, _) = await ChangeAsync("grow", 4);
        (await _api.PostAsync($"{Root}/{other}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Policy!.Objectives[0].Lever.ShouldBe(4);
        var plan = (await Publications.ReadAsync()).Plans.ShouldHaveSingleItem().Plan;
        (plan.State, plan.Note).ShouldBe((PlanState.Failed, "conflict"));
        (await Publications.CancelAsync(id, Caller.Local)).Done.ShouldBeTrue("a notice goes when somebody has read it");
        (await Publications.ReadAsync()).Plans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_WhoseBaseMovedElsewhere_IsPublishedBesideIt()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        await Publications.PlanAsync(id, Due, hash, null, Caller.Local);
        var (other, _) = await ChangeAsync("serve", 0.5);
        (await _api.PostAsync($"{Root}/{other}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Policy!.Objectives.Select(o => o.Lever).ShouldBe([3, 0.5]);
    }

    [Fact]
    public async Task Plan_OfAChangeThatIsEditedAfterwards_PublishesNothing()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        await Publications.PlanAsync(id, Due, hash, null, Caller.Local);
        await LeverAsync(id, "serve", 0.5);

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Policy!.Revision.ShouldBe(2);
        (await Publications.ReadAsync()).Plans.ShouldHaveSingleItem().Plan.Note.ShouldBe("changed");
    }

    [Fact]
    public async Task Plan_CancelledOrNotAllowed_IsNone()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        (await Publications.PlanAsync(id, Due.AddDays(-1), hash, null, Caller.Local)).Notes.ShouldHaveSingleItem().Path.ShouldBe("at");
        (await Publications.PlanAsync(id, Due, "other", null, Caller.Local)).Done.ShouldBeFalse("somebody edited it since");
        (await Publications.PlanAsync("nothing", Due, hash, null, Caller.Local)).Done.ShouldBeFalse();
        (await Publications.PlanAsync(id, Due, hash, new WatchConditions(100, null, 2, null), Caller.Local)).Notes.Select(n => n.Path).ShouldBe(["watch.hours", "watch.acceptanceDrop"]);
        (await Publications.PlanAsync(id, Due, hash, null, Caller.Local)).Done.ShouldBeTrue();
        (await Publications.CancelAsync(id, Caller.Local)).Done.ShouldBeTrue();

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Policy!.Revision.ShouldBe(2);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Publications.PlanAsync(id, Due, hash, null, new Caller(CallerKind.Key, "key:m", [Scopes.Design])));
    }

    [Fact]
    public async Task Plan_AcrossARestart_IsKept()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", Clock))
        {
            var keyed = PolicyKeys.Assign(ApiPolicy.Create(), 0).Document;
            var stored = await server.Services.GetRequiredService<PolicyStore>().SaveRevisionAsync(1, PolicyStorage.Split(keyed), "test", "first");
            await server.Services.GetRequiredService<NbaEngine>().PublishAsync(keyed, stored.Number);
            var document = keyed with { Objectives = [keyed.Objectives[0] with { Lever = 3 }, .. keyed.Objectives.Skip(1)] };
            var review = await server.Services.GetRequiredService<ChangeDesk>().ImportAsync(PolicyJson.Write(document), "Spring", null, "local", default);
            id = review.Change.Id;
            (await server.Services.GetRequiredService<IPublications>().PlanAsync(id, Due, review.ContentHash, null, Caller.Local)).Done.ShouldBeTrue();
        }

        await using var again = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", "--Nba:Clock=start=2026-11-24T11:00:00Z,speed=1");
        var engine = again.Services.GetRequiredService<NbaEngine>();
        await Poll.UntilAsync(() => Task.FromResult(engine.Policy?.Objectives[0].Lever == 3));

        (await again.Services.GetRequiredService<ChangeStore>().FindAsync(id))!.State.ShouldBe(ChangeState.Published);
    }

    [Fact]
    public async Task Watch_WhenAcceptanceFalls_RollsBackByItselfAndSaysWhy()
    {
        var counters = _api.Get<WatchCounters>();
        Answers(counters, seen: 1000, accepted: 100);
        await MoveAsync(Due.AddHours(-9));
        await PublishAsync("grow", 3);
        (await Publications.WatchAsync(3, new WatchConditions(12, null, 0.25, null), Caller.Local)).Done.ShouldBeTrue();
        await MoveAsync(Due.AddHours(-8));
        Answers(counters, seen: 190, accepted: 5);
        await RunAsync();
        _api.Engine.Policy!.Revision.ShouldBe(3, "too few prove nothing");

        Answers(counters, seen: 810, accepted: 25);
        await RunAsync();

        _api.Engine.Policy.Revision.ShouldBe(4);
        _api.Engine.Policy.Objectives[0].Lever.ShouldBe(2, "as it was");
        var watch = (await Publications.ReadAsync()).Watches.ShouldHaveSingleItem().Watch;
        watch.State.ShouldBe(WatchState.RolledBack);
        BrokenCondition.Parse(watch.Note).ShouldNotBeNull().ShouldSatisfyAllConditions(b => b.Code.ShouldBe("acceptance"), b => b.Actual.ShouldBe(0.03, 1e-9), b => b.Limit.ShouldBe(0.075, 1e-9), b => b.Count.ShouldBe(1000));
        (await _api.Get<PolicyStore>().LatestAsync())!.Author.ShouldBe("watch");
        (await AuditAsync()).ShouldContain("publish.watchRolledBack");
    }

    [Fact]
    public async Task Watch_WhenHarmRises_RollsBack()
    {
        await PublishAsync("grow", 3);
        await Publications.WatchAsync(3, new WatchConditions(12, null, null, 0.02), Caller.Local);
        await MoveAsync(Due);
        var counters = _api.Get<WatchCounters>();
        Answers(counters, seen: 400, accepted: 0, harmed: 8);
        await RunAsync();
        _api.Engine.Policy!.Revision.ShouldBe(3, "as many as are allowed");

        Answers(counters, seen: 0, accepted: 0, harmed: 20);
        await RunAsync();

        (_api.Engine.Policy.Revision, _api.Engine.Policy.Objectives[0].Lever).ShouldBe((4, 2));
    }

    [Fact]
    public async Task Watch_ThatNothingBreaks_EndsAtItsTime_AndOneThatIsOvertakenDoesNotRollBack()
    {
        await PublishAsync("grow", 3);
        (await Publications.WatchAsync(3, WatchConditions.Usual with { Hours = 1 }, Caller.Local)).Done.ShouldBeTrue();
        (await Publications.WatchAsync(3, WatchConditions.Usual, Caller.Local)).Done.ShouldBeFalse("once");
        (await Publications.WatchAsync(2, WatchConditions.Usual, Caller.Local)).Done.ShouldBeFalse("not in force");
        await MoveAsync(Due);
        await RunAsync();
        (await Publications.ReadAsync()).Watches.Single().Watch.State.ShouldBe(WatchState.Passed);

        await PublishAsync("grow", 4);
        await Publications.WatchAsync(4, WatchConditions.Usual, Caller.Local);
        await PublishAsync("serve", 0.5);
        await RunAsync();
        (await Publications.ReadAsync()).Watches[0].Watch.State.ShouldBe(WatchState.Superseded);
        _api.Engine.Policy!.Revision.ShouldBe(5);
    }

    [Fact]
    public async Task Api_PlansListsWatchesAndCancels()
    {
        var (id, hash) = await ChangeAsync("grow", 3);
        (await _api.PostAsync($"{Root}/{id}/plan", $$$"""{"at":"2026-11-24T10:00:00Z","contentHash":"{{{hash}}}","watch":{"hours":6,"maximumP99":100}}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        var plan = (await _api.GetAsync("/api/v1/policy/publications")).Body.GetProperty("plans").EnumerateArray().Single().GetProperty("plan");
        (plan.GetProperty("changeId").GetString(), plan.GetProperty("state").GetString(), plan.GetProperty("watch").GetProperty("hours").GetDouble()).ShouldBe((id, "waiting", 6));
        (await _api.PostAsync($"{Root}/{id}/plan", $$"""{"at":"2020-01-01T00:00:00Z","contentHash":"{{hash}}"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/plan")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/plan")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.PostAsync("/api/v1/policy/revisions/2/watch", """{"hours":6,"maximumP99":100}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/policy/revisions/2/watch")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync("/api/v1/policy/publications")).Body.GetProperty("watches").EnumerateArray().Single().GetProperty("watch").GetProperty("state").GetString().ShouldBe("ended");
    }

    private Task RunAsync() => _api.Get<PublicationDesk>().RunOnceAsync(default);

    private async Task MoveAsync(DateTimeOffset time) =>
        (await _api.PutAsync("/api/v1/clock", $$"""{"time":"{{time.UtcDateTime:O}}"}""")).Status.ShouldBe(HttpStatusCode.OK);

    // As the hub would tell them, now.
    private void Answers(WatchCounters counters, int seen, int accepted, int harmed = 0)
    {
        var now = _api.Engine.Now.AddMinutes(-1);
        for (var i = 0; i < seen + accepted + harmed; i++)
        {
            var kind = i < seen ? ContactKind.Impression : i < seen + accepted ? ContactKind.Accept : ContactKind.Unsubscribe;
            counters.OnOutcome(new OutcomeNotice(new DecisionId(1, 1), "c", 1, 1, kind, now, 0, kind == ContactKind.Accept, false, false));
        }
    }

    private async Task PublishAsync(string objective, double lever)
    {
        var (id, _) = await ChangeAsync(objective, lever);
        (await _api.PostAsync($"{Root}/{id}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(string Id, string Hash)> ChangeAsync(string objective, double lever)
    {
        var id = (await _api.PostAsync(Root, """{"name":"Spring"}""")).Body.GetProperty("change").GetProperty("id").GetString()!;
        await LeverAsync(id, objective, lever);
        return (id, (await _api.GetAsync($"{Root}/{id}")).Body.GetProperty("contentHash").GetString()!);
    }

    private async Task LeverAsync(string change, string objective, double lever)
    {
        using var response = await _api.Server.Http.GetAsync($"{Root}/{change}/items/objective/{objective}");
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["item"]!;
        json["lever"] = lever;
        (await _api.SendAsync(HttpMethod.Put, $"{Root}/{change}/items/objective/{objective}", json.ToJsonString(), ("If-Match", response.Headers.ETag!.Tag))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string[]> AuditAsync() => [.. (await _api.Get<AuditLog>().ListAsync(20)).Select(e => e.What).Where(w => w.StartsWith("publish.", StringComparison.Ordinal))];
}
