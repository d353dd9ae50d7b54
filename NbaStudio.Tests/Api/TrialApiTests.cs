using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Api.Policies;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>A change for a share of customers, on a clock that the test moves.</summary>
public sealed class TrialApiTests : IAsyncLifetime
{
    private const string Policy = "/api/v1/policy";
    private const string Clock = "--Nba:Clock=start=2026-11-24T00:00:00Z,speed=1";
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create(), Clock);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Trial_ForAShare_ThenForMore_ThenForEveryone()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        var (status, body) = await _api.PostAsync($"{Policy}/changes/{id}/trial", $$"""{"share":0.1,"contentHash":"{{hash}}"}""");
        status.ShouldBe(HttpStatusCode.Created, body.ToString());
        (body.GetProperty("id").GetInt32(), body.GetProperty("state").GetString(), body.GetProperty("share").GetDouble()).ShouldBe((3, "running", 0.1));
        (_api.Engine.Policy!.Revision, _api.Engine.Policy!.Objectives[0].Lever, _api.Engine.Challenger!.Objectives[0].Lever).ShouldBe((2, 2, 3));
        (await _api.GetAsync($"{Policy}/changes/{id}")).Body.GetProperty("change").GetProperty("state").GetString().ShouldBe("onTrial");
        (await _api.SendAsync(HttpMethod.Delete, $"{Policy}/changes/{id}")).Status.ShouldBe(HttpStatusCode.Conflict, "it rests while it is tried");

        var (second, other) = await ChangeAsync(Document(d => d with { ServiceValue = 5 }));
        (await _api.PostAsync($"{Policy}/changes/{second}/trial", $$"""{"share":0.1,"contentHash":"{{other}}"}""")).Status.ShouldBe(HttpStatusCode.Conflict, "one at a time");

        var narrow = _api.Engine.Trial!;
        ApiServer.Paths((await _api.PostAsync($"{Policy}/trials/3/widen", """{"share":0.1}""")).Body).ShouldBe(["share"]);
        ApiServer.Paths((await _api.PostAsync($"{Policy}/trials/3/widen", """{"share":0.6}""")).Body).ShouldBe(["share"]);
        (await _api.PostAsync($"{Policy}/trials/9/widen", """{"share":0.3}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.PostAsync($"{Policy}/trials/3/widen", """{"share":0.3}""")).Status.ShouldBe(HttpStatusCode.OK);
        Enumerable.Range(1, 500).Where(c => narrow.Takes(c)).ShouldAllBe(c => _api.Engine.Trial!.Takes(c));

        (status, body) = await _api.PostAsync($"{Policy}/changes/{id}/publish", "");
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        body.GetProperty("trial").GetProperty("state").GetString().ShouldBe("published");
        (_api.Engine.Policy!.Revision, _api.Engine.Policy!.Objectives[0].Lever, _api.Engine.Trial).ShouldBe((4, 3, null));
        (await _api.GetAsync($"{Policy}/changes/{id}")).Body.GetProperty("change").GetProperty("publishedAs").GetInt32().ShouldBe(4);
        (await AuditAsync()).ShouldBe(["trial.published", "trial.widened", "trial.started"]);

        // Numbers between two revisions of the policy are those of trials: nobody compares or goes back to them.
        (await _api.GetAsync($"{Policy}/revisions")).Body.EnumerateArray().Select(r => r.GetProperty("number").GetInt32()).ShouldBe([4, 2, 1]);
        (await _api.PostAsync($"{Policy}/revisions/3/rollback", "")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _api.Get<IChangeBoard>().ReadRevisionAsync(4, "en"))!.Differences.ShouldNotBeEmpty("against 2");
    }

    [Fact]
    public async Task Withdrawn_AtOnce_TheChangeIsOpenAgain()
    {
        var trial = await TrialAsync(Lever(3));
        (await _api.SendAsync(HttpMethod.Delete, $"{Policy}/trials/{trial.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (_api.Engine.Trial, _api.Engine.Policy!.Revision).ShouldBe((null, 2));
        (await _api.SendAsync(HttpMethod.Delete, $"{Policy}/trials/{trial.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var change = (await _api.Get<ChangeStore>().FindAsync(trial.ChangeId))!;
        (change.State, change.ApprovedBy).ShouldBe((ChangeState.Open, null));
        (await AuditAsync()).ShouldBe(["trial.withdrawn", "trial.started"]);
        (await TrialAsync(Lever(3), trial.ChangeId)).Id.ShouldBe(4, "and may be tried once more, on other customers");
    }

    [Fact]
    public async Task WhatIsOneForEveryone_MayNotBeTried()
    {
        var (id, hash) = await ChangeAsync(Document(d => d with { Attributes = [.. d.Attributes, new() { Name = "more", Type = "number" }], Events = [.. d.Events, new() { Type = "call" }] }));
        var (status, body) = await _api.PostAsync($"{Policy}/changes/{id}/trial", $$"""{"share":0.1,"contentHash":"{{hash}}"}""");
        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(body).ShouldBe(["attribute/more", "event/call"]);
        (_api.Engine.Trial, (await _api.Get<ChangeStore>().FindAsync(id))!.State).ShouldBe((null, ChangeState.Open));

        var (good, seen) = await ChangeAsync(Lever(3));
        foreach (var share in new[] { "0", "0.005", "0.51", "-1" })
        {
            ApiServer.Paths((await _api.PostAsync($"{Policy}/changes/{good}/trial", $$"""{"share":{{share}},"contentHash":"{{seen}}"}""")).Body).ShouldBe(["share"]);
        }

        (await _api.PostAsync($"{Policy}/changes/{good}/trial", """{"share":0.1,"contentHash":"other"}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        ApiServer.Paths((await _api.PostAsync($"{Policy}/changes/{good}/trial", $$$"""{"share":0.1,"contentHash":"{{{seen}}}","watch":{"hours":100,"maximumP99":100}}""")).Body).ShouldBe(["watch.hours"]);
        (await _api.Get<IPublications>().PlanAsync(good, _api.Engine.Now.AddHours(1), seen, null, Caller.Local)).Done.ShouldBeTrue();
        (await _api.PostAsync($"{Policy}/changes/{good}/trial", $$"""{"share":0.1,"contentHash":"{{seen}}"}""")).Status.ShouldBe(HttpStatusCode.Conflict, "it is to go to everyone");
        (await _api.PostAsync($"{Policy}/changes/nothing/trial", """{"share":0.1,"contentHash":"x"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        _api.Engine.Trial.ShouldBeNull();
    }

    [Fact]
    public async Task WhatOthersPublish_HoldsForBoth_AndWhatConflictsIsRefused()
    {
        var trial = await TrialAsync(Document(d => WithNew(d with { Objectives = [d.Objectives[0] with { Lever = 3 }, d.Objectives[1]] })));
        var key = NewKey();
        await PublishAsync(Document(d => d with { Attributes = [.. d.Attributes, new() { Name = "more", Type = "number" }], Objectives = [d.Objectives[0], d.Objectives[1] with { Lever = 0.5 }] }));
        (_api.Engine.Policy!.Revision, _api.Engine.Trial!.Id, _api.Engine.Trial.Revision).ShouldBe((4, trial.Id, 5));
        _api.Engine.Policy!.Objectives.Select(o => o.Lever).ShouldBe([2, 0.5]);
        _api.Engine.Challenger!.Objectives.Select(o => o.Lever).ShouldBe([3, 0.5]);
        NewKey().ShouldBe(key, "what only the trial has is the same item");

        var (id, _) = await ChangeAsync(Lever(4));
        var (status, body) = await _api.PostAsync($"{Policy}/changes/{id}/publish", "");
        status.ShouldBe(HttpStatusCode.Conflict);
        ApiServer.Paths(body).ShouldBe(["objective/grow"]);
        _api.Engine.Trial.ShouldNotBeNull();
        (await _api.Get<ChangeStore>().FindAsync(id))!.State.ShouldBe(ChangeState.Open, "and it is not approved by the way");

        // To everyone: the item keeps its key, and with it its model.
        (await _api.PostAsync($"{Policy}/changes/{trial.ChangeId}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);
        var everyone = _api.Engine.Policy!;
        everyone.Treatments[everyone.TreatmentIndexOfKey(key)].Id.ShouldBe("new-web");
        (everyone.Objectives[0].Lever, _api.Engine.Trial).ShouldBe((3, null));
    }

    [Fact]
    public async Task Pause_NeverWaits()
    {
        await TrialAsync(Lever(3));
        (await _api.PostAsync($"{Policy}/pause", """{"action":"family"}""")).Status.ShouldBe(HttpStatusCode.OK);
        new[] { _api.Engine.Policy!, _api.Engine.Challenger! }.ShouldAllBe(p => p.Actions.Single(a => a.Id == "family").Activity.Kind == ActivityKind.Paused);
        (await _api.SendAsync(HttpMethod.Delete, $"{Policy}/trials/3")).Status.ShouldBe(HttpStatusCode.NoContent);

        // Of an item that the trial changes: the trial ends.
        var edited = await TrialAsync(Document(d => SmallTrial(d, a => a with { Value = "7" })));
        var (status, body) = await _api.PostAsync($"{Policy}/pause", """{"action":"upgrade"}""");
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        (body.GetProperty("trial").GetProperty("state").GetString(), body.GetProperty("trial").GetProperty("note").GetString()).ShouldBe(("withdrawn", "conflict"));
        (_api.Engine.Trial, _api.Engine.Policy!.Actions.Single(a => a.Id == "upgrade").Activity.Kind).ShouldBe((null, ActivityKind.Paused));

        // Of an item that only the trial has: the trial ends.
        var added = await TrialAsync(Document(WithNew));
        var revision = _api.Engine.Policy!.Revision;
        (await _api.PostAsync($"{Policy}/pause", """{"action":"new"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (_api.Engine.Trial, _api.Engine.Policy!.Revision).ShouldBe((null, revision));
        (await _api.Get<TrialStore>().FindAsync(added.Id))!.Note.ShouldBe("pause");
        (await _api.Get<TrialStore>().FindAsync(edited.Id))!.Note.ShouldBe("conflict");
        (await _api.PostAsync($"{Policy}/pause", """{"action":"nothing"}""")).Status.ShouldBe(HttpStatusCode.NotFound);

        // Of an item that rests for everyone and that the trial takes up: the trial ends.
        var resumed = await TrialAsync(Document(d => SmallTrial(d, a => a with { Paused = false })));
        _api.Engine.Challenger!.Actions.Single(a => a.Id == "upgrade").Activity.Kind.ShouldBe(ActivityKind.Active);
        (status, body) = await _api.PostAsync($"{Policy}/pause", """{"action":"upgrade"}""");
        (status, body.GetProperty("trial").GetProperty("note").GetString()).ShouldBe((HttpStatusCode.OK, "pause"));
        _api.Engine.Trial.ShouldBeNull();
        (await _api.Get<TrialStore>().FindAsync(resumed.Id))!.State.ShouldBe(TrialState.Withdrawn);
    }

    [Fact]
    public async Task RollBack_NeverWaits_AndTheTrialGoesOnUponIt()
    {
        await PublishAsync(Document(d => d with { ServiceValue = 5 }));
        await TrialAsync(Lever(3));
        (await _api.PostAsync($"{Policy}/revisions/2/rollback", "")).Status.ShouldBe(HttpStatusCode.OK);
        (_api.Engine.Policy!.ServiceValue, _api.Engine.Challenger!.ServiceValue, _api.Engine.Challenger.Objectives[0].Lever).ShouldBe((1, 1, 3));
        (await _api.PostAsync($"{Policy}/revisions/1/rollback", "")).Status.ShouldBe(HttpStatusCode.OK);
        _api.Engine.Trial.ShouldBeNull("revision 1 has nothing that the trial changes");
    }

    [Fact]
    public async Task Restart_GoesOnWithTheSameCustomers_AndEveryDecisionReplays()
    {
        using var folder = new TemporaryFolder();
        var made = new List<DecisionReply>();
        await using (var server = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", Clock))
        {
            var keyed = PolicyKeys.Assign(ApiPolicy.Create(), 0).Document;
            var stored = await server.Services.GetRequiredService<PolicyStore>().SaveRevisionAsync(1, PolicyStorage.Split(keyed), "test", "first");
            await server.Services.GetRequiredService<NbaEngine>().PublishAsync(keyed, stored.Number);
            var review = await server.Services.GetRequiredService<ChangeDesk>().ImportAsync(PolicyJson.Write(WithNew(keyed)), "Spring", null, "local", default);
            (await server.Services.GetRequiredService<ITrials>().StartAsync(review.Change.Id, 0.5, review.ContentHash, null, Caller.Local)).Done.ShouldBeTrue();
            made.AddRange(await DecideAsync(server));
        }

        made.Select(d => d.Revision).Distinct().ShouldBe([2, 3], ignoreOrder: true);
        made.Where(d => d.Actions.Any(a => a.Action == "new")).Select(d => d.Revision).Distinct().ShouldBe([3]);
        await using var again = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", Clock);
        var engine = again.Services.GetRequiredService<NbaEngine>();
        (await DecideAsync(again)).Select(d => d.Revision).ShouldBe(made.Select(d => d.Revision));
        (await again.Services.GetRequiredService<ITrials>().WithdrawAsync(3, Caller.Local)).Done.ShouldBeTrue();
        foreach (var reply in made)
        {
            DecisionId.TryParse(reply.DecisionId, out var id).ShouldBeTrue();
            engine.Replay(id).ShouldNotBeNull().IsIdentical.ShouldBeTrue(reply.DecisionId);
        }
    }

    [Fact]
    public async Task Watch_ThatATrialBreaks_WithdrawsIt()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        (await _api.PostAsync($"{Policy}/changes/{id}/trial", $$$"""{"share":0.5,"contentHash":"{{{hash}}}","watch":{"hours":6,"acceptanceDrop":0.25}}""")).Status.ShouldBe(HttpStatusCode.Created);
        var draw = _api.Engine.Trial!;
        var (taken, rest) = (Enumerable.Range(1, 100).First(c => draw.Takes(c)), Enumerable.Range(1, 100).First(c => !draw.Takes(c)));
        Answers(rest, seen: 1000, accepted: 100);
        Answers(taken, seen: 190, accepted: 4);
        await RunAsync();
        var view = (await _api.Get<IPublications>().ReadAsync()).Watches.ShouldHaveSingleItem();
        (view.IsTrial, view.Watch.Revision, view.Watch.Before, view.Watch.State, view.Before, view.After).ShouldBe((true, 3, 2, WatchState.Watching, new WatchCounts(1000, 100, 0), new WatchCounts(190, 4, 0)));
        _api.Engine.Trial.ShouldNotBeNull("too few prove nothing");

        Answers(taken, seen: 810, accepted: 26);
        await RunAsync();

        (_api.Engine.Trial, _api.Engine.Policy!.Revision).ShouldBe((null, 2));
        view = (await _api.Get<IPublications>().ReadAsync()).Watches.ShouldHaveSingleItem();
        (view.Watch.State, view.After.Seen).ShouldBe((WatchState.RolledBack, 1000));
        BrokenCondition.Parse(view.Watch.Note).ShouldNotBeNull().ShouldSatisfyAllConditions(b => b.Code.ShouldBe("acceptance"), b => b.Actual.ShouldBe(0.03, 1e-9), b => b.Limit.ShouldBe(0.075, 1e-9));
        (await _api.Get<TrialStore>().FindAsync(3))!.ShouldSatisfyAllConditions(t => t.Note.ShouldBe("watch"), t => t.EndedBy.ShouldBe("watch"));

        // A trial that somebody ends is not judged any more.
        var next = await TrialAsync(Lever(3), id);
        (await _api.Get<IPublications>().WatchAsync(next.Id, WatchConditions.Usual, Caller.Local)).Done.ShouldBeTrue();
        (await _api.Get<ITrials>().WithdrawAsync(next.Id, Caller.Local)).Done.ShouldBeTrue();
        await RunAsync();
        (await _api.Get<IPublications>().ReadAsync()).Watches[0].Watch.State.ShouldBe(WatchState.Ended);
    }

    [Fact]
    public void Counts_OfAnotherShare_BeginAnew_AndWhatEndedIsKept()
    {
        var draw = new NbaStudio.Engine.Arbitration.TrialDraw(3, 3, 0.2);
        var (taken, rest) = (Enumerable.Range(1, 100).First(c => draw.Takes(c)), Enumerable.Range(1, 100).First(c => !draw.Takes(c)));
        var one = new WatchCounts(1, 0, 0);
        var counted = default(TrialCounts).With(taken, one).Follow(draw).With(taken, one).With(rest, one).With(rest, one);
        (counted.Taken.Seen, counted.Rest.Seen).ShouldBe((1, 2));
        var rebased = counted.Follow(draw with { Revision = 9 }).With(taken, one);
        rebased.Taken.Seen.ShouldBe(2, "the same customers");
        var ended = rebased.Follow(null).With(taken, one);
        (ended.Taken.Seen, ended.Draw!.Id).ShouldBe((2, 3));
        rebased.Follow(draw with { Share = 0.3 }).Taken.ShouldBe(default);
        default(TrialCounts).Follow(draw).With(taken, one).After(counted).Taken.Seen.ShouldBe(2, "before and since the start");
        default(TrialCounts).After(counted).ShouldBe(counted);
        default(TrialCounts).Follow(draw with { Id = 7 }).After(counted).Rest.ShouldBe(default);
    }

    private static async Task<List<DecisionReply>> DecideAsync(StudioServer server)
    {
        var engine = server.Services.GetRequiredService<NbaEngine>();
        var made = new List<DecisionReply>();
        for (var i = 0; i < 20; i++)
        {
            await engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = new Dictionary<string, Engine.Conditions.Value> { ["age"] = Engine.Conditions.Value.OfNumber(30), ["fee"] = Engine.Conditions.Value.OfMoney(10) } });
            made.Add(await engine.DecideAsync(new DecisionRequest(null, "c" + i, "web", [new PlacementRequest("hero", 1)], new Dictionary<string, Engine.Conditions.Value>()) { Fresh = true }));
        }

        return made;
    }

    // As the hub would tell them, now.
    private void Answers(long customer, int seen, int accepted)
    {
        for (var i = 0; i < seen + accepted; i++)
        {
            var kind = i < seen ? ContactKind.Impression : ContactKind.Accept;
            _api.Get<WatchCounters>().OnOutcome(new OutcomeNotice(new DecisionId(customer, 1), "c", 1, 1, kind, _api.Engine.Now, 0, kind == ContactKind.Accept, false, false));
        }
    }

    private Task RunAsync() => _api.Get<PublicationDesk>().RunOnceAsync(default);

    private PolicyDocument Document(Func<PolicyDocument, PolicyDocument> change) => change(_api.Engine.Policy!.Document);

    private PolicyDocument Lever(double lever) => Document(d => d with { Objectives = [d.Objectives[0] with { Lever = lever }, .. d.Objectives.Skip(1)] });

    private static PolicyDocument SmallTrial(PolicyDocument document, Func<ActionDocument, ActionDocument> change) => document with
    {
        Objectives = [document.Objectives[0] with { Groups = [document.Objectives[0].Groups[0] with { Actions = [change(document.Objectives[0].Groups[0].Actions[0]), .. document.Objectives[0].Groups[0].Actions.Skip(1)] }] }, .. document.Objectives.Skip(1)],
    };

    // An action of its own in a new group, worth more than all others.
    private static PolicyDocument WithNew(PolicyDocument document) => document with
    {
        Objectives = [document.Objectives[0] with { Groups = [.. document.Objectives[0].Groups, new() { Id = "fresh", Actions = [SmallPolicy.Action("new", "web") with { Value = "90000" }] }] }, .. document.Objectives.Skip(1)],
    };

    private int NewKey() => _api.Engine.Challenger!.Treatments.Single(t => t.Id == "new-web").Key;

    private async Task<PolicyTrial> TrialAsync(PolicyDocument document, string? change = null)
    {
        var id = change ?? (await ChangeAsync(document)).Id;
        var hash = (await _api.GetAsync($"{Policy}/changes/{id}")).Body.GetProperty("contentHash").GetString()!;
        var started = await _api.Get<ITrials>().StartAsync(id, 0.5, hash, null, Caller.Local);
        started.Done.ShouldBeTrue(string.Join("\n", started.Notes));
        return (await _api.Get<TrialStore>().RunningAsync()).ShouldNotBeNull();
    }

    private async Task PublishAsync(PolicyDocument document)
    {
        var (status, body) = await _api.PostAsync($"{Policy}/changes/{(await ChangeAsync(document)).Id}/publish", "");
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
    }

    private async Task<(string Id, string Hash)> ChangeAsync(PolicyDocument document)
    {
        var review = await _api.Get<ChangeDesk>().ImportAsync(PolicyJson.Write(document), "Spring", null, "local", default);
        return (review.Change.Id, review.ContentHash);
    }

    private async Task<string[]> AuditAsync() => [.. (await _api.Get<AuditLog>().ListAsync(30)).Select(e => e.What).Where(w => w.StartsWith("trial.", StringComparison.Ordinal))];
}
