using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class StickyTests
{
    private static readonly PolicyDocument Sticky = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 90)).WithChannel("web", c => c with { StickyFor = "10m" });

    [Fact]
    public async Task SamePlacement_GivesTheRecordedDecisionAgain_UntilItsTimeEnds()
    {
        await using var host = await EngineHost.StartAsync(Sticky.WithRule(TestPolicy.Cap("cap", 1, "1h")));
        var first = await host.DecideAsync("c");
        first.FromRecord.ShouldBeFalse();
        var again = await host.DecideAsync("c");
        again.FromRecord.ShouldBeTrue();
        again.DecisionId.ShouldBe(first.DecisionId);
        again.Actions.Single().ShouldBe(first.Actions.Single());
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Count)).ShouldBe(1, "not a new reservation");

        await host.RestartAsync();
        again = await host.DecideAsync("c");
        (again.DecisionId, again.FromRecord).ShouldBe((first.DecisionId, true));
        again.Actions.Single().ShouldBe(first.Actions.Single(), "content and token are made again from the record");

        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.DecideAsync("c")).DecisionId.ShouldBe("d-1-2");
    }

    [Fact]
    public async Task OtherPlacement_IsDecidedOnItsOwn()
    {
        await using var host = await EngineHost.StartAsync(Sticky);
        await host.DecideAsync("c");
        (await host.DecideAsync("c", "tile", 2)).FromRecord.ShouldBeFalse();
        (await host.DecideAsync("c", "tile", 3)).FromRecord.ShouldBeFalse("more positions than were decided");
    }

    [Fact]
    public async Task PartlyFilled_IsStickyAsAWhole()
    {
        await using var host = await EngineHost.StartAsync(Sticky);
        var first = await host.DecideAsync("c", "tile", 5);
        first.Actions.Count.ShouldBe(2);
        var again = await host.DecideAsync("c", "TILE", 5, channel: "Web");
        (again.DecisionId, again.FromRecord).ShouldBe((first.DecisionId, true));
    }

    [Fact]
    public async Task PartOfARequest_GetsItsPartOfTheDecision()
    {
        var policy = Sticky.WithTreatment("a", t => t with { Placements = ["hero"] }).WithTreatment("b", t => t with { Placements = ["tile"] });
        await using var host = await EngineHost.StartAsync(policy);
        var both = await host.Engine.DecideAsync(new DecisionRequest(null, "c", "web", [new("hero"), new("tile")], new Dictionary<string, Engine.Conditions.Value>()));
        both.Actions.Select(a => a.Action).ShouldBe(["a", "b"]);
        var tile = await host.DecideAsync("c", "tile");
        (tile.DecisionId, tile.FromRecord, tile.Actions.Single().Action).ShouldBe((both.DecisionId, true, "b"));
    }

    [Theory]
    [InlineData(ContactKind.Click)]
    [InlineData(ContactKind.Reject)]
    [InlineData(ContactKind.Accept)]
    public async Task Outcome_ForgetsIt(ContactKind kind)
    {
        await using var host = await EngineHost.StartAsync(Sticky);
        var first = await host.DecideAsync("c");
        await host.OutcomeAsync(first, ContactKind.Impression);
        (await host.DecideAsync("c")).FromRecord.ShouldBeTrue();
        await host.OutcomeAsync(first, kind);
        (await host.DecideAsync("c")).FromRecord.ShouldBeFalse();
    }

    [Fact]
    public async Task Trigger_ForgetsIt()
    {
        await using var host = await EngineHost.StartAsync(Sticky.WithTrigger("leave", "hook"));
        await host.DecideAsync("c");
        await host.EventAsync("c", "other");
        (await host.DecideAsync("c")).FromRecord.ShouldBeTrue();
        await host.EventAsync("c", "leave");
        (await host.DecideAsync("c")).FromRecord.ShouldBeFalse();
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("lever")]
    [InlineData("gone")]
    [InlineData("consent")]
    [InlineData("rule")]
    public async Task NoLongerAllowed_IsDecidedAnew(string why)
    {
        await using var host = await EngineHost.StartAsync(Sticky);
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
        await (why switch
        {
            "paused" => host.PublishAsync(Sticky.WithAction("a", a => a with { Paused = true })),
            "lever" => host.PublishAsync(Sticky.WithAction("a", a => a with { Lever = 0 })),
            "gone" => host.PublishAsync(TestPolicy.Of(TestPolicy.Action("b", 90) with { Key = 77 }).WithChannel("web", c => c with { StickyFor = "10m" })),
            "rule" => host.PublishAsync(Sticky.WithAction("a", a => a with { Eligibility = "customer.age > 18" })),
            _ => host.ConsentAsync("c", "web", false),
        });
        var reply = await host.DecideAsync("c");
        reply.FromRecord.ShouldBeFalse();
        reply.Actions.Select(a => a.Action).ShouldBe(why == "consent" ? [] : ["b"]);
    }

    [Fact]
    public async Task OwnBudget_DoesNotCountAgainstIt()
    {
        await using var host = await EngineHost.StartAsync(Sticky with { Budgets = [new() { Id = "b", Limit = 1, Period = "total" }] });
        var first = await host.DecideAsync("c");
        (await host.DecideAsync("c")).DecisionId.ShouldBe(first.DecisionId);
    }

    [Fact]
    public async Task RequestId_SameContent_GivesTheSameDecision_EvenAfterARestart()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        var first = await host.DecideAsync("c", requestId: "r1");
        var second = await host.DecideAsync("c", requestId: "r2");
        second.DecisionId.ShouldNotBe(first.DecisionId);
        (await host.DecideAsync("c", requestId: "r1")).DecisionId.ShouldBe(first.DecisionId);
        await host.RestartAsync();
        var again = await host.DecideAsync("c", requestId: "r1");
        (again.DecisionId, again.FromRecord).ShouldBe((first.DecisionId, true));
        again.Actions.Single().ShouldBe(first.Actions.Single());
        (await Should.ThrowAsync<InvalidInputException>(() => host.DecideAsync("c", "tile", requestId: "r1"))).Errors.Single().Path.ShouldBe("requestId");
    }

    [Fact]
    public async Task RequestId_InFlight_DecidesOnce()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.DecideAsync("c", requestId: "r"))));
        replies.Select(r => r.DecisionId).Distinct().ShouldBe(["d-1-1"]);
        replies.Count(r => !r.FromRecord).ShouldBe(1);
    }

    [Fact]
    public async Task RequestId_AnsweredByAStickyDecision_StaysWithThatOne()
    {
        await using var host = await EngineHost.StartAsync(Sticky);
        var first = await host.DecideAsync("c");
        (await host.DecideAsync("c", requestId: "r")).DecisionId.ShouldBe(first.DecisionId);
        await host.DecideAsync("c", "tile");
        (await host.DecideAsync("c", requestId: "r")).DecisionId.ShouldBe(first.DecisionId);
    }

    [Fact]
    public async Task Request_Mistakes_AreAllListed()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        await Errors("channel", EngineHost.Request("c", channel: "fax"));
        await Errors("placements[0].name", EngineHost.Request("c", "footer"));
        await Errors("placements[0].count", EngineHost.Request("c", "hero", 2));
        await Errors("placements", new DecisionRequest(null, "c", "web", [], new Dictionary<string, Engine.Conditions.Value>()));
        await Errors("placements", new DecisionRequest(null, "c", "web", [new("hero"), new("Hero")], new Dictionary<string, Engine.Conditions.Value>()));
        await Errors("requestId", EngineHost.Request("c", requestId: new string('x', 129)));
        await Errors("customerId", EngineHost.Request(new string('x', 129)));

        async Task Errors(string path, DecisionRequest request)
        {
            var error = (await Should.ThrowAsync<InvalidInputException>(() => host.Engine.DecideAsync(request))).Errors.Single();
            error.Path.ShouldBe(path);
            error.Allowed.ShouldNotBeNullOrWhiteSpace();
        }
    }
}
