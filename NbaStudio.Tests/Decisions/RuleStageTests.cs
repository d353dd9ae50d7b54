using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Tests.Decisions;

public sealed class RuleStageTests
{
    private const string Adult = "customer.age >= 18";

    [Theory]
    [InlineData(PipelineStage.Eligibility, DropReason.ObjectiveRule)]
    [InlineData(PipelineStage.Eligibility, DropReason.GroupRule)]
    [InlineData(PipelineStage.Eligibility, DropReason.ActionRule)]
    [InlineData(PipelineStage.Eligibility, DropReason.TreatmentRule)]
    [InlineData(PipelineStage.Applicability, DropReason.ObjectiveRule)]
    [InlineData(PipelineStage.Applicability, DropReason.GroupRule)]
    [InlineData(PipelineStage.Applicability, DropReason.ActionRule)]
    [InlineData(PipelineStage.Suitability, DropReason.ObjectiveRule)]
    [InlineData(PipelineStage.Suitability, DropReason.GroupRule)]
    [InlineData(PipelineStage.Suitability, DropReason.ActionRule)]
    public async Task Rule_AtALevel_FallsOutThereWhenFalseOrUnknown(PipelineStage stage, DropReason level)
    {
        var (e, a, s) = (Only(stage, PipelineStage.Eligibility), Only(stage, PipelineStage.Applicability), Only(stage, PipelineStage.Suitability));
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 1));
        policy = level switch
        {
            DropReason.ObjectiveRule => policy.WithObjective(o => o with { Eligibility = e, Applicability = a, Suitability = s }),
            DropReason.GroupRule => policy.WithGroup("a", g => g with { Eligibility = e, Applicability = a, Suitability = s }),
            DropReason.ActionRule => policy.WithAction("a", x => x with { Eligibility = e, Applicability = a, Suitability = s }),
            _ => policy.WithTreatment("a", t => t with { Eligibility = e }),
        };
        await using var host = await EngineHost.StartAsync(policy);

        host.FateOf(await host.DecideAsync("c"), "a-web").ShouldBe(new CandidateFate(stage, level, -1), "the age is unknown");
        await host.PatchAsync("c", ("age", Value.OfNumber(17)));
        var reply = await host.DecideAsync("c");
        host.FateOf(reply, "a-web").ShouldBe(new CandidateFate(stage, level, -1));
        host.FateOf(reply, "b-web").Stage.ShouldBe(level == DropReason.ObjectiveRule ? stage : PipelineStage.Chosen, "the rule of one level binds what is below it only");
        await host.PatchAsync("c", ("age", Value.OfNumber(18)));
        (await host.DecideAsync("c")).Actions.Single().Action.ShouldBe("a");
    }

    [Fact]
    public async Task Levels_FirstThatFails_IsTheReason()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { Eligibility = "customer.age > 90", Suitability = "customer.age > 90" })
            .WithObjective(o => o with { Applicability = "customer.age > 80" });
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(50)));
        host.FateOf(await host.DecideAsync("c"), "a-web").ShouldBe(new CandidateFate(PipelineStage.Eligibility, DropReason.ActionRule, -1));
        await host.PatchAsync("c", ("age", Value.OfNumber(95)));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Goals_AreInputsOfRules()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a") with { Eligibility = "goal.grown.progress < 0.5" }) with
        {
            Goals = [new() { Name = "grown", Progress = "customer.age / 100" }],
        };
        await using var host = await EngineHost.StartAsync(policy);
        await host.PatchAsync("c", ("age", Value.OfNumber(40)));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        await host.PatchAsync("c", ("age", Value.OfNumber(60)));
        (await host.DecideAsync("c")).Silence.ShouldNotBeNull();
    }

    private static string? Only(PipelineStage stage, PipelineStage wanted) => stage == wanted ? Adult : null;
}
