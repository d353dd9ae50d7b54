using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class BudgetDecisionTests
{
    [Fact]
    public async Task Count_UsedUp_NoMoreThatDay()
    {
        await using var host = await EngineHost.StartAsync(With(new BudgetDocument { Id = "b", Limit = 3, Period = "day" }));
        var sent = 0;
        for (var i = 0; i < 10; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            sent += reply.Actions.Count;
            if (reply.Silence is not null)
            {
                host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.ContactPolicy, DropReason.Budget, 0));
            }
        }

        // A lane may hold a leased piece that its customers did not need: never over, at most one short per other lane.
        sent.ShouldBeInRange(2, 3);
        host.Time.Advance(TimeSpan.FromHours(15));
        (await host.DecideAsync("c0")).Silence.ShouldBeNull("a new day begins");
    }

    [Fact]
    public async Task Money_AmountAboveTheUsualLease_IsStillLeased()
    {
        await using var host = await EngineHost.StartAsync(With(Money("30", 100)), change: OneLane);
        var sent = 0;
        for (var i = 0; i < 6; i++)
        {
            sent += (await host.DecideAsync("c" + i)).Actions.Count;
        }

        sent.ShouldBe(3);
        host.Store.ReadBudgets().Single().Used.ShouldBe(900_000);
    }

    [Fact]
    public async Task Money_AmountPerCustomer_MissingIsNotSpentBlindly()
    {
        await using var host = await EngineHost.StartAsync(With(Money("customer.fee * 0.07", 100)), change: OneLane);
        var reply = await host.DecideAsync("c");
        host.FateOf(reply, "a-web").Reason.ShouldBe(DropReason.Budget);
        await host.PatchAsync("c", ("fee", Engine.Conditions.Value.OfMoney(1)));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        host.Store.ReadBudgets().Single().Used.ShouldBe(700);
    }

    [Fact]
    public async Task ManySlots_OnlyWhatTheBudgetStillHolds()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 90), TestPolicy.Action("d", 80)) with { Budgets = [new() { Id = "b", Limit = 2, Period = "total" }] };
        await using var host = await EngineHost.StartAsync(policy, change: OneLane);
        var reply = await host.DecideAsync("c", "tile", 3);
        reply.Actions.Select(a => a.Action).ShouldBe(["a", "b"]);
        host.FateOf(reply, "d-web").ShouldBe(new CandidateFate(PipelineStage.Choice, DropReason.NoRoomBeside, -1));
        host.Store.ReadBudgets().Single().Used.ShouldBe(2);
    }

    [Fact]
    public async Task Parallel_ManyCustomersAndRestarts_NeverOverBudget()
    {
        const int Limit = 50;
        await using var host = await EngineHost.StartAsync(With(new BudgetDocument { Id = "b", Limit = Limit, Period = "total" }));
        var sent = 0;
        for (var round = 0; round < 4; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => host.DecideAsync($"c{round}-{i}"))));
            sent += replies.Sum(r => r.Actions.Count);
            sent.ShouldBeLessThanOrEqualTo(Limit);
            host.Store.ReadBudgets().Single().Used.ShouldBe(sent);
            await host.RestartAsync();
        }

        sent.ShouldBeGreaterThanOrEqualTo(Limit - 1);
    }

    [Fact]
    public async Task Accepted_Hard_HoldsWhileOpenAndGivesBackWhenNotAccepted()
    {
        await using var host = await EngineHost.StartAsync(With(new BudgetDocument { Id = "b", Limit = 2, Period = "total", UsedBy = "accepted" }), change: OneLane);
        var first = await host.DecideAsync("c1");
        var second = await host.DecideAsync("c2");
        (await host.DecideAsync("c3")).Silence.ShouldNotBeNull("two offers are open");
        await host.OutcomeAsync(first, ContactKind.Accept);
        await host.OutcomeAsync(second, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromMinutes(30), "c1", "c2");
        (await host.DecideAsync("c3")).Silence.ShouldBeNull("the second was not accepted");
        (await host.DecideAsync("c4")).Silence.ShouldNotBeNull("the first was");
    }

    [Fact]
    public async Task Accepted_ExpectedMoney_TakesTheAmountByItsChanceForGood()
    {
        await using var host = await EngineHost.StartAsync(With(Money("30", 100) with { UsedBy = "accepted", Mode = "expected" }), change: OneLane);
        var first = await host.DecideAsync("c1");
        var second = await host.DecideAsync("c2");
        host.Store.ReadBudgets().Single().Used.ShouldBe(2 * 30_000, "P is 0.1");

        await host.OutcomeAsync(first, ContactKind.Accept);
        await host.OutcomeAsync(second, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromDays(8), "c1", "c2");

        // One was accepted, one was not: over many offers the chances add up to what is accepted.
        host.Store.ReadBudgets().Single().Used.ShouldBe(2 * 30_000);
    }

    [Fact]
    public async Task Accepted_ExpectedPieces_HoldsAWholeOneWhileOpen()
    {
        await using var host = await EngineHost.StartAsync(With(new BudgetDocument { Id = "b", Limit = 1, Period = "total", UsedBy = "accepted", Mode = "expected" }), change: OneLane);
        var offer = await host.DecideAsync("c1");
        (await host.DecideAsync("c2")).Silence.ShouldNotBeNull("a piece has no parts");
        await host.OutcomeAsync(offer, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromMinutes(30), "c1");
        (await host.DecideAsync("c2")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Preview_DrawsNothing()
    {
        await using var host = await EngineHost.StartAsync(With(new BudgetDocument { Id = "b", Limit = 1, Period = "total" }), change: OneLane);
        for (var i = 0; i < 3; i++)
        {
            (await host.PreviewAsync("c")).Actions.Count.ShouldBe(1);
        }

        host.Store.ReadBudgets().Sum(b => b.Used).ShouldBe(0);
        (await host.DecideAsync("c")).Actions.Count.ShouldBe(1);
        (await host.PreviewAsync("c")).Actions.ShouldBeEmpty();
    }

    private static Engine.Serving.EngineOptions OneLane(Engine.Serving.EngineOptions options) => options with { Runtime = options.Runtime with { LaneGroups = 1 } };

    private static BudgetDocument Money(string amount, decimal limit) => new() { Id = "b", Unit = "money", Amount = amount, Limit = limit, Period = "total" };

    private static PolicyDocument With(BudgetDocument budget) => TestPolicy.Of(TestPolicy.Action("a")) with { Budgets = [budget] };
}
