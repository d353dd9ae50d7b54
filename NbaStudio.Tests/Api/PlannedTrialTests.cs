using System.Net;
using System.Text.Json;
using NbaStudio.Api.Policies;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>A change that is to go to a share of customers at a time, on a clock that the test moves.</summary>
public sealed class PlannedTrialTests : IAsyncLifetime
{
    private const string Root = "/api/v1/policy/changes";
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private ApiServer _api = null!;

    private IPublications Publications => _api.Get<IPublications>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create(), "--Nba:Clock=start=2026-11-24T00:00:00Z,speed=1");

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Plan_ForAShare_BeginsAWatchedTrialAtItsTime_Once()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        var at = Due.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        (await _api.PostAsync($"{Root}/{id}/plan", $$$"""{"at":"{{{at}}}","contentHash":"{{{hash}}}","share":0.2,"watch":{"hours":24,"maximumP99":100}}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync("/api/v1/policy/publications")).Body.GetProperty("plans")[0].GetProperty("plan").GetProperty("share").GetDouble().ShouldBe(0.2);
        await RunAsync();
        _api.Engine.Trial.ShouldBeNull("its time has not come");

        await MoveAsync(Due);
        await RunAsync();
        await RunAsync();

        (_api.Engine.Policy!.Revision, _api.Engine.Policy.Objectives[0].Lever, _api.Engine.Challenger!.Objectives[0].Lever, _api.Engine.Trial!.Share).ShouldBe((2, 2, 3, 0.2));
        var trial = (await _api.Get<ITrials>().ReadAsync()).ShouldHaveSingleItem();
        (trial.ChangeId, trial.Who, trial.State).ShouldBe((id, "local", TrialState.Running));
        var view = await Publications.ReadAsync();
        view.Plans.ShouldBeEmpty();
        (view.Watches.ShouldHaveSingleItem().Watch.Revision, view.Watches[0].IsTrial).ShouldBe((trial.Id, true));
        (await AuditAsync()).ShouldBe(["trial.started", "publish.planned", "publish.planPublished", "publish.watchStarted"], ignoreOrder: true);
    }

    [Fact]
    public async Task Plan_WhereAnotherTrialRunsThen_FailsAndSaysSo()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        (await Publications.PlanAsync(id, Due, hash, null, Caller.Local, 0.2)).Done.ShouldBeTrue();
        var (other, seen) = await ChangeAsync(Lever(4));
        (await _api.Get<ITrials>().StartAsync(other, 0.1, seen, null, Caller.Local)).Done.ShouldBeTrue();

        await MoveAsync(Due);
        await RunAsync();

        _api.Engine.Challenger!.Objectives[0].Lever.ShouldBe(4);
        var plan = (await Publications.ReadAsync()).Plans.ShouldHaveSingleItem().Plan;
        (plan.State, plan.Note, plan.Share).ShouldBe((PlanState.Failed, "trial", 0.2));
    }

    [Fact]
    public async Task Plan_OfWhatCanNeverBeTried_OrForNoShare_IsRefusedNow()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        foreach (var share in new[] { 0, 0.005, 0.51 })
        {
            (await Publications.PlanAsync(id, Due, hash, null, Caller.Local, share)).Notes.ShouldHaveSingleItem().Path.ShouldBe("share");
        }

        var document = _api.Engine.Policy!.Document;
        var (one, seen) = await ChangeAsync(document with { Attributes = [.. document.Attributes, new() { Name = "more", Type = "number" }] });
        var refused = await Publications.PlanAsync(one, Due, seen, null, Caller.Local, 0.2);

        refused.Done.ShouldBeFalse();
        refused.Notes.ShouldNotBeEmpty();
        (await _api.Get<ChangeStore>().FindAsync(one))!.State.ShouldBe(ChangeState.Open, "and nothing was approved");
        (await Publications.PlanAsync(one, Due, seen, null, Caller.Local)).Done.ShouldBeTrue("to everyone it may go");
    }

    [Fact]
    public async Task Plan_WhoseTrialBeganWhenTheHubWentDown_IsDone()
    {
        var (id, hash) = await ChangeAsync(Lever(3));
        (await Publications.PlanAsync(id, Due, hash, WatchConditions.Usual, Caller.Local, 0.2)).Done.ShouldBeTrue();
        // As a hub that stopped between beginning the trial and noting it.
        await _api.Get<TrialDesk>().StartAsync(id, 0.2, hash, Caller.Local, default);

        await MoveAsync(Due);
        await RunAsync();

        var view = await Publications.ReadAsync();
        view.Plans.ShouldBeEmpty();
        view.Watches.ShouldHaveSingleItem().IsTrial.ShouldBeTrue();
        (await _api.Get<ITrials>().ReadAsync()).Count.ShouldBe(1);
    }

    private PolicyDocument Lever(double lever)
    {
        var document = _api.Engine.Policy!.Document;
        return document with { Objectives = [document.Objectives[0] with { Lever = lever }, .. document.Objectives.Skip(1)] };
    }

    private async Task<(string Id, string Hash)> ChangeAsync(PolicyDocument document)
    {
        var review = await _api.Get<ChangeDesk>().ImportAsync(PolicyJson.Write(document), "Spring", null, "local", default);
        return (review.Change.Id, review.ContentHash);
    }

    private Task RunAsync() => _api.Get<PublicationDesk>().RunOnceAsync(default);

    private async Task MoveAsync(DateTimeOffset time) => (await _api.PutAsync("/api/v1/clock", JsonSerializer.Serialize(new { time }))).Status.ShouldBe(HttpStatusCode.OK);

    private async Task<string[]> AuditAsync() => [.. (await _api.Get<AuditLog>().ListAsync(20)).Select(e => e.What).Where(w => w.StartsWith("publish.", StringComparison.Ordinal) || w.StartsWith("trial.", StringComparison.Ordinal))];
}
