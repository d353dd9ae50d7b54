using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Scores;

namespace NbaStudio.Tests.Serving;

/// <summary>What a decision used stands in its response, and imported models are judged by it.</summary>
public sealed class ServedPropensityTests
{
    private static readonly HeadDocument Engagement = new() { Positive = ["click"], Negative = ["dismiss"] };
    private static readonly HeadDocument Harm = new() { Kind = "harm", Positive = ["unsubscribe"], Window = "1d", Value = "-5", StartingPropensity = 0.03 };

    [Fact]
    public async Task Response_CarriesWhatTheDecisionUsed_OfEachHead_WhateverTheModelsSayByThen()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithTreatment("a", t => t with { Heads = [Engagement, Harm] }));
        var first = await host.DecideAsync("c");
        for (var i = 0; i < 40; i++)
        {
            await host.OutcomeAsync(await host.DecideAsync("d" + i), ContactKind.Click);
            await host.Engine.SettleModelsAsync();
        }

        await host.RestartAsync(); // the state is read from the disk again
        await host.OutcomeAsync(first, ContactKind.Impression);
        await host.OutcomeAsync(first, ContactKind.Click);
        await host.AdvanceAsync(TimeSpan.FromDays(2), "c");

        var responses = Responses(host);
        var record = host.RecordOf(first);
        var mine = responses.Where(r => r.Served.ModelVersion == record.Inputs.ModelVersion).ToList();
        mine.Select(r => (r.FurtherHead, r.Served.By, r.Served.P)).ShouldContain((null, ServedBy.StartingPropensity, 0.1f));
        mine.Select(r => (r.FurtherHead, r.Served.By, r.Served.P)).ShouldContain((HeadKind.Harm, ServedBy.StartingPropensity, 0.03f));
        responses.ShouldAllBe(r => r.Served.IsKnown);
        var last = responses.Where(r => r.FurtherHead is null).MaxBy(r => r.Served.ModelVersion)!;
        last.Served.By.ShouldNotBe(ServedBy.StartingPropensity);
        last.Served.P.ShouldBeGreaterThan(0.3f);
        (await host.Engine.AskLearnerAsync(l => l.Report(host.Policy.Treatments[0].Key)!.Responses)).ShouldBe(41);
    }

    [Fact]
    public void Entry_RoundTrips_AndOneOfBeforeEndsEarlier()
    {
        var response = new LearnedResponse(7, 1, true, false, 0, 5, [1, double.NaN], new ResponseArm(ChoiceDraw.Even, 3, 99, 12.5, 40), HeadKind.Harm);
        var served = response with { Served = new(0.0625f, ServedBy.Pooled, 1_234_567) };
        var (old, now) = (JournalPayloads.Response(response), JournalPayloads.Response(served));
        JournalPayloads.ReadResponse(old).Served.IsKnown.ShouldBeFalse();
        JournalPayloads.ReadResponse(now).Served.ShouldBe(served.Served);
        now[..old.Length].ShouldBe(old, "what is new stands at the end");
        (now.Length - old.Length).ShouldBe(8);
        var alone = new LearnedResponse(7, 1, true, false, 0, 5, []) { Served = served.Served };
        JournalPayloads.ReadResponse(JournalPayloads.Response(alone)).Served.ShouldBe(served.Served);
    }

    [Fact]
    public async Task ImportedModel_ThatPromisesTooMuch_IsHeldBack_SaidInTheExplanation_AndBelievedAgainWithAnotherFile()
    {
        var score = new ScoreDocument { Name = "churn", Model = "feature,coefficient\nintercept,0.5\nage,0.001\n" }; // about 63 %, where a tenth accepts
        var policy = TestPolicy.Of(TestPolicy.Action("stay") with { Propensity = "score.churn" }).WithTreatment("stay", t => t with { Heads = [Engagement] }) with { Scores = [score] };
        await using var host = await EngineHost.StartAsync(policy, change: o => o with { CheckpointEvery = 100 });
        var asked = 0;
        (await Ask()).Source.ShouldBe(PropensitySource.Imported);
        for (; asked < 400; asked++)
        {
            await Answer(asked % 10 == 0);
        }

        await host.Engine.SettleModelsAsync();
        var held = await Ask();
        held.Source.ShouldNotBe(PropensitySource.Imported);
        held.Propensity.ShouldBeInRange(0.05, 0.2);
        var explained = (await host.PreviewAsync("q")).Explanation.Candidates[0];
        (explained.ImportedModel, explained.ImportedModelHeldBack).ShouldBe((null, "churn"));
        var by = Responses(host).Select(r => r.Served.By).ToList();
        by.LastIndexOf(ServedBy.Imported).ShouldBeInRange(150, 260, "served until 20 had accepted, and never after");
        by[300..].ShouldAllBe(b => b == ServedBy.BaseRate || b == ServedBy.Pooled || b == ServedBy.Counts);
        var key = host.Policy.Treatments[0].Key;
        (await host.Engine.AskLearnerAsync(l => l.Report(key)!.Imported)).ShouldNotBeNull().Responses.ShouldBe(400, "held back it is judged on");

        var before = await host.Engine.AskLearnerAsync(Bytes);
        await host.RestartAsync();
        (await host.Engine.AskLearnerAsync(Bytes)).ShouldBe(before, "a checkpoint and the journal after it");
        (await Ask()).ShouldBe(held);

        await host.PublishAsync(policy with { Scores = [score with { Model = "feature,coefficient\nintercept,-2.2\nage,0.001\n" }] });
        await host.Engine.SettleModelsAsync();
        var again = await Ask();
        (again.Source, again.Spread > 0.3).ShouldBe((PropensitySource.Imported, true));
        for (; asked < 800; asked++)
        {
            await Answer(asked % 10 == 0);
        }

        await host.Engine.SettleModelsAsync();
        var proven = await Ask();
        (proven.Source, proven.Spread < 0.25).ShouldBe((PropensitySource.Imported, true));
        var sure = proven.Interval().ShouldNotBeNull();
        (sure.Low < proven.Propensity && proven.Propensity < sure.High).ShouldBeTrue();

        async Task<CandidateResult> Ask()
        {
            await host.PatchAsync("q", ("age", Value.OfNumber(40)));
            return (await host.PreviewAsync("q")).Result.Ranked[0];
        }

        async Task Answer(bool accepts)
        {
            await host.PatchAsync("c" + asked, ("age", Value.OfNumber(20 + (asked % 50))));
            await host.OutcomeAsync(await host.DecideAsync("c" + asked), accepts ? ContactKind.Click : ContactKind.Dismiss);
            if (asked % 20 == 0)
            {
                await host.Engine.SettleModelsAsync();
            }
        }
    }

    [Fact]
    public async Task ImportedModel_IsJudgedByThePrimaryHeadOnly()
    {
        var score = new ScoreDocument { Name = "churn", Model = ModelFiles.Logistic };
        var policy = TestPolicy.Of(TestPolicy.Action("stay") with { Propensity = "score.churn" }).WithTreatment("stay", t => t with { Heads = [Engagement, Harm] }) with { Scores = [score] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));
        var reply = await host.DecideAsync("c");
        await host.OutcomeAsync(reply, ContactKind.Click);
        await host.OutcomeAsync(reply, ContactKind.Unsubscribe);
        await host.Engine.SettleModelsAsync();
        var key = host.Policy.Treatments[0].Key;
        (await host.Engine.AskLearnerAsync(l => l.Report(key)!.Imported)).ShouldNotBeNull().Positives.ShouldBe(1);
        (await host.Engine.AskLearnerAsync(HeadKind.Harm, l => l!.Report(key)!.Imported)).ShouldBeNull();
        Responses(host).Select(r => (r.FurtherHead, r.Served.By)).ShouldBe([(null, ServedBy.Imported), (HeadKind.Harm, ServedBy.StartingPropensity)]);
    }

    [Fact]
    public async Task Exploration_ImportedP_MayBeBetterThanItSays()
    {
        // The imported one stands a little lower and is not proven: it could be the best for all that is known, and is looked at; the best one otherwise always has the slot.
        var score = new ScoreDocument { Name = "churn", Model = "feature,coefficient\nintercept,-2.4\n" + "age,0\n" };
        PolicyDocument Policy(string? propensity) => (TestPolicy.Of(TestPolicy.Action("best", 100, 0.1), TestPolicy.Action("other", 100, 0.05) with { Propensity = propensity }) with
        {
            Scores = [score],
        }).WithChannel("web", c => c with { ExplorationBudget = 0.01 });
        await using var host = await EngineHost.StartAsync(Policy("score.churn"));
        await host.PatchAsync("c", ("age", Value.OfNumber(50)));
        var other = (await host.PreviewAsync("c")).Result.Ranked.Single(r => r.TreatmentKey == host.Policy.Treatments.Single(t => t.Id == "other-web").Key);
        other.Source.ShouldBe(PropensitySource.Imported);
        other.Interval().ShouldNotBeNull().High.ShouldBeGreaterThan(0.1);
        other.Probability.ShouldBeGreaterThan(0.03, "the challenger has the larger share of the exploration budget");
    }

    [Fact]
    public void Catalogue_WithImportedModels_RoundTrips()
    {
        TreatmentInfo[] treatments = [new(1, 2, 3, 4, 0.1, TimeSpan.FromDays(60)), new(5, 2, 3, 4, null, TimeSpan.FromDays(60)) { Imported = new("score.churn", ulong.MaxValue) }];
        PredictorDefinition[] predictors = [new("score.churn", PredictorType.Numeric)];
        var payload = JournalPayloads.Catalogue(7, treatments, predictors, [new FurtherHead(HeadKind.Harm, 5, 0.01)]);
        var (revision, read, _, heads, _) = JournalPayloads.ReadCatalogue(payload);
        (payload[0], revision, heads.Length).ShouldBe(((byte)4, 7, 1));
        read.ShouldBe(treatments);
        JournalPayloads.ReadCatalogue(JournalPayloads.Catalogue(7, treatments, predictors, [])).Treatments.ShouldBe(treatments);
        JournalPayloads.Catalogue(7, [treatments[0]], predictors, [])[0].ShouldBe((byte)2, "as before there were imported models");
    }

    private static byte[] Bytes(PropensityLearner learner)
    {
        using var stream = new MemoryStream();
        learner.Write(stream);
        return stream.ToArray();
    }

    private static List<LearnedResponse> Responses(EngineHost host) =>
        [.. host.Store.ReadJournal(1, 100_000).Where(r => r.Kind == JournalKind.Model).Select(r => JournalPayloads.ReadResponse(r.Payload))];
}
