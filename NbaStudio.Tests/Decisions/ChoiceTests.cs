using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class ChoiceTests
{
    [Fact]
    public async Task Service_IsPlacedFirst_WhateverItsPriority()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 1000), TestPolicy.Action("b", 500), TestPolicy.Action("s", 1, 0.01) with { Class = "service" });
        await using var host = await EngineHost.StartAsync(policy.WithChannel("web", c => c with { ExplorationBudget = 0.2 }));
        var reply = await host.DecideAsync("c", "tile", 2);
        reply.Actions[0].Action.ShouldBe("s");
        reply.Actions[0].Probability.ShouldBe(1);
        host.RecordOf(reply).Result.Ranked.Single(r => r.TreatmentKey == reply.Actions[1].TreatmentKey).Probability.ShouldBe(reply.Actions[1].Probability, "slot 1 is the first that service left");
    }

    [Fact]
    public async Task Group_Maximum_HoldsWithinADecision()
    {
        var policy = TestPolicy.Of() with { Objectives = [new() { Id = "grow", Groups = [Group("g", 2, 4), Group("h", 1, 2)] }] };
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c", "tile", 5);
        reply.Actions.Select(a => a.Action).ShouldBe(["g0", "h0", "g1"]);
        host.FateOf(reply, "g2-web").ShouldBe(new CandidateFate(PipelineStage.Choice, DropReason.GroupFull, -1));
    }

    [Fact]
    public async Task Action_AtMostOnce_WithSeveralTreatments()
    {
        var two = TestPolicy.Action("a");
        two = two with { Treatments = [two.Treatments[0], two.Treatments[0] with { Id = "a-web2" }] };
        var policy = TestPolicy.Of(two, TestPolicy.Action("b", 1)).WithGroup("a", g => g with { MaximumPerDecision = 5 });
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c", "tile", 3);
        reply.Actions.Select(a => a.Action).ShouldBe(["a", "b"]);
        host.FateOf(reply, "a-web2").Reason.ShouldBe(DropReason.ActionAlreadyChosen);
    }

    [Fact]
    public async Task Cap_HoldsInsideOneDecision()
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, 5).Select(i => TestPolicy.Action("a" + i, 100 - i))]);
        await using var host = await EngineHost.StartAsync(policy.WithRule(TestPolicy.Cap("cap", 3, "1d", "impression")));
        await host.DecideAsync("c", "tile");
        var reply = await host.DecideAsync("c", "tile", 4);
        reply.Actions.Count.ShouldBe(2);
        host.FateOf(reply, "a2-web").ShouldBe(new CandidateFate(PipelineStage.Choice, DropReason.NoRoomBeside, -1));
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Count(e => e.Status == ContactStatus.Reserved))).ShouldBe(3);
    }

    [Fact]
    public async Task CapOnMessages_StopsNoBanner_AndBannersDoNotCount()
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, 5).Select(i => TestPolicy.Action("a" + i, 100 - i))]);
        await using var host = await EngineHost.StartAsync(policy.WithRule(TestPolicy.Cap("cap", 1, "1d", "sent")));
        (await host.DecideAsync("c", "tile", 3)).Actions.Count.ShouldBe(3);
        (await host.DecideAsync("c", "tile", 3)).Actions.Count.ShouldBe(3);
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Any(e => e.Kind == ContactKind.Sent))).ShouldBeFalse();
    }

    [Fact]
    public async Task Ties_HigherPropensityThenLowerKey()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100, 0.25), TestPolicy.Action("b", 50, 0.5), TestPolicy.Action("d", 50, 0.5));
        await using var host = await EngineHost.StartAsync(policy);
        (await host.DecideAsync("c", "tile", 3)).Actions.Select(a => a.Action).ShouldBe(["b", "d", "a"]);
    }

    [Theory]
    [InlineData(0.0999, 0.5, 100.0, 60.0, 50.0, 20.0, 40.0)] // none could be better: the draw of the shortlist spends the budget
    [InlineData(0.0149, 0.1, 100.0, 90.0, 60.0, 20.0, 99.0)] // the last may be better: it gets one half, which costs next to nothing
    public async Task Exploration_RecordedProbability_IsTheFrequency_AndCostsItsShare(double leastCost, double p0, params double[] values)
    {
        const int Decisions = 4000;
        var policy = TestPolicy.Of([.. values.Select((v, i) => TestPolicy.Action("a" + i, v, p0))]).WithChannel("web", c => c with { ExplorationBudget = 0.1 });
        await using var host = await EngineHost.StartAsync(policy);
        var counts = new Dictionary<int, int>();
        var recorded = new Dictionary<int, double>();
        for (var i = 0; i < Decisions; i++)
        {
            var reply = await host.DecideAsync($"c{i}");
            var chosen = reply.Actions.Single();
            counts[chosen.TreatmentKey] = counts.GetValueOrDefault(chosen.TreatmentKey) + 1;
            if (i % 50 == 0)
            {
                var ranked = host.RecordOf(reply).Result.Ranked;
                ranked.Sum(r => r.Probability).ShouldBe(1, 1e-12);
                ranked.Single(r => r.TreatmentKey == chosen.TreatmentKey).Probability.ShouldBe(chosen.Probability);
                foreach (var candidate in ranked)
                {
                    recorded.TryAdd(candidate.TreatmentKey, candidate.Probability);
                    recorded[candidate.TreatmentKey].ShouldBe(candidate.Probability);
                }

                var cost = ranked.Sum(r => r.Probability * (ranked[0].Priority - r.Priority) / ranked[0].Priority);
                cost.ShouldBeInRange(leastCost, 0.1 + 1e-12);
            }
        }

        foreach (var (key, p) in recorded)
        {
            p.ShouldBeGreaterThan(0);
            var error = Math.Sqrt(Decisions * p * (1 - p));
            counts.GetValueOrDefault(key).ShouldBeInRange((int)((Decisions * p) - (4 * error)), (int)((Decisions * p) + (4 * error)) + 1);
        }
    }

    [Fact]
    public async Task OtherSlots_ProbabilitiesAreExact_AndTheFrequency()
    {
        // Groups of two with one place each: which stands second depends on what was drawn first.
        var groups = Enumerable.Range(0, 3).Select(g => Group("g" + g, 1, 2)).ToArray();
        var policy = (TestPolicy.Of() with { Objectives = [new() { Id = "grow", Groups = groups }] }).WithChannel("web", c => c with { ExplorationBudget = 0.3 });
        await using var host = await EngineHost.StartAsync(policy);
        var counts = new Dictionary<(int Slot, int Key), int>();
        var exact = new Dictionary<(int Slot, int Key), double>();
        const int Decisions = 2000;
        for (var i = 0; i < Decisions; i++)
        {
            var reply = await host.DecideAsync($"c{i}", "tile", 3);
            var result = host.RecordOf(reply).Result;
            var expected = BruteForce(host, result, 3);
            for (var s = 0; s < 3; s++)
            {
                var key = result.Ranked[result.Filled[s]].TreatmentKey;
                result.SlotProbability[s].ShouldBe(expected[(s, key)], 1e-12);
                counts[(s, key)] = counts.GetValueOrDefault((s, key)) + 1;
            }

            exact = expected;
        }

        foreach (var (place, p) in exact)
        {
            var error = Math.Sqrt(Decisions * p * (1 - p));
            counts.GetValueOrDefault(place).ShouldBeInRange((int)Math.Floor((Decisions * p) - (4.5 * error)), (int)Math.Ceiling((Decisions * p) + (4.5 * error)));
        }
    }

    [Fact]
    public async Task RandomCheck_DrawsEvenlyAlsoBelowThreshold_AtItsShare()
    {
        const int Decisions = 4000;
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100), TestPolicy.Action("b", 10), TestPolicy.Action("d", 100, 0.001), TestPolicy.Action("e") with { Lever = 0 }) with
        {
            RandomCheck = 0.2, Arbitration = new ArbitrationDocument { SilenceThreshold = 5, MinimumPropensity = 0.01 },
        };
        await using var host = await EngineHost.StartAsync(policy);
        var (drawn, others) = (new Dictionary<string, int>(), 0);
        for (var i = 0; i < Decisions; i++)
        {
            var reply = await host.DecideAsync("c" + (i % 100));
            var action = reply.Actions.Single();
            if (!host.RecordOf(reply).Inputs.Arm.RandomCheck)
            {
                action.Action.ShouldBe("a");
                others++;
                continue;
            }

            action.Probability.ShouldBe(1.0 / 3);
            drawn[action.Action] = drawn.GetValueOrDefault(action.Action) + 1;
        }

        var checks = Decisions - others;
        checks.ShouldBeInRange(800 - 102, 800 + 102);
        drawn.Keys.Order().ShouldBe(["a", "b", "d"]);
        drawn.Values.ShouldAllBe(n => Math.Abs(n - (checks / 3.0)) < 4 * Math.Sqrt(checks * 2 / 9.0));
    }

    [Fact]
    public async Task Shortlist_LastPlace_GoesToTheNewest()
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, 12).Select(i => TestPolicy.Action("a" + i, 100 - i))]) with { Arbitration = new ArbitrationDocument { Shortlist = 3 } };
        await using var host = await EngineHost.StartAsync(policy.WithChannel("web", c => c with { ExplorationBudget = 0.05 }));
        var first = await host.DecideAsync("c");
        host.RecordOf(first).Result.Ranked.Count(r => r.Probability > 0).ShouldBe(3);

        // The first three have evidence now, so the last place goes to one that has none.
        var seen = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            var reply = await host.DecideAsync("x" + i);
            await host.OutcomeAsync(reply, ContactKind.Click);
            seen.Add(reply.Actions.Single().Action);
        }

        await host.Engine.SettleModelsAsync();
        var result = host.RecordOf(await host.DecideAsync("y")).Result;
        var shortlist = result.Ranked.Where(r => r.Probability > 0).ToArray();
        shortlist.Length.ShouldBe(3);
        shortlist.Min(r => r.Evidence).ShouldBe(0);
        seen.Count.ShouldBeGreaterThan(1);
    }

    private static GroupDocument Group(string id, int maximum, int actions) => new()
    {
        Id = id, MaximumPerDecision = maximum, Actions = [.. Enumerable.Range(0, actions).Select(i => TestPolicy.Action(id + i, 100 - (5 * i) - id[^1] + '0'))],
    };

    /// <summary>Probability of each treatment in each slot, by filling greedily for every possible first choice.</summary>
    private static Dictionary<(int Slot, int Key), double> BruteForce(EngineHost host, DecisionResult result, int slots)
    {
        var sums = new Dictionary<(int, int), double>();
        var ordered = result.Ranked.OrderByDescending(r => r.Priority).ToArray();
        foreach (var first in ordered.Where(r => r.Probability > 0))
        {
            var taken = new List<CandidateResult> { first };
            while (taken.Count < slots && ordered.FirstOrDefault(r => taken.TrueForAll(t => GroupOf(t) != GroupOf(r))) is { TreatmentKey: > 0 } next)
            {
                taken.Add(next);
            }

            for (var s = 0; s < taken.Count; s++)
            {
                sums[(s, taken[s].TreatmentKey)] = sums.GetValueOrDefault((s, taken[s].TreatmentKey)) + first.Probability;
            }
        }

        return sums;

        int GroupOf(CandidateResult r) => host.Policy.Treatments[r.Treatment].Group;
    }
}
