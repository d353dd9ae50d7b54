using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Decisions;
using static NbaStudio.Tests.Decisions.TestPolicy;

namespace NbaStudio.Tests.Scores;

public sealed class ScoreDecisionTests
{
    private static readonly ScoreDocument Churn = new() { Name = "churn", Label = new Dictionary<string, string> { ["en"] = "Will leave", ["ja"] = "離反予測" }, Model = ModelFiles.Logistic };

    // -2 + 0.04 x 50 + 0.5
    private static readonly double Expected = 1 / (1 + Math.Exp(-0.5));

    [Fact]
    public async Task Condition_ReadsTheScore_AndUnknownIsNotTrue()
    {
        await using var host = await EngineHost.StartAsync(Of(Action("stay") with { Suitability = "score.churn > 0.6" }) with { Scores = [Churn] });
        await host.PatchAsync("leaving", ("age", Value.OfNumber(50)), ("plan", Value.OfText("BASIC")));
        await host.PatchAsync("staying", ("age", Value.OfNumber(50)), ("plan", Value.OfText("plus")));
        await host.PatchAsync("unknown", ("plan", Value.OfText("basic")));

        (await host.DecideAsync("leaving")).Actions.Count.ShouldBe(1);
        (await host.DecideAsync("staying")).Actions.ShouldBeEmpty();
        (await host.DecideAsync("unknown")).Actions.ShouldBeEmpty("without an age there is no score, and a rule about it is not true");
    }

    [Fact]
    public async Task Value_ReadsTheScore()
    {
        await using var host = await EngineHost.StartAsync(Of(Action("stay") with { Value = "score.churn * 1000" }) with { Scores = [Churn] });
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));

        (await host.DecideAsync("c")).Actions[0].Value.ShouldBe(Expected * 1000, 1e-9);
    }

    [Fact]
    public async Task Score_FromContextAndBoosting_IsTheModelsAnswer()
    {
        var score = new ScoreDocument
        {
            Name = "churn", Model = ModelFiles.Text("xgboost_partition.json"),
            Features = new Dictionary<string, string> { ["visits"] = "context.visits" }, Categories = [new() { Feature = "plan", Values = ["a", "b", "c"] }],
        };
        await using var host = await EngineHost.StartAsync(Of(Action("stay") with { Value = "score.churn * 1000" }) with { Scores = [score] });
        await host.PatchAsync("c", ("age", Value.OfNumber(30)), ("fee", Value.OfMoney(55.5)), ("plan", Value.OfText("C")));

        var reply = await host.Engine.DecideAsync(EngineHost.Request("c", context: ("visits", Value.OfNumber(2))));
        var unlisted = await host.Engine.DecideAsync(EngineHost.Request("d"));

        var model = ModelFiles.Model("xgboost_partition.json");
        reply.Actions[0].Value.ShouldBe(model.Score([30, 55.5, 2, 2]) * 1000, 1e-9);
        unlisted.Actions[0].Value.ShouldBe(model.Score([double.NaN, double.NaN, double.NaN, double.NaN]) * 1000, 1e-9);
    }

    [Fact]
    public async Task Propensity_FromTheScore_IsServedRecordedAndExplained()
    {
        await using var host = await EngineHost.StartAsync(Of(Action("stay", p: 0.02) with { Propensity = "score.churn" }, Action("other", p: 0.01)) with { Scores = [Churn] });
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));

        var reply = await host.DecideAsync("c");

        reply.Actions[0].Propensity.ShouldBe(Expected, 1e-12);
        var record = host.RecordOf(reply);
        var candidate = record.Result.Ranked[0];
        candidate.Source.ShouldBe(PropensitySource.Imported);
        candidate.Spread.ShouldBe(Math.Sqrt(1 / (30 * Expected * (1 - Expected))), 1e-12, "nothing is known of it yet: as unsure as a guess");
        candidate.Interval().ShouldNotBeNull();
        var slot = host.Policy.Layout.IndexOf("score.churn");
        record.Inputs.Values[slot].Number.ShouldBe(Expected, 1e-12);
        InputNames.Of(host.Policy, "score.churn", "ja").ShouldBe("離反予測");
        DecisionId.TryParse(reply.DecisionId, out var id).ShouldBeTrue();
        var explained = host.Engine.Explain(id, "en").ShouldNotBeNull().Candidates.ToDictionary(c => c.Action, c => c.ImportedModel);
        explained["stay"].ShouldBe("Will leave");
        explained["other"].ShouldBeNull();
    }

    [Fact]
    public async Task Propensity_WithoutAScore_IsTheLearners()
    {
        await using var host = await EngineHost.StartAsync(Of(Action("stay", p: 0.02) with { Propensity = "score.churn" }) with { Scores = [Churn] });
        await host.Engine.UpsertCustomerAsync("nobody", new CustomerPatch());

        var reply = await host.DecideAsync("nobody");

        reply.Actions[0].Propensity.ShouldBe(0.02, 1e-9);
        host.RecordOf(reply).Result.Ranked[0].Source.ShouldBe(PropensitySource.StartingPropensity);
    }

    [Fact]
    public async Task Goal_ReadsTheScore()
    {
        var policy = Of(Action("stay")) with { Scores = [Churn], Goals = [new() { Name = "safe", Progress = "1 - score.churn" }] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));

        (await host.Engine.ReadCustomerAsync("c", c => host.Engine.GoalsOf(c)))[0].Progress.ShouldNotBeNull().ShouldBe(1 - Expected, 1e-12);
        (await host.Engine.ReadCustomerAsync("c", c => host.Engine.ScoresOf(c))).Single().Answer.ShouldNotBeNull().ShouldBe(Expected, 1e-12);
        InputNames.IsShare(host.Policy, "score.churn").ShouldBeTrue();
    }

    [Fact]
    public async Task Replay_NeedsNoModelFile()
    {
        var policy = Of(Action("stay") with { Propensity = "score.churn", Value = "score.churn * 500" }, Action("other")) with { Scores = [Churn] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));
        var reply = await host.DecideAsync("c");
        await host.PatchAsync("c", ("age", Value.OfNumber(20)));
        await host.OutcomeAsync(reply, ContactKind.Accept);
        await host.Engine.SettleModelsAsync();
        var other = policy with { Scores = [Churn with { Model = "feature,coefficient\nintercept,-9\n" }] };
        await host.PublishAsync(other);

        DecisionId.TryParse(reply.DecisionId, out var id).ShouldBeTrue();
        host.Engine.Replay(id).ShouldNotBeNull().IsIdentical.ShouldBeTrue();
        var underNew = host.Engine.Replay(id, host.Policy).ShouldNotBeNull().Outcome;
        underNew.MissingInputs.ShouldBeEmpty();
        underNew.Result.Ranked[0].Value.ShouldBe(Expected * 500, 1e-9, "the recorded score counts, not another model's");
    }

    [Fact]
    public async Task Preview_PropensityFromTheScore_IsTheSame()
    {
        await using var host = await EngineHost.StartAsync(Of(Action("stay") with { Propensity = "score.churn" }) with { Scores = [Churn] });
        await host.PatchAsync("c", ("age", Value.OfNumber(50)), ("plan", Value.OfText("basic")));

        var preview = await host.PreviewAsync("c");

        preview.Actions[0].Propensity.ShouldBe(Expected, 1e-12);
        preview.Explanation.Candidates[0].ImportedModel.ShouldBe("Will leave");
    }
}
