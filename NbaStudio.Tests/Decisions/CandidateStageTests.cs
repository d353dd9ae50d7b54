using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Census;

namespace NbaStudio.Tests.Decisions;

public sealed class CandidateStageTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Dates_BeforeAndAfterValidity_FallOutAndComeIn()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { ValidFrom = Start.AddDays(1), ValidTo = Start.AddDays(2) });
        await using var host = await EngineHost.StartAsync(policy);

        await Fate(host, DropReason.NotYetValid);
        host.Time.Advance(TimeSpan.FromDays(1));
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
        host.Time.Advance(TimeSpan.FromDays(1));
        await Fate(host, DropReason.NoLongerValid);
    }

    [Fact]
    public async Task Schedule_OutsideItsHours_FallsOutInTheWorkspacesZone()
    {
        // 09:00 UTC is 18:00 in Tokyo.
        var policy = (TestPolicy.Of(TestPolicy.Action("a")) with { TimeZone = "Asia/Tokyo" })
            .WithObjective(o => o with { Schedule = new ScheduleDocument { Days = ["sun"], From = "09:00", To = "18:00" } });
        await using var host = await EngineHost.StartAsync(policy);

        await Fate(host, DropReason.OutsideSchedule);
        await host.PublishAsync(policy.WithObjective(o => o with { Schedule = new ScheduleDocument { Days = ["sun"], From = "18:00", To = "19:00" } }));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task PausedAndArchived_ByLevel_FallOut()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"));
        await using var host = await EngineHost.StartAsync(policy.WithAction("a", a => a with { Paused = true }));
        await Fate(host, DropReason.Paused);
        await host.PublishAsync(policy.WithTreatment("a", t => t with { Paused = true }));
        await Fate(host, DropReason.Paused);
        await host.PublishAsync(policy.WithAction("a", a => a with { Archived = true }));
        host.FateOf(await host.DecideAsync("c"), "a-web").IsCandidate.ShouldBeFalse("what is archived is not even looked at");
        await host.PublishAsync(policy.WithChannel("web", c => c with { Paused = true }));
        await Fate(host, DropReason.ChannelPaused);
    }

    [Fact]
    public async Task GroupAndObjective_SpeakForEverythingUnderThem_AndAreNamed()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"));
        await using var host = await EngineHost.StartAsync(policy.WithGroup("a", g => g with { Paused = true }));
        (await SaidAsync(host, DropReason.Paused)).ShouldBe(("The group “g-a” is paused.", "group", host.Policy.Groups[0].Key));
        await host.PublishAsync(policy.WithObjective(o => o with { ValidFrom = Start.AddDays(3) }).WithAction("a", a => a with { ValidFrom = Start.AddDays(1) }));
        (await SaidAsync(host, DropReason.NotYetValid)).ShouldBe(("The objective “grow” starts on 25 Nov 2026, 09:00.", "objective", host.Policy.Objectives[0].Key));
        await host.PublishAsync(policy.WithTreatment("a", t => t with { ValidTo = Start.AddDays(-1) }));
        (await SaidAsync(host, DropReason.NoLongerValid)).ShouldBe(("It ended on 21 Nov 2026, 09:00.", "treatment", host.Policy.Treatments[0].Key));
        await host.PublishAsync(policy.WithGroup("a", g => g with { Archived = true }));
        host.FateOf(await host.DecideAsync("c"), "a-web").IsCandidate.ShouldBeFalse("what is archived is not even looked at");

        await host.PublishAsync(policy.WithGroup("a", g => g with { ValidTo = Start.AddDays(1) }));
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
        host.Time.Advance(TimeSpan.FromDays(1));
        (await SaidAsync(host, DropReason.NoLongerValid)).Item.ShouldBe("group");
    }

    [Fact]
    public async Task Placements_TreatmentOfAnotherPlacement_IsNoCandidate()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", channels: "app")).WithTreatment("a", t => t with { Placements = ["tile"] });
        await using var host = await EngineHost.StartAsync(policy);

        var reply = await host.DecideAsync("c", "hero");
        reply.Silence!.Code.ShouldBe("noCandidates");
        host.FateOf(reply, "a-web").IsCandidate.ShouldBeFalse();
        host.FateOf(reply, "b-app").IsCandidate.ShouldBeFalse();
        (await host.DecideAsync("c", "tile")).Actions.Single().Treatment.ShouldBe("a-web");
    }

    [Fact]
    public async Task Reach_TriggeredOnChannelsThatCannotReach_EachSaysWhy()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: ["app", "mail", "hook"])).WithTrigger("leave", "app", "mail");
        await using var host = await EngineHost.StartAsync(policy);
        foreach (var channel in new[] { "app", "mail", "hook" })
        {
            await host.ConsentAsync("c", channel, true);
        }

        var reply = (await host.EventAsync("c", "leave")).Single();
        host.FateOf(reply, "a-app").Reason.ShouldBe(DropReason.ChannelUnreachable);
        host.FateOf(reply, "a-mail").Reason.ShouldBe(DropReason.AddressMissing);
        host.FateOf(reply, "a-hook").IsCandidate.ShouldBeFalse("the trigger does not allow it");

        await host.AddressAsync("c", "mail", "c@example.com");
        reply = (await host.EventAsync("c", "leave")).Single();
        reply.Actions.Single().Channel.ShouldBe("mail");
        await host.OutcomeAsync(reply, ContactKind.Bounce);
        reply = (await host.EventAsync("c", "leave")).Single();
        host.FateOf(reply, "a-mail").Reason.ShouldBe(DropReason.AddressRefused);

        host.Presence.Connect(host.Engine.FindCustomer("c")!.Value, "app");
        (await host.EventAsync("c", "leave")).Single().Actions.Single().Channel.ShouldBe("app");
    }

    [Fact]
    public async Task TriggerScope_OnlyItsObjectiveTakesPart()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 10, channels: "hook"), TestPolicy.Action("b", 1000, channels: "hook")).WithTrigger("leave", "hook");
        policy = policy with { Triggers = [policy.Triggers[0] with { Scope = new ScopeDocument { Action = "a" } }] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "hook", true);

        var reply = (await host.EventAsync("c", "leave")).Single();
        reply.Actions.Single().Action.ShouldBe("a");
        host.FateOf(reply, "b-hook").IsCandidate.ShouldBeFalse();
    }

    [Fact]
    public async Task HoldOuts_SharesAndStickiness_HoldAndServiceStillComes()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("s") with { Class = "service" }) with
        {
            HoldOuts = [new() { Id = "all", Share = 0.1, Salt = "x" }, new() { Id = "grow", Scope = "grow", Share = 0.2, Salt = "y" }],
        };
        await using var host = await EngineHost.StartAsync(policy.WithTreatment("s", t => t with { Placements = ["tile"] }).WithTreatment("a", t => t with { Placements = ["hero"] }));
        var (all, objective) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var first = await host.DecideAsync("c" + i);
            var reason = host.FateOf(first, "a-web").Reason;
            host.FateOf(await host.DecideAsync("c" + i), "a-web").Reason.ShouldBe(reason, "sticky by customer");
            all += reason == DropReason.HoldOutAll ? 1 : 0;
            objective += reason == DropReason.HoldOutObjective ? 1 : 0;
            if (reason == DropReason.HoldOutAll)
            {
                first.Silence!.Code.ShouldBe("holdOut");
                (await host.DecideAsync("c" + i, "tile")).Actions.Single().Action.ShouldBe("s");
            }
        }

        // Five standard errors of the shares, the second among those not in the first.
        all.ShouldBeInRange(100 - 48, 100 + 48);
        objective.ShouldBeInRange(180 - 62, 180 + 62);
    }

    // What people read of it, and the item of the policy that the funnel names.
    private static async Task<(string Sentence, string Item, int Key)> SaidAsync(EngineHost host, DropReason expected)
    {
        var reply = await host.DecideAsync("c");
        var fate = host.FateOf(reply, "a-web");
        fate.Reason.ShouldBe(expected);
        DecisionId.TryParse(reply.DecisionId, out var id);
        var at = FallPoints.Of(host.Policy, host.Policy.Treatments.Single(t => t.Id == "a-web").Index, fate);
        return (host.Engine.Explain(id, "en")!.Candidates.Single().Sentence, at.Item, at.Key);
    }

    private static async Task Fate(EngineHost host, DropReason expected)
    {
        var reply = await host.DecideAsync("c");
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.Candidates, expected, -1));
        reply.Silence!.Code.ShouldBe("noneAllowed");
    }
}
