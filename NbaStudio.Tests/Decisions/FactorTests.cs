using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class FactorTests
{
    [Fact]
    public async Task Priority_IsTheProductLessTheCost_AndTheReplyListsTheFactors()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 200, 0.05) with { Lever = 1.5 })
            .WithObjective(o => o with { Lever = 2 }).WithGroup("a", g => g with { Lever = 0.5 }).WithChannel("web", c => c with { CostPerContact = 0.25m });
        policy = policy with
        {
            ContextWeights =
            [
                new() { When = "context.intent = \"cancel\"", Weight = 3, Scope = new ScopeDocument { Objective = "grow" } },
                new() { When = "context.intent = \"cancel\"", Weight = 2 },
                new() { When = "customer.age > 200", Weight = 9 },
            ],
        };
        await using var host = await EngineHost.StartAsync(policy);
        var plain = (await host.DecideAsync("c")).Actions.Single();
        (plain.Propensity, plain.ContextWeight, plain.Value, plain.Lever, plain.Price).ShouldBe((0.05, 1.0, 200.0, 1.5, 0.25));
        plain.Priority.ShouldBe((0.05 * 200 * 1.5) - 0.25, 1e-12);

        var cancel = (await host.Engine.DecideAsync(EngineHost.Request("c", context: ("intent", Value.OfText("Cancel"))))).Actions.Single();
        cancel.ContextWeight.ShouldBe(6);
        cancel.Priority.ShouldBe((0.05 * 6 * 200 * 1.5) - 0.25, 1e-12);
    }

    [Fact]
    public async Task Value_MissingNegativeAndCapped()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { Value = "customer.fee * 12", MaximumValue = 50 });
        await using var host = await EngineHost.StartAsync(policy);
        host.FateOf(await host.DecideAsync("c"), "a-web").ShouldBe(new CandidateFate(PipelineStage.Value, DropReason.ValueMissing, -1));
        await host.PatchAsync("c", ("fee", Value.OfMoney(-3)));
        host.FateOf(await host.DecideAsync("c"), "a-web").ShouldBe(new CandidateFate(PipelineStage.Value, DropReason.ValueNotPositive, -1));
        await host.PatchAsync("c", ("fee", Value.OfMoney(0)));
        host.FateOf(await host.DecideAsync("c"), "a-web").Reason.ShouldBe(DropReason.ValueNotPositive, "never a silent zero");
        await host.PatchAsync("c", ("fee", Value.OfMoney(10)));
        var kept = host.RecordOf(await host.DecideAsync("c")).Result.Ranked.Single();
        (kept.Value, kept.UncappedValue).ShouldBe((50, 120));
    }

    [Fact]
    public async Task Value_NoneStated_IsTheServiceValue_AndAHugeOneStaysFinite()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { Value = null }, TestPolicy.Action("b") with { Value = "customer.age * customer.age * 1000", Lever = 10 }) with { ServiceValue = 7 };
        await using var host = await EngineHost.StartAsync(policy.WithChannel("web", c => c with { ExplorationBudget = 0.1 }));
        (await host.DecideAsync("c")).Actions.Single().Value.ShouldBe(7);
        await host.PatchAsync("c", ("age", Value.OfNumber(1e14)));
        var best = host.RecordOf(await host.DecideAsync("c")).Result.Ranked[0];
        (best.Value, best.UncappedValue).ShouldBe((1e15, 1e31));
        best.Priority.ShouldBe(1e15, 1);
        best.Probability.ShouldBeInRange(0.8, 1);
    }

    [Theory]
    [InlineData("objective")]
    [InlineData("group")]
    [InlineData("action")]
    [InlineData("context")]
    public async Task Lever_Zero_IsAPause_WhateverTheWeights(string level)
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"));
        policy = level switch
        {
            "objective" => policy.WithObjective(o => o with { Lever = 0 }),
            "group" => policy.WithGroup("a", g => g with { Lever = 0 }),
            "action" => policy.WithAction("a", a => a with { Lever = 0 }),
            _ => policy with { ContextWeights = [new() { When = "customer.age is missing", Weight = 0 }] },
        };
        await using var host = await EngineHost.StartAsync(policy with { Arbitration = new ArbitrationDocument { Weights = new WeightsDocument { L = 0, C = 0 } } });
        var reply = await host.DecideAsync("c");
        reply.Silence!.Code.ShouldBe("noneAllowed");
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.Lever, DropReason.LeverZero, -1));
    }

    [Fact]
    public async Task LeverExpression_IsBounded_AndNeutralWhenMissing()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a") with { Lever = 2, LeverExpression = "customer.age / 10" }));
        (await host.DecideAsync("c")).Actions.Single().Lever.ShouldBe(2);
        foreach (var (age, lever) in new[] { (1, 1.6), (11, 2.2), (90, 2.5) })
        {
            await host.PatchAsync("c", ("age", Value.OfNumber(age)));
            (await host.DecideAsync("c")).Actions.Single().Lever.ShouldBe(lever, 1e-12);
        }
    }

    [Fact]
    public async Task Threshold_AtOrBelowIt_IsSilenceWithTheNumbers()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100, 0.125), TestPolicy.Action("b", 80, 0.125)) with { Arbitration = new ArbitrationDocument { SilenceThreshold = 12.5 } };
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c");
        reply.Silence!.Code.ShouldBe("belowThreshold");
        (reply.Silence.BestPriority, reply.Silence.Threshold).ShouldBe((12.5, 12.5));
        host.FateOf(reply, "b-web").ShouldBe(new CandidateFate(PipelineStage.Arbitration, DropReason.BelowThreshold, -1));
        (await host.PreviewAsync("c", new DecisionOverrides { SilenceThreshold = 12.4 })).Actions.Single().Action.ShouldBe("a");
    }

    [Fact]
    public async Task MinimumPropensity_BelowIt_IsSilenceThatSaysSo()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 1000, 0.01), TestPolicy.Action("s", 1, 0.001) with { Class = "service" })
            with { Arbitration = new ArbitrationDocument { MinimumPropensity = 0.02 } };
        await using var host = await EngineHost.StartAsync(policy.WithTreatment("s", t => t with { Placements = ["tile"] }));
        var reply = await host.DecideAsync("c");
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(PipelineStage.Arbitration, DropReason.BelowMinimumPropensity, -1));
        reply.Silence!.Code.ShouldBe("belowMinimumPropensity");
        reply.Silence.BestPriority!.Value.ShouldBe(10, 1e-9);
        reply.Silence.Reason.ShouldNotContain("not above", Case.Insensitive);
        (await host.DecideAsync("c", "tile")).Actions.Single().Action.ShouldBe("s", "service is not arbitrated");
    }

    [Fact]
    public async Task Weights_FromOffToDouble_FollowTheFormula()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100, 0.1) with { Lever = 3 }, TestPolicy.Action("b", 400, 0.03))
            with { Arbitration = new ArbitrationDocument { References = new ReferencesDocument { P = 0.05, V = 50 } } };
        await using var host = await EngineHost.StartAsync(policy);
        foreach (var (p, v, l) in new[] { (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0), (2.0, 1.0, 1.0), (1.0, 2.0, 1.0), (0.5, 1.5, 2.0), (1.0, 1.0, 1.0) })
        {
            var preview = await host.PreviewAsync("c", new DecisionOverrides { Weights = new WeightsDocument { P = p, V = v, L = l } });
            foreach (var candidate in preview.Result.Ranked)
            {
                var expected = 0.05 * Math.Pow(candidate.Propensity / 0.05, p) * 50 * Math.Pow(candidate.Value / 50, v) * Math.Pow(candidate.Lever, l);
                candidate.Priority.ShouldBe(expected, 1e-9 * expected);
            }

            preview.Result.Ranked.ShouldBeInOrder(SortDirection.Descending, Comparer<CandidateResult>.Create((x, y) => x.Priority.CompareTo(y.Priority)));
        }
    }

    [Fact]
    public async Task Overrides_OfFactors_ReplaceThemInThePreviewOnly()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 50)));
        var b = host.Policy.Actions.Single(a => a.Id == "b").Key;
        var preview = await host.PreviewAsync("c", new DecisionOverrides { Factors = new Dictionary<int, FactorOverride> { [b] = new(0.5, 2, 70, 3) } });
        var action = preview.Actions.Single();
        (action.Action, action.Propensity, action.ContextWeight, action.Value, action.Lever).ShouldBe(("b", 0.5, 2, 70, 3));
        preview.Result.Ranked[0].Source.ShouldBe(PropensitySource.Override);
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
    }

    [Fact]
    public async Task Preview_ChangesNothing()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithRule(TestPolicy.Cap("cap", 1, "1d")));
        await host.PreviewAsync("c");
        var before = (host.Store.ReadHead(), Convert.ToHexString(host.Store.LoadCustomer(1)!.State));
        for (var i = 0; i < 20; i++)
        {
            (await host.Engine.PreviewAsync(EngineHost.Request("c"), host.Now.AddDays(i - 10))).Actions.Count.ShouldBe(1);
        }

        (host.Store.ReadHead(), Convert.ToHexString(host.Store.LoadCustomer(1)!.State)).ShouldBe(before);
        host.Ear.Decisions.ShouldBeEmpty();
        (await host.DecideAsync("c")).DecisionId.ShouldBe("d-1-1");
    }
}
