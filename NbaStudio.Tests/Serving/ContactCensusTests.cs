using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>What rules kept back and cost is what deciding without them gives.</summary>
public sealed class ContactCensusTests
{
    private const int Customers = 30;

    [Fact]
    public async Task Count_Cap_BlocksTheSecondTimeAndCostsTheDifference()
    {
        // a is worth 10 by the models, b 6; a may be seen once, so that the second time b comes.
        await using var host = await StartAsync(new ContactPolicyDocument { Id = "once", Of = "impression", Scope = new() { Action = "a" }, Limit = 1, Window = "7d" });
        await DecideTwiceAsync(host);

        var reach = await LastAsync(host);

        (reach.Decisions, reach.IsComplete, reach.Sample).ShouldBe((2 * Customers, true, 2 * Customers));
        var (key, block) = reach.Blocks.ShouldHaveSingleItem();
        key.ShouldBe(host.Policy.ContactRules[0].Key);
        (block.Candidates, block.Decisions, block.Turned).ShouldBe((Customers, Customers, Customers));
        block.Cost.ShouldBe(Customers * (10 - 6), 1e-6);
    }

    [Fact]
    public async Task Count_TwoRulesThatForbidTheSame_TheFirstCountsAndCostsNothingAlone()
    {
        var cap = new ContactPolicyDocument { Id = "once", Of = "impression", Scope = new() { Action = "a" }, Limit = 1, Window = "7d" };
        await using var host = await StartAsync(cap, cap with { Id = "too", Scope = new() { Group = "g-a" } });
        await DecideTwiceAsync(host);

        var (key, block) = (await LastAsync(host)).Blocks.ShouldHaveSingleItem();

        key.ShouldBe(host.Policy.ContactRules[0].Key);
        (block.Candidates, block.Turned, block.Cost).ShouldBe((Customers, 0, 0));
    }

    [Fact]
    public async Task Count_WithoutRules_KeepsNothingBack()
    {
        await using var host = await StartAsync();
        await DecideTwiceAsync(host);

        (await LastAsync(host)).Blocks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Count_Nothing_IsCompleteAtOnce()
    {
        await using var host = await StartAsync();

        var reach = await LastAsync(host);

        (reach.Decisions, reach.IsComplete, reach.Since).ShouldBe((0, true, null));
    }

    private static async Task<ContactReach> LastAsync(EngineHost host)
    {
        ContactReach? last = null;
        await foreach (var reach in host.Engine.CountContactsAsync(2_000))
        {
            last = reach;
        }

        return last.ShouldNotBeNull();
    }

    private static async Task DecideTwiceAsync(EngineHost host)
    {
        for (var i = 0; i < Customers; i++)
        {
            await host.DecideAsync("c" + i);
            await host.DecideAsync("c" + i);
        }
    }

    private static Task<EngineHost> StartAsync(params ContactPolicyDocument[] rules) =>
        EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a", value: 100), TestPolicy.Action("b", value: 60)) with { ContactPolicies = rules });
}
