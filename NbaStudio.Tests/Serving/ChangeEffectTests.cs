using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>What a change would turn is what deciding under it gives.</summary>
public sealed class ChangeEffectTests
{
    private const int Customers = 120; // more than one page

    [Fact]
    public async Task Compare_LowerLever_TurnsEveryChoiceAndSaysWhy()
    {
        await using var host = await StartAsync();

        var effect = await LastAsync(host, d => d.WithAction("a", a => a with { Lever = 0.5 }));

        (effect.Decisions, effect.Changed, effect.LeftOut, effect.Customers, effect.CustomersChanged).ShouldBe((Customers, Customers, 0, Customers, Customers));
        effect.Actions.Select(a => (Id(host, a.ActionKey), a.Before, a.After)).ShouldBe([("a", Customers, 0), ("b", 0, Customers)], ignoreOrder: true);
        var flip = effect.Flips.ShouldHaveSingleItem();
        (Id(host, flip.From!.Value), Id(host, flip.To!.Value), flip.Reason, flip.Count).ShouldBe(("a", "b", DropReason.Outranked, Customers));
    }

    [Fact]
    public async Task Compare_RuleForSome_TurnsThoseWhomItStops()
    {
        await using var host = await StartAsync();

        var effect = await LastAsync(host, d => d.WithAction("a", a => a with { Eligibility = "customer.age >= 50" }).WithAction("b", b => b with { Paused = true }));

        effect.Changed.ShouldBe(50);
        (effect.NewlySilent, effect.NoLongerSilent).ShouldBe((50, 0));
        effect.Flips.ShouldHaveSingleItem().Reason.ShouldBe(DropReason.ActionRule);
        effect.Flips[0].To.ShouldBeNull();
    }

    [Fact]
    public async Task Compare_SamePolicy_TurnsNothing()
    {
        await using var host = await StartAsync();

        var effect = await LastAsync(host, d => d);

        (effect.Decisions, effect.Changed, effect.Flips.Count, effect.IsComplete).ShouldBe((Customers, 0, 0, true));
    }

    [Fact]
    public async Task Compare_InputThatNoRecordHas_IsLeftOutAndCounted()
    {
        await using var host = await StartAsync();

        var effect = await LastAsync(host, d => d.WithAction("a", a => a with { Eligibility = "count(event \"view\" in 7d) = 0" }));

        (effect.Decisions, effect.LeftOut).ShouldBe((0, Customers));
        effect.Missing.ShouldHaveSingleItem().ShouldContain("view");
    }

    private static string Id(EngineHost host, int key) => host.Policy.Actions.Single(a => a.Key == key).Id;

    private static async Task<ChangeEffect> LastAsync(EngineHost host, Func<PolicyDocument, PolicyDocument> change)
    {
        var changed = PolicyCompiler.Compile(change(host.Policy.Document), 2, host.Now).Snapshot.ShouldNotBeNull();
        ChangeEffect? last = null;
        await foreach (var effect in host.Engine.CompareAsync(changed, 2_000))
        {
            last = effect;
        }

        return last.ShouldNotBeNull();
    }

    private static async Task<EngineHost> StartAsync()
    {
        // The rule keeps age among the inputs that records have.
        var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a", value: 100), TestPolicy.Action("b", value: 90) with { Eligibility = "customer.age >= 0" }));
        for (var i = 0; i < Customers; i++)
        {
            await host.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i) } });
            await host.DecideAsync("c" + i);
        }

        return host;
    }
}
