using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.WhatIf;

/// <summary>Budgets that a scenario has otherwise are used up as by a hub that had them from the start, prices included.</summary>
public sealed class BudgetPathTests
{
    private const int Customers = 40;
    private const int Days = 6;

    public static TheoryData<string> Scenarios => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<PolicyDocument, PolicyDocument>> Changes = new()
    {
        ["a smaller limit"] = d => Few(d, b => b with { Limit = 7 }),
        ["a larger limit"] = d => Few(d, b => b with { Limit = 33 }),
        ["another period"] = d => Few(d, b => b with { Limit = 50, Period = "week" }),
        ["in total"] = d => Few(d, b => b with { Limit = 60, Period = "total" }),
        ["another scope"] = d => Few(d, b => b with { Scope = new ScopeDocument { Action = "b" } }),
        ["in money"] = d => Few(d, b => b with { Unit = "money", Amount = "customer.age * 0.5", Limit = 300 }),
        ["money by its chance"] = d => Few(d, b => b with { Unit = "money", UsedBy = "accepted", Mode = "expected", Amount = "customer.age", Limit = 60 }),
        ["one more budget"] = d => d with { Budgets = [.. d.Budgets, new BudgetDocument { Id = "second", Scope = new ScopeDocument { Action = "a" }, Limit = 5, Period = "day" }] },
        ["with another lever"] = d => Few(d.WithAction("b", a => a with { Lever = 2 }), b => b with { Limit = 12 }),
        ["with a cap"] = d => Few(d.WithRule(TestPolicy.Cap("each", 2, "7d", per: "action")), b => b with { Limit = 30 }),
        ["without it"] = d => d with { Budgets = [] },
    };

    [Fact]
    public async Task Share_OfRecordsThatCanNoLongerBeRead_IsOfThoseThatWereAskedFor()
    {
        await using var host = await StartAsync(Today());
        var range = new WhatIfRange(0, 1, WhatIfRange.Limit);

        new WhatIfSample(host.Policy, Models(host.Policy), range, 1, []) { InRange = 10, NotKept = 10 }.Share.ShouldBe(1, "everybody was asked");
        new WhatIfSample(host.Policy, Models(host.Policy), range, 1, []) { InRange = 10, NotKept = 4 }.Share.ShouldBe(0.4);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Of_OtherBudgets_ChoosesWhatAHubWithThemWould(string name)
    {
        await using var host = await StartAsync(Today());
        var scenario = Compile(host, Changes[name]);
        await using var other = await StartAsync(scenario.Document);
        await LiveAsync(host);
        await LiveAsync(other);

        var result = WhatIfRun.Of(Read(host), scenario, new WhatIfOptions { Workers = 2, AlongTime = true });

        var (was, would) = (Chosen(host), Chosen(other));
        var along = result.AlongTime.ShouldNotBeNull();
        along.Changed.ShouldBeGreaterThan(0, "a scenario that turns nothing proves nothing");
        along.Changed.ShouldBe(was.Zip(would).Count(p => !p.First.SequenceEqual(p.Second)));
        (along.Before.Contacts, along.Before.Silent).ShouldBe((was.Sum(w => w.Length), was.Count(w => w.Length == 0)), "today's policy, followed, chooses what it chose");
        (along.After.Contacts, along.After.Silent).ShouldBe((would.Sum(w => w.Length), would.Count(w => w.Length == 0)));
        if (name != "with a cap")
        {
            // Contacts matter to nothing here, so the situations as they were say the same.
            (result.Changed, result.Before.Silent, result.After.Silent).ShouldBe((along.Changed, along.Before.Silent, along.After.Silent));
            result.Treatments.Where(t => t.After.Contacts > 0).ToDictionary(t => t.TreatmentKey, t => t.After.Contacts)
                .ShouldBe(would.SelectMany(w => w).GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count()), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Of_SmallerLimit_MovesThePrice()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);

        var result = WhatIfRun.Of(Read(host), Compile(host, Changes["a smaller limit"]));

        // Who comes first is not served alone: those worth more are, for the price of what is scarcer.
        var key = host.Policy.Budgets.ShouldHaveSingleItem().Key;
        result.Budgets.ShouldBe([new BudgetChange(key, BudgetChangeKind.Changed)]);
        result.Flips.ShouldContain(f => f.Cause == FlipCause.Price);
        result.Flips.ShouldContain(f => f.Reason == DropReason.Budget);
        result.Value.Value.ShouldBeLessThan(0);
        result.Value.Interval!.Value.Contains(result.Value.Value).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_BudgetsCutToNothing_LoseTheirContacts()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);
        var scenario = Compile(host, d => d with { Budgets = [.. d.Budgets.Select(b => b with { Unit = "money", Amount = "customer.age", Limit = 1 })] });

        var result = WhatIfRun.Of(Read(host), scenario, new WhatIfOptions { AlongTime = true });

        // The budget is of a and b; c needs none.
        var c = host.Policy.Treatments.Single(t => t.Id == "c-web").Key;
        result.Before.Totals.Contacts.ShouldBeGreaterThan(result.Treatments.Single(t => t.TreatmentKey == c).Before.Contacts);
        result.Treatments.Where(t => t.TreatmentKey != c).ShouldAllBe(t => t.After.Contacts == 0);
        (result.Changed, result.AlongTime!.After.Contacts).ShouldBe((Chosen(host).Count(keys => keys.Any(k => k != c)), result.After.Totals.Contacts));
    }

    [Fact]
    public async Task Of_SameBudgets_ChangesNothing()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);

        var result = WhatIfRun.Of(Read(host), Compile(host, d => Few(d, b => b with { Label = new Dictionary<string, string> { ["en"] = "Another name" } })), new WhatIfOptions { AlongTime = true });

        (result.Changed, result.Budgets.Count, result.AlongTime!.Changed).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Of_PeriodThatBeganBefore_LeavesWhatWasNotSpentThen()
    {
        await using var host = await StartAsync(Today() with { Budgets = [new BudgetDocument { Id = "few", Scope = new ScopeDocument { Action = "a" }, Limit = 1_000, Period = "total" }] });
        await LiveAsync(host);
        var (from, spent) = (host.Now.ToUnixTimeMilliseconds(), host.Store.ReadBudgets().ShouldHaveSingleItem().Used);
        spent.ShouldBeGreaterThan(0);
        await LiveAsync(host);

        var result = WhatIfRun.Of(Read(host, from), Compile(host, d => Few(d, b => b with { Limit = spent + 9 })));

        var a = host.Policy.Treatments.Single(t => t.Id == "a-web").Key;
        result.Treatments.Single(t => t.TreatmentKey == a).After.Contacts.ShouldBe(9);
        result.Treatments.Single(t => t.TreatmentKey == a).Before.Contacts.ShouldBe((int)spent);
    }

    [Fact]
    public async Task Of_PartOfTheCustomers_HasThatPartOfTheLimit()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);
        var sample = Read(host, most: Customers * Days / 2);

        var result = WhatIfRun.Of(sample, Compile(host, d => Few(d, b => b with { Limit = 30, Period = "total" })));

        var share = sample.Decisions / (double)sample.InRange;
        share.ShouldBeInRange(0.3, 0.5);
        var c = host.Policy.Treatments.Single(t => t.Id == "c-web").Key;
        result.Treatments.Where(t => t.TreatmentKey != c).Sum(t => t.After.Contacts).ShouldBe((int)Math.Round(30 * share));
    }

    [Fact]
    public async Task Of_HeldUntilAccepted_IsGivenBackButForItsChance()
    {
        await using var host = await StartAsync(TestPolicy.Of(TestPolicy.Action("a", p: 0.1)) with { Budgets = [new BudgetDocument { Id = "few", Limit = 1_000, Period = "total", UsedBy = "accepted" }] });
        await LiveAsync(host);

        var result = WhatIfRun.Of(Read(host), Compile(host, d => Few(d, b => b with { Limit = 2 })));

        // Two on the first day; from the second on a tenth of each is taken for good, so that one more fits each day.
        result.After.Totals.Contacts.ShouldBe(2 + (Days - 1));
    }

    [Fact]
    public async Task Of_HeldWhenTheSampleIsRead_IsNotTakenForSpentBefore()
    {
        await using var host = await StartAsync(TestPolicy.Of(TestPolicy.Action("a", p: 0.1)) with { Budgets = [new BudgetDocument { Id = "few", Limit = 1_000, Period = "total", UsedBy = "accepted" }] });
        await DayAsync(host);
        host.Store.ReadBudgets().ShouldHaveSingleItem().Used.ShouldBe(Customers, "each offer is held whole until its window ends");

        var result = WhatIfRun.Of(Read(host), Compile(host, d => Few(d, b => b with { Limit = 2 })));

        (result.Before.Totals.Contacts, result.After.Totals.Contacts).ShouldBe((Customers, 2));
    }

    [Fact]
    public async Task Of_Cancelled_Stops()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Should.Throw<OperationCanceledException>(() => WhatIfRun.Of(Read(host), Compile(host, Changes["a smaller limit"]), null, null, stop.Token));
    }

    private static PolicyDocument Few(PolicyDocument policy, Func<BudgetDocument, BudgetDocument> change) => policy with { Budgets = [.. policy.Budgets.Select(b => b.Id == "few" ? change(b) : b)] };

    private static PolicySnapshot Compile(EngineHost host, Func<PolicyDocument, PolicyDocument> change)
    {
        // New budgets get keys of their own, as in a change.
        var compilation = PolicyCompiler.Compile(change(host.Policy.Document), 2, host.Now);
        return compilation.Snapshot.ShouldNotBeNull(string.Join("\n", compilation.Issues));
    }

    // By the models that the hubs decide with: what fell out for want of a budget is in no record, and the hub's own have learned.
    private static WhatIfSample Read(EngineHost host, long from = 0, int most = 10_000) =>
        new SampleReader(host.Store, host.Engine.Records, Models(host.Policy), host.Policy, host.Now.ToUnixTimeMilliseconds()).Read(new WhatIfRange(from, long.MaxValue, most), 2, null, default);

    private static ModelView Models(PolicySnapshot policy) => new(PropensityModels.Empty, policy);

    // By customer, then in the order of time, as the sample.
    private static List<int[]> Chosen(EngineHost host) =>
    [
        .. host.Store.ReadDecisionsBetween(0, long.MaxValue, int.MaxValue).OrderBy(r => r.Customer).ThenBy(r => r.Number)
            .Select(r => host.Engine.Records.Read(new DecisionId(r.Customer, r.Number))!.Result).Select(r => r.Filled.Where(f => f >= 0).Select(f => r.Ranked[f].TreatmentKey).ToArray()),
    ];

    // Worth more or less by age; the budget is of a and b, c is there for everybody.
    private static PolicyDocument Today()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { Value = "customer.age * 3" }, TestPolicy.Action("b") with { Value = "customer.age * 2 + 30" }, TestPolicy.Action("c", value: 20));
        var groups = policy.Objectives[0].Groups;
        return policy with
        {
            Objectives = [policy.Objectives[0] with { Groups = [groups[0], groups[1]] }, new ObjectiveDocument { Id = "keep", Groups = [groups[2]] }],
            Budgets = [new BudgetDocument { Id = "few", Scope = new ScopeDocument { Objective = "grow" }, Limit = 18, Period = "day" }],
        };
    }

    // One lane, so that no lease lies unused in another one, and nothing is learned: what is shown to others would change what each hub says of its customers.
    private static async Task<EngineHost> StartAsync(PolicyDocument policy)
    {
        var host = await EngineHost.StartAsync(policy, change: o => o with
        {
            Runtime = o.Runtime with { LaneGroups = 1 }, Propensities = (_, snapshot, _) => Models(snapshot),
        });
        for (var i = 0; i < Customers; i++)
        {
            await host.PatchAsync("c" + i, ("age", Value.OfNumber(20 + (i * 17 % 50))));
        }

        return host;
    }

    private static async Task LiveAsync(EngineHost host)
    {
        for (var day = 0; day < Days; day++)
        {
            await DayAsync(host);

            // What was held for answers that did not come is given back by the customers' own work, not at once.
            await host.AdvanceAsync(TimeSpan.FromDays(1), [.. Enumerable.Range(0, Customers).Select(i => "c" + i)]);
        }
    }

    private static async Task DayAsync(EngineHost host)
    {
        for (var i = 0; i < Customers; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            if (reply.Actions.Count > 0)
            {
                await host.OutcomeAsync(reply, ContactKind.Impression);
            }
        }
    }
}
