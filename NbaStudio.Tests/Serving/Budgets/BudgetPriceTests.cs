using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Budgets;

/// <summary>Prices in the running engine: part of the inputs of a decision, kept over a restart, and the same again from the record.</summary>
public sealed class BudgetPriceTests
{
    private const int Limit = 150;

    [Fact]
    public async Task Decide_MoreChancesThanBudget_RaisesThePriceAndTheRecordHoldsIt()
    {
        await using var host = await StartAsync();
        var replies = await DecideAsync(host, 0, 200);

        host.Engine.ReadBudgets().Single().Price.ShouldBeGreaterThan(0);
        var priced = replies.Where(r => r.Actions.Any(a => a.Price > 0)).ToList();
        priced.ShouldNotBeEmpty();
        foreach (var reply in priced)
        {
            var record = host.Engine.Records.Read(Id(reply.DecisionId))!;
            record.Inputs.Budgets.ShouldHaveSingleItem().Price.ShouldBe(reply.Actions[0].Price, 1e-12);
            host.Engine.Replay(record.Inputs.Id)!.Outcome.Result.Ranked[0].Priority.ShouldBe(record.Result.Ranked[0].Priority);
        }
    }

    [Fact]
    public async Task Decide_WithAPrice_KeepsTheRestForThoseWorthMore()
    {
        await using var host = await StartAsync();
        await DecideAsync(host, 0, 400);
        var before = host.Engine.ReadBudgets().Single();
        before.Used.ShouldBeLessThan(Limit);

        // The last in the row are worth ten times as much.
        var late = await DecideAsync(host, 400, 20, fee: 1_000);

        late.Count(r => r.Actions.Count > 0).ShouldBeGreaterThanOrEqualTo((int)Math.Min(20, Limit - before.Used));
        host.Engine.ReadBudgets().Single().Used.ShouldBeLessThanOrEqualTo(Limit);
    }

    [Fact]
    public async Task Restart_KeepsPriceAndPace()
    {
        await using var host = await StartAsync();
        await DecideAsync(host, 0, 200);
        var before = host.Engine.ReadBudgets().Single();

        await host.RestartAsync();

        var after = host.Engine.ReadBudgets().Single();
        after.Price.ShouldBe(before.Price);
        (after.Used, after.Amount).ShouldBe((before.Used, before.Amount));
        after.Hours.ShouldBe(before.Hours);
    }

    [Fact]
    public async Task Preview_WithAPrice_MovesNothing()
    {
        await using var host = await StartAsync();
        await DecideAsync(host, 0, 200);
        var before = host.Engine.ReadBudgets().Single();

        for (var i = 0; i < 20; i++)
        {
            await host.PreviewAsync("someone" + i);
        }

        var after = host.Engine.ReadBudgets().Single();
        (after.Price, after.Used).ShouldBe((before.Price, before.Used));
        after.Hours.ShouldBe(before.Hours);
    }

    [Fact]
    public async Task Replay_WithoutTheBudget_HasNeitherLimitNorPrice()
    {
        await using var host = await StartAsync();
        var reply = (await DecideAsync(host, 0, 300))[^1];
        var id = Id(reply.DecisionId);
        var price = host.Engine.Records.Read(id)!.Inputs.Budgets[0].Price;
        price.ShouldBeGreaterThan(0);

        var outcome = host.Engine.Replay(id, overrides: new DecisionOverrides { Lifted = host.Policy.Budgets[0].Key })!;

        outcome.Outcome.Result.IsSilence.ShouldBeFalse();
        outcome.Outcome.Result.Ranked[0].Price.ShouldBe(0);
    }

    private static async Task<List<DecisionReply>> DecideAsync(EngineHost host, int from, int count, double? fee = null)
    {
        var replies = new List<DecisionReply>();
        for (var i = from; i < from + count; i++)
        {
            // Worth 1 to 100, in an order that has no drift.
            await host.PatchAsync("c" + i, ("fee", Value.OfMoney(fee ?? 1 + ((i * 37) % 100))));
            replies.Add(await host.DecideAsync("c" + i));
            host.Time.Advance(TimeSpan.FromSeconds(30));
        }

        return replies;
    }

    private static DecisionId Id(string text) => DecisionId.TryParse(text, out var id) ? id : throw new ArgumentException(text);

    private static Task<EngineHost> StartAsync() => EngineHost.StartAsync(
        TestPolicy.Of(TestPolicy.Action("a", p: 0.1) with { Value = "customer.fee" }) with { Budgets = [new BudgetDocument { Id = "few", Limit = Limit, Period = "day" }] });
}
