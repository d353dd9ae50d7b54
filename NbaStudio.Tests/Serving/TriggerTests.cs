using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>From what happened, or did not, to the decision.</summary>
public sealed class TriggerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task NonEvent_NobodyBuys_DecidesAtTheFirstInstantAfterwards()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.EventAsync("bought", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.AdvanceAsync(30 * Minute, "c");
        await host.EventAsync("bought", "purchase");
        await host.AdvanceAsync(15 * Minute, "c", "bought");
        host.Ear.Decisions.ShouldBeEmpty("an event timed at the very end still counts");
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(1), "c", "bought");
        var decision = host.Ear.Decisions.ShouldHaveSingleItem();
        (decision.CustomerId, decision.Trigger).ShouldBe(("c", "cart-left"));
        decision.Reply.Actions.Single().Content.Body.ShouldBe("You left $120.00 in your cart");
        await host.AdvanceAsync(TimeSpan.FromDays(5), "c", "bought");
        host.Ear.Decisions.Count.ShouldBe(1);
        var funnel = host.Engine.Triggers.Of("cart-left");
        (funnel.Matched, funnel.InValidity, funnel.Decided, funnel.Expired).ShouldBe((1, 1, 1, 0));
    }

    [Fact]
    public async Task NonEvent_OverARestart_TakesEffectOnce()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.RestartAsync();
        host.Time.Advance(46 * Minute);
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.Zero, "c");
        host.Ear.Decisions.ShouldHaveSingleItem().Reply.Actions.Single().Content.Body.ShouldBe("You left $120.00 in your cart");
        await host.RestartAsync();
        await host.AdvanceAsync(60 * Minute, "c");
        host.Ear.Decisions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task NonEvent_OverdueForTooLong_IsCountedAndNotSaid()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.Engine.DisposeAsync();
        host.Time.Advance(TimeSpan.FromDays(1));
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.Zero, "c");
        host.Ear.Decisions.ShouldBeEmpty();
        host.Engine.Triggers.Of("cart-left").Expired.ShouldBe(1);
    }

    [Fact]
    public async Task NonEvent_TriggerLeavesThePolicy_NothingHappens()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.PublishAsync(Cart() with { Triggers = [] });
        await host.AdvanceAsync(60 * Minute, "c");
        host.Ear.Decisions.ShouldBeEmpty();
        (await host.Engine.ReadCustomerAsync("c", c => c.Patterns.Count)).ShouldBe(0);
    }

    [Fact]
    public async Task FollowUp_NotOpened_SendsAgainAndOnlyForItsParent()
    {
        var policy = Cart();
        policy = policy with
        {
            Triggers =
            [
                policy.Triggers[0] with { FollowUps = ["again"] },
                new() { Name = "other", Pattern = "event \"other\"", Channels = ["hook"], ValidFor = "2h" },
                new()
                {
                    Name = "again", Pattern = "event \"outcome.sent\" then not event \"outcome.open\" within 2d same decisionId", Channels = ["hook"],
                    Scope = new() { Action = "second" }, ValidFor = "1d",
                },
            ],
        };
        await using var host = await EngineHost.StartAsync(policy);
        foreach (var customer in new[] { "silent", "reads", "other" })
        {
            await host.EventAsync(customer, customer == "other" ? "other" : "cart_added", ("cart_value", Value.OfMoney(120)));
        }

        await host.AdvanceAsync(45 * Minute + TimeSpan.FromMilliseconds(1), "silent", "reads", "other");
        await SendAllAsync(host);
        var reads = host.Ear.Decisions.Single(d => d.CustomerId == "reads").Reply;
        await host.AdvanceAsync(TimeSpan.FromDays(1), "reads");
        (await host.OutcomeAsync(reads, ContactKind.Open)).Status.ShouldBe(OutcomeStatus.Accepted);
        await host.AdvanceAsync(TimeSpan.FromDays(2), "silent", "reads", "other");
        host.Ear.Decisions.Where(d => d.Trigger == "again").Select(d => d.CustomerId).ShouldBe(["silent"]);
        host.Ear.Decisions.Last().Reply.Actions.Single().Action.ShouldBe("second");
        var parent = host.Engine.Triggers.Of("cart-left");
        (parent.Matched, parent.Decided, parent.Delivered).ShouldBe((2, 2, 2));
        host.Engine.Triggers.Of("again").Matched.ShouldBe(1);
    }

    [Fact]
    public async Task OutcomeEvent_ConditionAndAggregate_SeeIt()
    {
        var policy = Cart() with
        {
            Aggregates = [new() { Name = "accepts", Event = "outcome.accept", Window = "30d" }],
            Triggers = [new() { Name = "yes", Pattern = "event \"outcome.accept\" where action = \"first\" and channel = \"web\"", Channels = ["hook"], Scope = new() { Action = "second" }, CoolDown = "1d" }],
        };
        policy = policy.WithAction("second", a => a with { Eligibility = "aggregate.accepts >= 1" });
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c");
        reply.Actions.Single().Action.ShouldBe("first");
        await host.OutcomeAsync(reply, ContactKind.Click);
        host.Ear.Decisions.Count.ShouldBe(1);
        await host.OutcomeAsync(reply, ContactKind.Accept);
        host.Ear.Decisions.Last().Reply.Actions.Single().Action.ShouldBe("second");
        (await host.OutcomeAsync(reply, ContactKind.Accept)).Status.ShouldBe(OutcomeStatus.Duplicate);
        host.Ear.Decisions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task WaitForLate_EventsInAnyOrder_DecidesOnceAfterTheWait()
    {
        var policy = Cart() with { Triggers = [new() { Name = "both", Pattern = "event \"a\" then event \"b\" within 1h", Channels = ["hook"], WaitForLate = "5m", ValidFor = "1h" }] };
        await using var host = await EngineHost.StartAsync(policy);
        var at = host.Now;
        await Ingest(host, "b", at);
        host.Time.Advance(2 * Minute);
        await Ingest(host, "a", at - Minute);
        await host.AdvanceAsync(3 * Minute - TimeSpan.FromMilliseconds(1), "c");
        host.Ear.Decisions.ShouldBeEmpty();
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(1), "c");
        host.Ear.Decisions.ShouldHaveSingleItem().Trigger.ShouldBe("both");
        await Ingest(host, "a", at - 2 * Minute);
        host.Engine.Triggers.Of("both").Late.ShouldBe(1);
    }

    [Fact]
    public async Task LateEvent_AfterTheReminder_IsAContradiction()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        var cart = host.Now;
        await host.AdvanceAsync(46 * Minute, "c");
        await Ingest(host, "purchase", cart + 40 * Minute);
        host.Engine.Triggers.Of("cart-left").Contradictions.ShouldBe(1);
    }

    [Fact]
    public async Task Ingest_TooOldOrAnOutcomeType_TouchesNoPattern()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await Ingest(host, "cart_added", new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero));
        (await host.Engine.ReadCustomerAsync("c", c => c.Patterns.Count + c.Timers.Items.Count)).ShouldBe(0);
        var rejected = (await host.Engine.IngestAsync(
            [new EventInput("x", "c", "Outcome.Sent", host.Now, new Dictionary<string, Value>()), new EventInput("y", "c", "cart_added", host.Now.AddYears(74), new Dictionary<string, Value>())])).ToList();
        rejected.ShouldAllBe(r => r.Status == EventStatus.Rejected);
        rejected.Select(r => r.Errors[0].Path).ShouldBe(["type", "time"]);
    }

    [Fact]
    public async Task Funnel_Answer_ReachesTheLastStep()
    {
        await using var host = await EngineHost.StartAsync(Cart());
        await host.EventAsync("c", "cart_added", ("cart_value", Value.OfMoney(120)));
        await host.AdvanceAsync(46 * Minute, "c");
        await SendAllAsync(host);
        await host.OutcomeAsync(host.Ear.Decisions.Single().Reply, ContactKind.Click);
        await host.OutcomeAsync(host.Ear.Decisions.Single().Reply, ContactKind.Accept);
        var funnel = host.Engine.Triggers.Of("cart-left");
        (funnel.Delivered, funnel.Responded).ShouldBe((1, 1), "one answer, however many signs of it");
        host.Engine.Triggers.Measure().Single(m => m.Value == 1 && m.Tags.ToArray().Any(t => (string?)t.Value == "responded")).Tags.Length.ShouldBe(2);
    }

    private static async Task Ingest(EngineHost host, string type, DateTimeOffset time)
    {
        var reply = (await host.Engine.IngestAsync([new EventInput($"{type}-{time.Ticks}", "c", type, time, new Dictionary<string, Value>())]))[0];
        reply.Status.ShouldBe(EventStatus.Accepted, string.Join(", ", reply.Errors));
    }

    private static async Task SendAllAsync(EngineHost host)
    {
        foreach (var delivery in host.Ear.Deliveries.ToList())
        {
            await host.Engine.CompleteDeliveryAsync(delivery.Customer, delivery.Id, DeliveryResult.Delivered);
        }
    }

    private static PolicyDocument Cart()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("first", 100, 0.1, "web", "hook"), TestPolicy.Action("second", 50, 0.1, "hook"));
        policy = policy.WithTreatment("first", t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "You left {{trigger.cart_value | \"something\"}} in your cart" } } });
        return policy with
        {
            Currency = "USD",
            Channels = [.. policy.Channels.Select(c => c with { RequireOptIn = false })],
            Triggers = [new() { Name = "cart-left", Pattern = "event \"cart_added\" then not event \"purchase\" within 45m", Channels = ["hook"], Scope = new() { Action = "first" }, ValidFor = "2h" }],
        };
    }
}
