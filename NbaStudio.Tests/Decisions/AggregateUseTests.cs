using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

/// <summary>Aggregates wherever a policy may read them.</summary>
public sealed class AggregateUseTests
{
    private static readonly AggregateDocument Views = new() { Name = "views", Event = "view", Window = "1h" };
    private static readonly AggregateDocument Spent = new() { Name = "spent", Function = "sum", Event = "buy", Property = "amount", Window = "30d" };

    [Fact]
    public async Task Eligibility_ReadsTheNumber()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")).WithAction("a", a => a with { Eligibility = "aggregate.views >= 2" }) with { Aggregates = [Views] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.EventAsync("c", "view");
        var first = await host.DecideAsync("c");
        host.FateOf(first, "a-web").Stage.ShouldBe(PipelineStage.Eligibility);
        await host.EventAsync("c", "view");
        (await host.DecideAsync("c")).Actions.ShouldHaveSingleItem();
        await host.AdvanceAsync(TimeSpan.FromMinutes(70), "c");
        (await host.DecideAsync("c")).Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Value_ReadsTheNumber()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")).WithAction("a", a => a with { Value = "aggregate.spent * 0.5" }) with { Aggregates = [Spent] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.EventAsync("c", "buy", ("amount", Value.OfMoney(60)));
        await host.EventAsync("c", "buy", ("amount", Value.OfMoney(20)));
        (await host.DecideAsync("c")).Actions[0].Value.ShouldBe(40);
    }

    [Fact]
    public async Task ContextWeight_ReadsTheNumber()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")) with
        {
            Aggregates = [Views], ContextWeights = [new() { When = "aggregate.views >= 1", Scope = new() { Action = "a" }, Weight = 3 }],
        };
        await using var host = await EngineHost.StartAsync(policy);
        (await host.DecideAsync("c")).Actions[0].ContextWeight.ShouldBe(1);
        await host.EventAsync("c", "view");
        (await host.DecideAsync("c")).Actions[0].ContextWeight.ShouldBe(3);
    }

    [Fact]
    public async Task Predictor_IsTheNumber()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")) with { Aggregates = [Views] });
        var at = host.Policy.Predictors.ToList().FindIndex(p => p.Name == "aggregate.views");
        at.ShouldBeGreaterThanOrEqualTo(0);
        await host.EventAsync("c", "view");
        await host.EventAsync("c", "view");
        await host.DecideAsync("c");
        (await host.Engine.ReadCustomerAsync("c", c => c.OpenResponses.Items[0].Predictors[at])).ShouldBe(2);
    }
}
