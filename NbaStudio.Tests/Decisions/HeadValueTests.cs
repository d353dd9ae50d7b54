using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Decisions;

/// <summary>P is the primary head's; V is what all heads are worth together, divided by P.</summary>
public sealed class HeadValueTests
{
    private static readonly ContactKind[] Answers = [ContactKind.Impression, ContactKind.Click, ContactKind.Accept, ContactKind.Reject];
    private static readonly HeadDocument Engagement = new() { Positive = ["click"], Negative = ["reject"] };

    [Fact]
    public async Task Value_IsTheSumOverHeads_DividedByP_AndTheEquationMultipliesOut()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 400, 0.1)).WithTreatment("a", t => t with
        {
            Heads = [Engagement, Conversion("customer.fee * 20", 0.03), Harm("-600", 0.02)],
        });
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("fee", Value.OfMoney(50)));
        var best = (await host.PreviewAsync("c")).Result.Ranked.Single();
        best.Heads.Select(h => (h.Kind, Math.Round(h.Propensity, 9), h.Value)).ShouldBe([(HeadKind.Engagement, 0.1, 400), (HeadKind.Conversion, 0.03, 1000), (HeadKind.Harm, 0.02, -600)]);
        best.Value.ShouldBe(400 + ((30 - 12) / 0.1), 1e-9);
        best.Priority.ShouldBe(40 + 30 - 12, 1e-9);

        // The cap is on V, whatever it is made of.
        await host.PublishAsync(policy.WithAction("a", a => a with { MaximumValue = 450 }));
        best = (await host.PreviewAsync("c")).Result.Ranked.Single();
        (best.Value, Math.Round(best.UncappedValue, 6)).ShouldBe((450, 580));

        // The primary head may be worth less than the action says; a further one without a value is worth what the action is.
        await host.PublishAsync(policy.WithTreatment("a", t => t with { Heads = [Engagement with { Value = "10" }, Conversion(null, 0.05)] }));
        (await host.PreviewAsync("c")).Result.Ranked.Single().Priority.ShouldBe((0.1 * 10) + (0.05 * 400), 1e-9);
        await host.PublishAsync(policy.WithTreatment("a", t => t with { Heads = [Engagement with { Value = "10" }] }));
        best = (await host.PreviewAsync("c")).Result.Ranked.Single();
        (best.Value, best.Heads.Count).ShouldBe((10, 0));
    }

    [Theory]
    [InlineData("400", "1000", "-3400", DropReason.None)]
    [InlineData("400", "1000", "-3600", DropReason.HeadsOutweigh)]
    [InlineData("0", "1000", "-100", DropReason.None)]
    [InlineData("0", "0", "0", DropReason.HeadsOutweigh)]
    [InlineData("customer.fee - 1", "1000", "-1", DropReason.ValueNotPositive)]
    [InlineData("400", "customer.fee - 1", "-1", DropReason.ValueNotPositive)]
    [InlineData("400", "customer.age * 1", "-1", DropReason.ValueMissing)]
    [InlineData("400", "0", "customer.age * -1", DropReason.ValueMissing)]
    [InlineData("400", "0", "1 - customer.fee", DropReason.None)]
    public async Task Sum_ZeroOrLess_OrUnknown_DropsTheCandidate(string primary, string conversion, string harm, DropReason reason)
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a", 400, 0.1)).WithTreatment("a", t => t with
        {
            Heads = [Engagement with { Value = primary }, Conversion(conversion, 0.03), Harm(harm, 0.02)],
        }));
        await host.PatchAsync("c", ("fee", Value.OfMoney(0)));
        var preview = await host.PreviewAsync("c");
        host.FateOf(preview.Result, "a-web").Reason.ShouldBe(reason);
        if (reason == DropReason.None)
        {
            preview.Result.Ranked.Single().Heads[2].Value.ShouldBeLessThanOrEqualTo(0, "harm is never a gain");
        }

        // What a decision says of it is what is replayed.
        DecisionId.TryParse((await host.DecideAsync("c")).DecisionId, out var id);
        host.FateOf(host.Engine.Replay(id).ShouldNotBeNull().Outcome.Result, "a-web").Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Explanation_ListsHeads_AndTheChangeItNamesIsEnough()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 400, 0.1), TestPolicy.Action("winner", 1000, 0.1)).WithTreatment("a", t => t with { Heads = [Engagement, Conversion("1000", 0.03), Harm("-600", 0.02)] });
        policy = policy with { Currency = "JPY" };
        await using var host = await EngineHost.StartAsync(policy);
        var preview = await host.PreviewAsync("c");
        var loser = preview.Explanation.Candidates.Single(c => c.Action == "a");
        loser.Heads.ShouldBe("engagement 10.0% × ¥400; conversion 3.0% × ¥1,000; harm 2.0% × −¥600");
        preview.Explanation.Candidates.Single(c => c.Action == "winner").Heads.ShouldBeNull();
        var p = loser.PropensityNeeded.ShouldNotBeNull();
        p.ShouldBe((100 - 18) / 400.0, 1e-9);
        (await Wins(new FactorOverride(Propensity: p))).ShouldBeTrue();
        (await Wins(new FactorOverride(Propensity: p - 1e-6))).ShouldBeFalse();
        (await Wins(new FactorOverride(Value: loser.ValueNeeded))).ShouldBeTrue();
        (await Wins(new FactorOverride(Lever: loser.LeverNeeded))).ShouldBeTrue();

        DecisionId.TryParse((await host.DecideAsync("c")).DecisionId, out var id);
        host.Engine.Explain(id, "ja").ShouldNotBeNull().Candidates.Single(c => c.Action == "a").Heads.ShouldBe("反応10.0%×¥400、成約3.0%×¥1,000、悪影響2.0%×−¥600");

        async Task<bool> Wins(FactorOverride change) =>
            (await host.PreviewAsync("c", new DecisionOverrides { Factors = new Dictionary<int, FactorOverride> { [host.Policy.Actions.Single(a => a.Id == "a").Key] = change } })).Actions.Single().Action == "a";
    }

    [Fact]
    public async Task Decisions_WithHeads_AcrossPublishesRestartsAndLearning_ReplayBitForBit_AndValueIsTheBruteForceSum()
    {
        var random = new Random(31);
        await using var host = await EngineHost.StartAsync(Many(random));
        var made = new List<DecisionReply>();
        for (var i = 0; i < 600; i++)
        {
            if (i % 150 == 149)
            {
                await host.PublishAsync(Many(random));
            }
            else if (i % 200 == 199)
            {
                await host.RestartAsync(Many(random));
            }

            var customer = "c" + random.Next(50);
            await host.PatchAsync(customer, ("age", Value.OfNumber(random.Next(10, 90))), ("fee", Value.OfMoney(random.Next(1, 90))));
            var reply = await host.DecideAsync(customer, "tile", random.Next(1, 6));
            made.Add(reply);
            foreach (var action in reply.Actions)
            {
                await host.OutcomeAsync(reply, random.Next(30) == 0 ? ContactKind.Unsubscribe : Answers[random.Next(4)], action: action.Treatment);
            }

            if (i % 40 == 39)
            {
                await host.AdvanceAsync(TimeSpan.FromHours(2), [.. Enumerable.Range(0, 50).Select(n => "c" + n).Where(c => host.Engine.FindCustomer(c) is not null)]);
            }
        }

        await host.Engine.SettleModelsAsync();
        var (withHeads, outweighed, unrecorded) = (0, 0, 0);
        foreach (var reply in made)
        {
            DecisionId.TryParse(reply.DecisionId, out var id);
            var replay = host.Engine.Replay(id).ShouldNotBeNull();
            replay.IsIdentical.ShouldBeTrue(reply.DecisionId);
            var (live, again) = (replay.Record.Result, replay.Outcome.Result);
            again.Ranked.Take(32).ShouldBe(live.Ranked.Take(32));
            again.SlotProbability.Select(BitConverter.DoubleToInt64Bits).ShouldBe(live.SlotProbability.Select(BitConverter.DoubleToInt64Bits));
            for (var t = 0; t < live.Fates.Count; t++)
            {
                if (live.Fates[t].Reason == DropReason.HeadsOutweigh)
                {
                    again.Fates[t].ShouldBe(live.Fates[t], "what harm outweighed is outweighed again, though its chances are not recorded");
                    outweighed++;
                }
            }

            foreach (var candidate in live.Ranked.Where(c => c.Heads.Count > 0))
            {
                candidate.Heads[0].Propensity.ShouldBe(candidate.Propensity);
                (candidate.Heads.Sum(h => h.Propensity * h.Value) / candidate.Propensity).ShouldBe(candidate.UncappedValue, 1e-9 * candidate.UncappedValue);
                withHeads++;
            }

            unrecorded += double.IsNaN(live.NextPriority) ? 0 : 1;
        }

        withHeads.ShouldBeGreaterThan(1000);
        outweighed.ShouldBeGreaterThan(100);
        unrecorded.ShouldBeGreaterThan(100, "records hold fewer candidates than took part");

        // The chances are those of the models of that head, scored one by one.
        await host.PatchAsync("fresh", ("age", Value.OfNumber(40)), ("fee", Value.OfMoney(30)));
        var ranked = host.RecordOf(await host.DecideAsync("fresh", "tile")).Result.Ranked;
        var values = await host.Engine.ReadCustomerAsync("fresh", c => c.OpenResponses.Items[^1].Predictors);
        ranked.SelectMany(c => c.Heads.Skip(1)).ShouldNotBeEmpty();
        foreach (var candidate in ranked)
        {
            foreach (var head in candidate.Heads.Skip(1))
            {
                var models = host.Engine.ModelView.Further[head.Kind].ShouldNotBeNull();
                var bins = new byte[models.PredictorCount];
                models.Bin(values, bins);
                var alone = new double[1];
                models.Score(bins, [models.RowOf(candidate.TreatmentKey)], alone);
                head.Propensity.ShouldBe(alone[0], 1e-3);
            }
        }
    }

    [Fact]
    public void Record_WithHeads_ComesBack_AndOneWithoutHasTheFormItHad()
    {
        var plain = new CandidateResult(0, 7, PipelineStage.Chosen, DropReason.None, -1, 0.1, 1, 200, 200, 1, 0, 20, 1, 5, PropensitySource.Model, 0.3);
        var several = plain with { Treatment = 1, Heads = [new HeadFactor(HeadKind.Engagement, 0.1, 250), new HeadFactor(HeadKind.Harm, 0.01, -500)] };
        var (version, read) = Read([plain]);
        version.ShouldBe((byte)2);
        read.ShouldBe([plain]);
        (version, read) = Read([plain, several]);
        version.ShouldBe((byte)3);
        read.ShouldBe([plain, several]);
        read[1].ShouldNotBe(several with { Heads = [several.Heads[0], several.Heads[1] with { Propensity = 0.0100001 }] });

        static (byte, CandidateResult[]) Read(CandidateResult[] ranked)
        {
            var writer = new ByteWriter(64);
            DecisionResultCodec.Write(writer, new DecisionResult { Filled = [0], SlotProbability = [1], Ranked = ranked, NextPriority = double.NaN, Fates = [] }, default);
            var bytes = writer.ToArray();
            return (bytes[0], [.. DecisionResultCodec.Read(bytes).Result.Ranked]);
        }
    }

    private static HeadDocument Conversion(string? value, double p) => new() { Kind = "conversion", Positive = ["accept"], Window = "1h", Value = value, StartingPropensity = p };

    private static HeadDocument Harm(string value, double p) => new() { Kind = "harm", Positive = ["unsubscribe"], Window = "2h", Value = value, StartingPropensity = p };

    private static PolicyDocument Many(Random random)
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, 60).Select(i => TestPolicy.Action("a" + i, random.Next(50, 400), 0.02 + (random.NextDouble() * 0.2)))]);
        for (var i = 0; i < 60; i++)
        {
            HeadDocument[] heads = random.Next(4) switch
            {
                0 => [Engagement],
                1 => [Engagement, Harm($"customer.fee * -{random.Next(1, 15)}", 0.05)],
                2 => [Engagement with { Value = $"{random.Next(20)}" }, Conversion("customer.fee * 9", 0.05)],
                _ => [Engagement, Harm($"-{random.Next(300)}", 0.1), Conversion(null, 0.02)],
            };
            policy = policy.WithTreatment("a" + i, t => t with { Heads = heads }).WithAction("a" + i, a => a with { MaximumValue = 5000 });
        }

        return policy.WithAction("a0", a => a with { Suitability = "customer.age > 5" });
    }
}
