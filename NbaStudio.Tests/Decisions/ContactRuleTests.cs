using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class ContactRuleTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Cap_SlidingWindow_FreesAtTheInstant()
    {
        await using var host = await EngineHost.StartAsync(Seen("a").WithRule(TestPolicy.Cap("cap", 2, "1h")));
        await host.DecideAsync("c");
        host.Time.Advance(TimeSpan.FromMinutes(10));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        await Blocked(host, DropReason.Cap);
        host.Time.Advance(TimeSpan.FromMinutes(50) - Millisecond);
        await Blocked(host, DropReason.Cap);
        host.Time.Advance(Millisecond);
        (await host.DecideAsync("c")).Silence.ShouldBeNull("the first contact has left the window");
        await Blocked(host, DropReason.Cap);
    }

    [Theory]
    [InlineData("all", "")]
    [InlineData("objective", "")]
    [InlineData("channel", "b2")]
    [InlineData("group", "b b2")]
    [InlineData("action", "b b2")]
    [InlineData("treatment", "b b2")]
    public async Task Cap_Per_CountsWhatBelongsTogether(string per, string stillFree)
    {
        // a and b on web in groups of their own, b2 as treatment of an app.
        var policy = Seen("a", "b");
        policy = policy with
        {
            Objectives = [.. policy.Objectives, new() { Id = "other", Groups = [new() { Id = "g-b2", Actions = [SeenAction("b2", "app")] }] }],
        };
        policy = policy.WithRule(TestPolicy.Cap("cap", 1, "1h", per: per));
        await using var host = await EngineHost.StartAsync(policy.WithAction("a", a => a with { Value = "1000" }));
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");

        var free = new List<string>();
        var web = await host.DecideAsync("c");
        free.AddRange(web.Actions.Select(a => a.Action));
        free.AddRange((await host.DecideAsync("c", "home", channel: "app")).Actions.Select(a => a.Action));
        host.FateOf(web, "a-web").Reason.ShouldBe(DropReason.Cap);
        var expected = per == "objective" ? "b2" : stillFree;
        free.Order().ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Theory]
    [InlineData("impression", ContactKind.Impression)]
    [InlineData("click", ContactKind.Click)]
    [InlineData("reject", ContactKind.Reject)]
    public async Task Cap_OfOutcomes_CountsThemOnceRecorded(string of, ContactKind kind)
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithRule(TestPolicy.Cap("cap", 1, "1d", of)));
        var first = await host.DecideAsync("c");
        if (kind == ContactKind.Impression)
        {
            await Blocked(host, DropReason.Cap); // promised
        }

        await host.OutcomeAsync(first, kind);
        await Blocked(host, DropReason.Cap);
        await host.AdvanceAsync(TimeSpan.FromDays(1), "c");
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Cap_PromiseOlderThanTheWindow_StillCounts()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")).WithTreatment("a", t => t with { Heads = [new() { Positive = ["click"], Window = "3h" }] })
            .WithRule(TestPolicy.Cap("cap", 1, "10m"));
        await using var host = await EngineHost.StartAsync(policy);
        var first = await host.DecideAsync("c");
        host.Time.Advance(TimeSpan.FromHours(1));
        await Blocked(host, DropReason.Cap); // it may be shown at any moment
        await host.OutcomeAsync(first, ContactKind.Impression);
        host.Time.Advance(TimeSpan.FromMinutes(10) - Millisecond);
        await Blocked(host, DropReason.Cap);
        host.Time.Advance(Millisecond);
        var second = await host.DecideAsync("c");
        second.Silence.ShouldBeNull();

        await host.AdvanceAsync(TimeSpan.FromHours(3), "c");
        (await host.DecideAsync("c")).Silence.ShouldBeNull("the promise was released at the end of its response window");
        (await host.OutcomeAsync(second, ContactKind.Impression)).Status.ShouldBe(OutcomeStatus.Accepted);
        host.Ear.Outcomes.Last().IsLate.ShouldBeTrue();
    }

    [Fact]
    public async Task Cap_OutcomeDatedIntoThePast_CannotFreeIt()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithRule(TestPolicy.Cap("cap", 1, "1h")));
        var first = await host.DecideAsync("c");
        await host.OutcomeAsync(first, ContactKind.Impression, time: host.Now.AddDays(-30));
        await Blocked(host, DropReason.Cap);
    }

    [Fact]
    public async Task Cap_FoldedDays_BlockEarlyAndNeverLate()
    {
        await using var host = await EngineHost.StartAsync(Seen("a"));
        for (var i = 0; i < 300; i++)
        {
            (await host.DecideAsync("c")).Silence.ShouldBeNull();
        }

        var folded = await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Days.Where(d => d.Kind == ContactKind.Impression).Sum(d => d.Count));
        folded.ShouldBe(300 - ContactLog.ExactCapacity);
        await host.PublishAsync(Seen("a").WithRule(TestPolicy.Cap("cap", 200, "1d")));
        await Blocked(host, DropReason.Cap);

        // The exact ones left the window at 9:00 of the next day; the folded day counts whole until its end has.
        await host.PublishAsync(Seen("a").WithRule(TestPolicy.Cap("cap", folded, "1d")));
        await host.AdvanceAsync(TimeSpan.FromDays(1), "c");
        await Blocked(host, DropReason.Cap);
        await host.AdvanceAsync(TimeSpan.FromHours(15) - TimeSpan.FromSeconds(1), "c");
        await Blocked(host, DropReason.Cap);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1), "c");
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Cap_OnSent_CountsAndStopsMessagesOnly()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: ["web", "hook"])).WithTrigger("leave", "hook").WithRule(TestPolicy.Cap("cap", 1, "1d", "sent"));
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "hook", true);
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        (await host.DecideAsync("c")).Silence.ShouldBeNull("a page sends nothing");
        (await host.EventAsync("c", "leave")).Single().Silence.ShouldBeNull();
        var second = (await host.EventAsync("c", "leave")).Single();
        host.FateOf(second, "a-hook").ShouldBe(new CandidateFate(PipelineStage.ContactPolicy, DropReason.Cap, 0));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Cap_RaisedAddedRolledBack_IsRightAtOnce()
    {
        var policy = Seen("a");
        await using var host = await EngineHost.StartAsync(policy);
        for (var i = 0; i < 3; i++)
        {
            await host.DecideAsync("c");
        }

        await host.PublishAsync(policy.WithRule(TestPolicy.Cap("cap", 3, "30d")));
        await Blocked(host, DropReason.Cap);
        await host.PublishAsync(policy.WithRule(TestPolicy.Cap("cap", 4, "30d")));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        await host.PublishAsync(policy);
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Cap_Service_IsExemptUnlessIncluded()
    {
        var policy = TestPolicy.Of(SeenAction("a") with { Class = "service" });
        var cap = TestPolicy.Cap("cap", 1, "1h");
        await using var host = await EngineHost.StartAsync(policy.WithRule(cap));
        await host.DecideAsync("c");
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        await host.PublishAsync(policy.WithRule(cap with { IncludesService = true }));
        await Blocked(host, DropReason.Cap);
    }

    [Fact]
    public async Task Rest_AfterAnOutcome_EndsAtTheInstant()
    {
        var rest = new ContactPolicyDocument { Id = "rest", Kind = "rest", Of = "reject", Rest = "2h", Per = "action" };
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 1)).WithRule(rest));
        await host.OutcomeAsync(await host.DecideAsync("c"), ContactKind.Reject);
        var reply = await host.DecideAsync("c");
        reply.Actions.Single().Action.ShouldBe("b", "only the action that was rejected rests");
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.ContactPolicy, DropReason.Rest, 0));
        await host.AdvanceAsync(TimeSpan.FromHours(2) - Millisecond, "c");
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("b");
        await host.AdvanceAsync(Millisecond, "c");
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
    }

    [Fact]
    public async Task History_OfAnswers_IsWhatModelsSee()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 1)));
        await host.OutcomeAsync(await host.DecideAsync("c"), ContactKind.Accept);
        await host.AdvanceAsync(TimeSpan.FromDays(10), "c");
        await host.DecideAsync("c");

        var seen = await host.Engine.ReadCustomerAsync("c", c => c.OpenResponses.Items[^1].Predictors);

        (Seen("outcome_count(all, \"sent\" in 7d)"), Seen("outcome_count(all, \"accept\" in 90d)")).ShouldBe((0, 1));
        (Seen("outcome_count(group \"g-a\", \"accept\" in 90d)"), Seen("outcome_count(group \"g-b\", \"accept\" in 90d)")).ShouldBe((1, 0));
        InputNames.Of(host.Policy, "outcome_count(group \"g-a\", \"accept\" in 90d)", "en").ShouldBe("Times accepted from “g-a” in 90 days");
        InputNames.Of(host.Policy, "outcome_count(all, \"sent\" in 7d)", "ja").ShouldBe("直近7日の送信数");
        double Seen(string name) => seen[host.Policy.Predictors.ToList().FindIndex(p => p.Name == name)];
    }

    [Fact]
    public async Task Never_AfterAnOutcome_StaysForYears()
    {
        var never = new ContactPolicyDocument { Id = "never", Kind = "never", Of = "accept", Per = "action" };
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithRule(never));
        await host.OutcomeAsync(await host.DecideAsync("c"), ContactKind.Accept);
        await Blocked(host, DropReason.Never);
        await host.AdvanceAsync(TimeSpan.FromDays(800), "c");
        await Blocked(host, DropReason.Never);
    }

    [Fact]
    public async Task QuietHours_Rule_BindsRequestsToo()
    {
        var quiet = new ContactPolicyDocument { Id = "lunch", Kind = "quietHours", Hours = new QuietHoursDocument { From = "09:00", To = "10:00" } };
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithRule(quiet));
        await Blocked(host, DropReason.QuietHours);
        host.Time.Advance(TimeSpan.FromHours(1));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task QuietHours_Hold_IsDecidedAgainAtTheirEndInTheCustomersZone()
    {
        // 18:00 in Tokyo.
        var policy = Night("hold");
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "hook", true);
        await host.Engine.UpsertCustomerAsync("c", new CustomerPatch { TimeZone = "Asia/Tokyo" });

        var reply = (await host.EventAsync("c", "leave")).Single();
        reply.Silence!.Code.ShouldBe("quietHours");
        host.FateOf(reply, "a-hook").ShouldBe(new CandidateFate(PipelineStage.ContactPolicy, DropReason.ChannelQuietHours, -1));
        var waiting = host.Engine.Triggers.Of("on-leave");
        (waiting.Matched, waiting.Decided, waiting.Silent).ShouldBe((1, 0, 0), "it is not decided yet");
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(2) - Millisecond, "c");
        host.Ear.Deliveries.ShouldBeEmpty();
        await host.AdvanceAsync(Millisecond, "c");
        host.Ear.Deliveries.Single().Action.ShouldBe("a");
        host.Ear.Decisions.Last().Trigger.ShouldBe("on-leave");
        host.Engine.Triggers.Of("on-leave").Decided.ShouldBe(1);
    }

    [Fact]
    public async Task QuietHours_HeldAndConsentGoneMeanwhile_SaysNothing()
    {
        await using var host = await EngineHost.StartAsync(Night("hold"));
        await host.ConsentAsync("c", "hook", true);
        await host.Engine.UpsertCustomerAsync("c", new CustomerPatch { TimeZone = "Asia/Tokyo" });
        await host.EventAsync("c", "leave");
        await host.ConsentAsync("c", "hook", false, time: host.Now.AddSeconds(1));
        await host.AdvanceAsync(TimeSpan.FromHours(2), "c");
        host.Ear.Deliveries.ShouldBeEmpty();
        host.FateOf(host.Ear.Decisions.Last().Result, "a-hook").Reason.ShouldBe(DropReason.ConsentRefused);
    }

    [Fact]
    public async Task QuietHours_Drop_IsNotDecidedAgain()
    {
        await using var host = await EngineHost.StartAsync(Night("drop"));
        await host.ConsentAsync("c", "hook", true);
        await host.Engine.UpsertCustomerAsync("c", new CustomerPatch { TimeZone = "Asia/Tokyo" });
        (await host.EventAsync("c", "leave")).Single().Silence!.Code.ShouldBe("noneAllowed");
        (await host.Engine.ReadCustomerAsync("c", c => c.Timers.Items.Count)).ShouldBe(0);
    }

    private static PolicyDocument Night(string mode) => TestPolicy.Of(TestPolicy.Action("a", channels: "hook")).WithTrigger("leave", "hook")
        .WithChannel("hook", c => c with { QuietHours = new QuietHoursDocument { From = "17:00", To = "20:00" }, QuietHoursMode = mode });

    private static ActionDocument SeenAction(string id, string channel = "web")
    {
        var action = TestPolicy.Action(id, channels: channel);
        return action with { Treatments = [action.Treatments[0] with { ImpressionOn = "reply" }] };
    }

    private static PolicyDocument Seen(params string[] actions) => TestPolicy.Of([.. actions.Select(a => SeenAction(a))]);

    private static async Task Blocked(EngineHost host, DropReason reason)
    {
        var reply = await host.DecideAsync("c");
        reply.Silence.ShouldNotBeNull();
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.ContactPolicy, reason, 0));
    }
}
