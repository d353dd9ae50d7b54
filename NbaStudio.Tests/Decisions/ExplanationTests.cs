using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task EveryReason_HasASentenceOfItsOwn(string language)
    {
        await using var host = await EngineHost.StartAsync(ManyReasons());
        await host.PatchAsync("c", ("age", Value.OfNumber(17)));
        await host.ConsentAsync("c", "web", false, "partner");
        foreach (var channel in new[] { "app", "mail", "hook" })
        {
            await host.ConsentAsync("c", channel, channel != "hook");
        }

        await host.OutcomeAsync(await host.DecideAsync("c", "tile", 10), ContactKind.Reject, action: "rests");
        var explained = new List<CandidateExplanation>();
        foreach (var decision in new[] { await host.DecideAsync("c", "tile", 10), await host.DecideAsync("c"), (await host.EventAsync("c", "leave")).Single() })
        {
            DecisionId.TryParse(decision.DecisionId, out var id);
            var explanation = host.Engine.Explain(id, language).ShouldNotBeNull();
            explanation.Headline.ShouldNotBeNullOrWhiteSpace();
            explained.AddRange(explanation.Candidates);
        }

        string[] raw = [.. Enum.GetNames<DropReason>().Concat(Enum.GetNames<PipelineStage>()).Concat(Enum.GetNames<SilenceCode>()).Where(n => n.Count(char.IsUpper) > 1)];
        foreach (var candidate in explained)
        {
            candidate.Sentence.ShouldNotBeNullOrWhiteSpace();
            raw.ShouldNotContain(name => candidate.Sentence.Contains(name, StringComparison.Ordinal), candidate.Sentence);
            if (language == "ja" && candidate.Reason != DropReason.Never)
            {
                candidate.Sentence.Any(c => c > 0x3000).ShouldBeTrue(candidate.Sentence);
            }
        }

        explained.Select(e => e.Reason).Distinct().Order().ShouldBe(
        [
            DropReason.None, DropReason.NotYetValid, DropReason.NoLongerValid, DropReason.Paused, DropReason.ChannelUnreachable, DropReason.AddressMissing,
            DropReason.ConsentRefused, DropReason.ActionRule, DropReason.Cap, DropReason.Rest, DropReason.Budget,
            DropReason.ValueMissing, DropReason.ValueNotPositive, DropReason.LeverZero, DropReason.BelowMinimumPropensity, DropReason.BelowThreshold, DropReason.Outranked,
            DropReason.ActionAlreadyChosen, DropReason.GroupFull,
        ]);
        var adult = explained.First(e => e.Action == "adult").Sentence;
        adult.ShouldContain("17");
        adult.ShouldContain("18");
        explained.First(e => e.Action == "adult").ShouldSatisfyAllConditions(e => e.RuleText.ShouldBe("customer.age >= 18"), e => e.Rule.ShouldBeNull());
        explained.Where(e => e.Reason != DropReason.ActionRule).ShouldAllBe(e => e.Rule == null && e.RuleText == null);
    }

    [Fact]
    public async Task WouldWin_FedBackThroughOverrides_WinsAndSlightlyLessDoesNot()
    {
        var random = new Random(11);
        var (levers, values, propensities) = (0, 0, 0);
        for (var round = 0; round < 12; round++)
        {
            var actions = Enumerable.Range(0, 10).Select(i => TestPolicy.Action("a" + i, random.Next(1, 500), random.NextDouble() * 0.3) with { Lever = Math.Round(random.NextDouble() * 3, 2) + 0.01 });
            var policy = TestPolicy.Of() with
            {
                Objectives = [new() { Id = "grow", Groups = [.. actions.Chunk(3).Select((c, i) => new GroupDocument { Id = "g" + i, MaximumPerDecision = 1 + (i % 2), Actions = c })] }],
                Arbitration = new ArbitrationDocument { SilenceThreshold = 5, MinimumPropensity = 0.02, Weights = new WeightsDocument { P = round % 3 == 0 ? 0.7 : 1, V = round % 4 == 0 ? 1.3 : 1 } },
            };
            policy = policy.WithTreatment("a1", t => t with { Placements = ["hero"] }).WithChannel("web", c => c with { CostPerContact = 0.37m })
                .WithRule(TestPolicy.Cap("cap", 2, "1d", per: "objective"));
            await using var host = await EngineHost.StartAsync(policy);
            var slots = 1 + (round % 3);
            var before = await host.PreviewAsync("c", null, "tile", slots);
            foreach (var candidate in before.Explanation.Candidates.Where(c => c.Stage != PipelineStage.Chosen))
            {
                levers += await Check(candidate, candidate.LeverNeeded, l => new FactorOverride(Lever: l));
                values += await Check(candidate, candidate.ValueNeeded, v => new FactorOverride(Value: v));
                propensities += await Check(candidate, candidate.PropensityNeeded, p => new FactorOverride(Propensity: p));
            }

            async Task<int> Check(CandidateExplanation candidate, double? needed, Func<double, FactorOverride> change)
            {
                if (needed is not { } enough)
                {
                    return 0;
                }

                candidate.WouldWin.ShouldNotBeNull();
                (await Wins(enough)).ShouldBeTrue($"{candidate.Action} ({candidate.Reason}) with {enough}: {candidate.WouldWin}");
                (await Wins(enough * 0.999)).ShouldBeFalse($"{candidate.Action} ({candidate.Reason}) with less than {enough}");
                return 1;

                async Task<bool> Wins(double amount)
                {
                    var overrides = new DecisionOverrides { Factors = new Dictionary<int, FactorOverride> { [candidate.TreatmentKey] = change(amount) } };
                    return (await host.PreviewAsync("c", overrides, "tile", slots)).Actions.Any(a => a.TreatmentKey == candidate.TreatmentKey);
                }
            }
        }

        levers.ShouldBeGreaterThan(20);
        values.ShouldBeGreaterThan(20);
        propensities.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task FreeAt_TimeTravelled_IsTheFirstInstant()
    {
        var seen = TestPolicy.Action("capped");
        var policy = TestPolicy.Of(
                seen with { Treatments = [seen.Treatments[0] with { ImpressionOn = "reply" }] }, TestPolicy.Action("rested"),
                TestPolicy.Action("later") with { ValidFrom = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) })
            .WithRule(TestPolicy.Cap("cap", 3, "90m", scope: new ScopeDocument { Action = "capped" }))
            .WithRule(new ContactPolicyDocument { Id = "rest", Kind = "rest", Of = "reject", Rest = "5h", Scope = new ScopeDocument { Action = "rested" } })
            .WithRule(new ContactPolicyDocument { Id = "night", Kind = "quietHours", Hours = new QuietHoursDocument { From = "10:00", To = "11:15" }, Scope = new ScopeDocument { Action = "later" } });
        await using var host = await EngineHost.StartAsync(policy);
        await host.OutcomeAsync(await host.DecideAsync("c", "tile", 2), ContactKind.Reject, action: "rested");
        for (var i = 0; i < 2; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(7));
            await host.DecideAsync("c", "tile", 2);
        }

        var blocked = (await host.PreviewAsync("c", null, "tile", 3)).Explanation.Candidates.Where(c => c.FreeAt is not null).ToArray();
        blocked.Select(b => b.Action).Order().ShouldBe(["capped", "later", "rested"]);
        foreach (var candidate in blocked)
        {
            var free = candidate.FreeAt!.Value;
            (await ReasonAt(free)).ShouldNotBe(candidate.Reason);
            (await ReasonAt(free.AddMilliseconds(-1))).ShouldBe(candidate.Reason);

            async Task<DropReason> ReasonAt(DateTimeOffset at) =>
                host.FateOf((await host.PreviewAsync("c", null, "tile", 3, at)).Result, candidate.Action + "-web").Reason;
        }
    }

    [Fact]
    public async Task Explain_OfARecord_IsThatOfThePreviewBeforeIt()
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, 6).Select(i => TestPolicy.Action("a" + i, 100 - i))]);
        await using var host = await EngineHost.StartAsync(policy);
        var preview = (await host.PreviewAsync("c")).Explanation;
        DecisionId.TryParse((await host.DecideAsync("c")).DecisionId, out var id);
        var explained = host.Engine.Explain(id, "en").ShouldNotBeNull();
        explained.Headline.ShouldBe(preview.Headline);
        explained.Candidates.Select(c => (c.Action, c.Sentence, c.WouldWin)).ShouldBe(preview.Candidates.Select(c => (c.Action, c.Sentence, c.WouldWin)));
        host.Engine.Explain(new DecisionId(1, 99), "en").ShouldBeNull();
    }

    [Fact]
    public async Task Exploration_BestThatChancePassedOver_IsToldSo()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 98)).WithChannel("web", c => c with { ExplorationBudget = 0.5 });
        await using var host = await EngineHost.StartAsync(policy);
        for (var i = 0; ; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            if (reply.Actions.Single().Action == "b")
            {
                DecisionId.TryParse(reply.DecisionId, out var id);
                var best = host.Engine.Explain(id, "en")!.Candidates.Single(c => c.Action == "a");
                best.Sentence.ShouldContain("chance");
                best.WouldWin.ShouldBeNull();
                return;
            }

            i.ShouldBeLessThan(50);
        }
    }

    private static PolicyDocument ManyReasons()
    {
        var start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var twice = TestPolicy.Action("twice", 5000);
        var actions = new[]
        {
            TestPolicy.Action("future") with { ValidFrom = start.AddDays(1) }, TestPolicy.Action("past") with { ValidTo = start.AddDays(-1) }, TestPolicy.Action("paused") with { Paused = true },
            TestPolicy.Action("refused") with { Purpose = "partner" }, TestPolicy.Action("adult") with { Eligibility = "customer.age >= 18" }, TestPolicy.Action("capped"),
            TestPolicy.Action("rests"), TestPolicy.Action("scarce"), TestPolicy.Action("worthless") with { Value = "customer.fee" },
            TestPolicy.Action("negative") with { Value = "customer.age - 100" }, TestPolicy.Action("off") with { Lever = 0 }, TestPolicy.Action("unlikely", 1000, 0.001),
            TestPolicy.Action("low", 1), TestPolicy.Action("loser", 150), twice with { Treatments = [twice.Treatments[0], twice.Treatments[0] with { Id = "twice-web2" }] }, TestPolicy.Action("push", channels: ["app", "mail", "hook"]),
        };
        var policy = TestPolicy.Of(actions) with
        {
            Arbitration = new ArbitrationDocument { SilenceThreshold = 1, MinimumPropensity = 0.01 },
            Budgets = [new() { Id = "budget", Limit = 1, Period = "total", Scope = new ScopeDocument { Action = "scarce" } }],
        };
        policy = policy.WithGroup("twice", g => g with { MaximumPerDecision = 1, Actions = [.. g.Actions, TestPolicy.Action("second", 2000)] });
        return policy.WithTrigger("leave", "app", "mail", "hook")
            .WithRule(TestPolicy.Cap("cap", 1, "1d", scope: new ScopeDocument { Action = "capped" }))
            .WithRule(new ContactPolicyDocument { Id = "rest", Kind = "rest", Of = "reject", Rest = "5h", Scope = new ScopeDocument { Action = "rests" } });
    }
}
