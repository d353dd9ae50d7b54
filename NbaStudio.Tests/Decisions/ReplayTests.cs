using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

public sealed class ReplayTests
{
    private static readonly ContactKind[] Answers = [ContactKind.Impression, ContactKind.Click, ContactKind.Accept, ContactKind.Reject];

    [Fact]
    public async Task Decisions_AcrossPublishesRestartsAndLearning_ReplayWithoutDifference()
    {
        const int Decisions = 10_000;
        var random = new Random(21);
        await using var host = await EngineHost.StartAsync(Policy(random));
        var made = new List<(DecisionReply Reply, DecisionResult Result)>();
        for (var i = 0; i < Decisions; i++)
        {
            if (i % 1_000 == 999)
            {
                await host.PublishAsync(Policy(random));
            }
            else if (i % 1_500 == 1_499)
            {
                await host.RestartAsync(Policy(random));
            }

            var customer = "c" + random.Next(400);
            if (random.Next(6) == 0)
            {
                await host.PatchAsync(customer, ("age", Value.OfNumber(random.Next(10, 90))), ("plan", Value.OfText("SML"[random.Next(3)].ToString())), ("fee", Value.OfMoney(random.Next(90))));
            }

            if (random.Next(20) == 0)
            {
                await host.AdvanceAsync(TimeSpan.FromMinutes(random.Next(90)));
            }

            DecisionReply[] replies = random.Next(10) == 0
                ? [.. await host.EventAsync(customer, "leave", ("page", Value.OfText("/x")))]
                : [await host.Engine.DecideAsync(EngineHost.Request(customer, "tile", random.Next(1, 6), context: ("intent", Value.OfText(random.Next(2) == 0 ? "buy" : "cancel"))))];
            foreach (var reply in replies)
            {
                made.Add((reply, host.RecordOf(reply).Result));
                foreach (var action in reply.Actions.Where(_ => random.Next(3) > 0))
                {
                    await host.OutcomeAsync(reply, Answers[random.Next(4)], action: action.Treatment);
                }
            }
        }

        await host.Engine.SettleModelsAsync();
        var (scored, drawn, learned) = (0, 0, 0);
        foreach (var (reply, live) in made)
        {
            DecisionId.TryParse(reply.DecisionId, out var id);
            var replay = host.Engine.Replay(id).ShouldNotBeNull();
            replay.Outcome.MissingInputs.ShouldBeEmpty();
            replay.IsIdentical.ShouldBeTrue(reply.DecisionId);
            var again = replay.Outcome.Result;
            again.Filled.Select(f => f < 0 ? 0 : again.Ranked[f].TreatmentKey).ShouldBe(live.Filled.Select(f => f < 0 ? 0 : live.Ranked[f].TreatmentKey));
            again.SlotProbability.Select(BitConverter.DoubleToInt64Bits).ShouldBe(live.SlotProbability.Select(BitConverter.DoubleToInt64Bits));
            again.Silence.ShouldBe(live.Silence);
            again.Ranked.Take(32).ShouldBe(live.Ranked.Take(32));
            if (double.IsNaN(live.NextPriority))
            {
                again.Fates.ShouldBe(live.Fates);
            }

            scored += live.Ranked.Count > 31 && !double.IsNaN(live.NextPriority) ? 1 : 0;
            drawn += replay.Record.Inputs.Arm.RandomCheck ? 1 : 0;
            learned += live.Ranked.Any(r => r.Evidence > 20) ? 1 : 0;
        }

        made.Count.ShouldBeGreaterThanOrEqualTo(Decisions);
        scored.ShouldBeGreaterThan(200, "the record holds fewer candidates than took part");
        drawn.ShouldBeGreaterThan(100);
        learned.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task AnotherPolicy_DecidesFromTheRecord_AndNamesWhatIsMissing()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 50));
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(30)));
        DecisionId.TryParse((await host.DecideAsync("c")).DecisionId, out var id);

        var change = policy.WithAction("b", a => a with { Value = "500", Eligibility = "customer.age >= 18" }).WithAction("a", a => a with { Eligibility = "context.weather = \"dry\"" });
        change = change with { Budgets = [new() { Id = "new", Limit = 1, Period = "day" }] };
        await host.PublishAsync(change);
        var replay = host.Engine.Replay(id, host.Policy).ShouldNotBeNull();
        replay.IsIdentical.ShouldBeFalse();
        replay.Outcome.Result.Ranked[replay.Outcome.Result.Filled[0]].TreatmentKey.ShouldBe(host.Policy.Treatments.Single(t => t.Id == "b-web").Key);
        replay.Outcome.MissingInputs.ShouldBe(["context.weather", "budget.new"]);
        host.FateOf(replay.Outcome.Result, "a-web").Reason.ShouldBe(DropReason.ActionRule);
        host.Engine.Replay(id).ShouldNotBeNull().IsIdentical.ShouldBeTrue("its own revision still gives the same");
    }

    [Fact]
    public async Task Overrides_OnARecord_AnswerWhatIf()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 50)));
        DecisionId.TryParse((await host.DecideAsync("c")).DecisionId, out var id);
        var result = host.Engine.Replay(id, overrides: new DecisionOverrides { SilenceThreshold = 11 }).ShouldNotBeNull().Outcome.Result;
        result.Silence!.Code.ShouldBe(SilenceCode.BelowThreshold);
    }

    private static PolicyDocument Policy(Random random)
    {
        var groups = Enumerable.Range(0, 12).Select(g => new GroupDocument
        {
            Id = "g" + g, Key = 1000 + g, MaximumPerDecision = 1 + (g % 2), Lever = 0.5 + random.NextDouble(),
            Actions = [.. Enumerable.Range(0, 5).Select(a => Action((g * 5) + a, random))],
        });
        var policy = TestPolicy.Of() with
        {
            Objectives = [new() { Id = "grow", Groups = [.. groups] }],
            RandomCheck = 0.15,
            Arbitration = new ArbitrationDocument { SilenceThreshold = random.Next(3), MinimumPropensity = random.Next(2) * 0.01, Weights = new WeightsDocument { P = random.Next(2) == 0 ? 1 : 0.8 } },
            HoldOuts = [new() { Id = "all", Share = 0.05, Salt = "s" }],
            ContextWeights = [new() { When = "context.intent = \"cancel\"", Weight = 2.5, Scope = new ScopeDocument { Group = "g3" } }],
            Budgets = [new() { Id = "day", Limit = 400, Period = "day" }],
            Aggregates = [new() { Name = "leaves", Event = "leave", Window = "7d" }],
        };
        return policy.WithChannel("web", c => c with { ExplorationBudget = 0.1 }).WithChannel("hook", c => c with { ExplorationBudget = 0.05, RequireOptIn = false }).WithTrigger("leave", "hook")
            .WithRule(TestPolicy.Cap("cap", 12, "1h")).WithRule(TestPolicy.Cap("act", 2, "1d", "impression", "action"));
    }

    private static ActionDocument Action(int i, Random random)
    {
        var action = TestPolicy.Action("a" + i, random.Next(10, 300), 0.02 + (random.NextDouble() * 0.2), "web", "hook");
        return action with
        {
            Key = 2000 + i,
            Treatments = [.. action.Treatments.Select((t, n) => t with { Key = 3000 + (2 * i) + n })],
            Value = random.Next(3) == 0 ? "customer.fee * 3 + 20" : action.Value,
            Suitability = random.Next(4) == 0 ? "customer.age > 30 or customer.age is missing" : null,
        };
    }
}
