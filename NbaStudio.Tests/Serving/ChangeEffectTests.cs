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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Compare_OtherBudgets_NamesThemAndLeavesNothingOut(bool customers)
    {
        await using var host = await StartAsync();
        await host.PublishAsync(host.Policy.Document with { Budgets = [new BudgetDocument { Id = "few", Limit = 10_000, Period = "total" }] });
        var key = host.Policy.Budgets.ShouldHaveSingleItem().Key;
        for (var i = 0; i < Customers; i++)
        {
            await host.DecideAsync("c" + i);
        }

        // Used up one after another it would be nearly everybody; looked at one by one it is nobody, and that has to be said.
        var cut = await LastAsync(host, d => d with { Budgets = [d.Budgets[0] with { Limit = 1 }] }, customers);
        cut.Changed.ShouldBe(0);
        cut.Budgets.ShouldBe([key]);

        var added = await LastAsync(host, d => d with { Budgets = [d.Budgets[0], new BudgetDocument { Key = key + 1_000, Id = "more", Limit = 1, Period = "day" }] }, customers);
        (added.LeftOut, added.Missing.Count).ShouldBe((0, 0));
        added.Budgets.ShouldBe([key + 1_000]);

        var renamed = await LastAsync(host, d => d with { Budgets = [d.Budgets[0] with { Label = new Dictionary<string, string> { ["en"] = "Few" } }] }, customers);
        renamed.Budgets.ShouldBeEmpty();
        (await LastAsync(host, d => d with { Budgets = [] }, customers)).Budgets.ShouldBeEmpty("without it nothing is used up");
    }

    [Fact]
    public async Task CompareCustomers_WithoutAnyDecision_IsWhatDecidingForThemGives()
    {
        await using var host = await StartAsync(decides: false);

        var effect = await LastAsync(host, d => d.WithAction("a", a => a with { Eligibility = "customer.age >= 50" }), customers: true);

        (effect.Decisions, effect.Changed, effect.Customers, effect.CustomersChanged, effect.LeftOut, effect.Since).ShouldBe((Customers, 50, Customers, 50, 0, null));
        effect.Actions.Select(a => (Id(host, a.ActionKey), a.Before, a.After)).ShouldBe([("a", Customers, Customers - 50), ("b", 0, 50)], ignoreOrder: true);
        var flip = effect.Flips.ShouldHaveSingleItem();
        (flip.Example, flip.Reason, flip.Count).ShouldBe((null, DropReason.ActionRule, 50));
        int.Parse(flip.Customer![1..], System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(50);
        host.Engine.HasDecided().ShouldBeFalse("nothing is recorded");
    }

    [Fact]
    public async Task CompareCustomers_InputThatNobodyAskedForYet_IsWorkedOutFromTheJournal()
    {
        await using var host = await StartAsync(decides: false);
        for (var i = 0; i < 7; i++)
        {
            await host.EventAsync("c" + i, "view");
        }

        var effect = await LastAsync(host, d => d.WithAction("a", a => a with { Eligibility = "count(event \"view\" in 7d) = 0" }), customers: true);

        (effect.Decisions, effect.Changed, effect.LeftOut).ShouldBe((Customers, 7, 0));
    }

    [Fact]
    public async Task CompareCustomers_CapsConsentsAndChannels_CountAsTheyStand()
    {
        await using var host = await StartAsync(decides: true);
        await host.ConsentAsync("c1", "web", granted: false);

        // Everybody got an offer; a cap of one a day leaves nothing, for who refuses nothing changes.
        var effect = await LastAsync(host, d => d.WithRule(TestPolicy.Cap("one", 1, "1d")), customers: true);

        effect.NewlySilent.ShouldBe(effect.Changed);
        effect.Changed.ShouldBe(Customers - 1);
    }

    [Fact]
    public async Task CompareCustomers_MoreThanAsked_LooksAtTheSameOnesEachTime()
    {
        await using var host = await StartAsync(decides: false);
        Func<PolicyDocument, PolicyDocument> change = d => d.WithAction("a", a => a with { Eligibility = "customer.age >= 50" });

        var (one, other, all) = (await LastAsync(host, change, customers: true, most: 30), await LastAsync(host, change, customers: true, most: 30), await LastAsync(host, change, customers: true));

        (one.Sample, one.Customers, one.IsComplete).ShouldBe((30, 30, true));
        (other.Changed, other.Flips[0].Customer).ShouldBe((one.Changed, one.Flips[0].Customer));
        one.Changed.ShouldBeInRange(1, all.Changed - 1);
    }

    private static string Id(EngineHost host, int key) => host.Policy.Actions.Single(a => a.Key == key).Id;

    private static async Task<ChangeEffect> LastAsync(EngineHost host, Func<PolicyDocument, PolicyDocument> change, bool customers = false, int most = 2_000)
    {
        var changed = PolicyCompiler.Compile(change(host.Policy.Document), 2, host.Now).Snapshot.ShouldNotBeNull();
        ChangeEffect? last = null;
        await foreach (var effect in customers ? host.Engine.CompareCustomersAsync(changed, most) : host.Engine.CompareAsync(changed, most))
        {
            last = effect;
        }

        return last.ShouldNotBeNull();
    }

    private static async Task<EngineHost> StartAsync(bool decides = true)
    {
        // The rule keeps age among the inputs that records have.
        var policy = TestPolicy.Of(TestPolicy.Action("a", value: 100), TestPolicy.Action("b", value: 90) with { Eligibility = "customer.age >= 0" });
        var host = await EngineHost.StartAsync(policy with { Channels = [policy.Channels[0] with { Placements = [new() { Name = "hero" }] }, .. policy.Channels.Skip(1)] });
        for (var i = 0; i < Customers; i++)
        {
            await host.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i) } });
            if (decides)
            {
                await host.DecideAsync("c" + i);
            }
        }

        return host;
    }
}
