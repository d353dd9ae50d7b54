using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class FairnessTests
{
    private static readonly PolicyDocument Policy = TestPolicy.Of(TestPolicy.Action("a", 100), TestPolicy.Action("b", 60)) with
    {
        Fairness = [new() { Attribute = "plan", Measure = "rateRatio", Low = 0.8, High = 1.25 }],
    };

    [Fact]
    public async Task Survey_WatchedAttribute_ComparesEachGroupWithAllOthers()
    {
        // Plan S gets something only above 40, which is half of its customers; the others always.
        var policy = Policy.WithObjective(o => o with { Eligibility = "customer.plan != \"S\" or customer.age > 40" });
        await using var host = await EngineHost.StartAsync(policy);
        await DecideAsync(host);
        var line = (await SurveyAsync(host)).Fairness.Single();
        (line.Attribute, line.MeanValue, line.Unknown, line.IsBroken).ShouldBe(("plan", false, 0, true));
        var groups = line.Groups.ToDictionary(g => g.Value.Text!.Original);
        (groups["S"].Customers, groups["S"].Spoken, groups["S"].Figure, groups["S"].Ratio, groups["S"].Verdict).ShouldBe((60, 30, 0.5, 0.5, FairnessVerdict.Outside));
        groups["S"].Interval!.Value.Contains(0.5).ShouldBeTrue();
        groups["M"].Verdict.ShouldNotBe(FairnessVerdict.TooFew);
        (groups["L"].Customers, groups["L"].Verdict, groups["L"].Interval).ShouldBe((20, FairnessVerdict.TooFew, null));
    }

    [Fact]
    public async Task Compare_ChangeThatTreatsUnalike_WarnsAgainstTheLimitsOfTheChange()
    {
        await using var host = await EngineHost.StartAsync(Policy);
        await DecideAsync(host);
        var change = host.Policy.Document.WithObjective(o => o with { Eligibility = "customer.plan != \"S\"" });
        var effect = await CompareAsync(host, change);
        var (before, after) = (effect.FairnessBefore.Single(), effect.Fairness.Single());
        (before.IsBroken, after.IsBroken).ShouldBe((false, true));
        after.Groups.Single(g => g.Value.Text!.Original == "S").Ratio.ShouldBe(0);

        // Wider limits, or none, say nothing.
        (await CompareAsync(host, change with { Fairness = [new() { Attribute = "plan", Low = 0, High = 100 }] })).Fairness.Single().IsBroken.ShouldBeFalse();
        (await CompareAsync(host, change with { Fairness = [] })).Fairness.ShouldBeEmpty();
    }

    [Fact]
    public async Task Survey_MeanValueOfNumbers_ComparesRanges()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")).WithAction("a", a => a with { Value = "customer.fee" }) with { Fairness = [new() { Attribute = "age", Measure = "meanValue", Low = 0.5, High = 2 }] };
        await using var host = await EngineHost.StartAsync(policy);
        await DecideAsync(host, i => i % 80 < 20 ? 300 : 100 + (i % 3));
        var line = (await SurveyAsync(host)).Fairness.Single();
        line.Groups.Count.ShouldBe(4);
        var young = line.Groups.Single(g => double.IsNaN(g.From));
        (young.To, young.Verdict).ShouldBe((40, FairnessVerdict.Outside));
        young.Ratio.ShouldBe(300 / 101.0, 0.02);
        line.Groups.Where(g => !double.IsNaN(g.From)).ShouldAllBe(g => g.Ratio < 1 && g.Ratio > 0.5);
    }

    private static async Task DecideAsync(EngineHost host, Func<int, double>? fee = null)
    {
        for (var i = 0; i < 160; i++)
        {
            var plan = i % 8 < 3 ? "S" : i % 8 < 7 ? "M" : "L";
            var age = plan == "S" && fee is null ? (i / 8 % 2 == 0 ? 30 : 50) : 20 + (i % 80);
            await host.PatchAsync("c" + i, ("plan", Value.OfText(plan)), ("age", Value.OfNumber(age)), ("fee", Value.OfMoney(fee?.Invoke(i) ?? 50)));
            await host.DecideAsync("c" + i);
        }
    }

    private static async Task<DecisionSurvey> SurveyAsync(EngineHost host)
    {
        DecisionSurvey? last = null;
        await foreach (var survey in host.Engine.SurveyAsync(1_000))
        {
            last = survey;
        }

        return last.ShouldNotBeNull();
    }

    private static async Task<ChangeEffect> CompareAsync(EngineHost host, PolicyDocument change)
    {
        ChangeEffect? last = null;
        await foreach (var effect in host.Engine.CompareAsync(PolicyCompiler.Compile(change, 2, host.Now).Snapshot.ShouldNotBeNull(), 1_000))
        {
            last = effect;
        }

        return last.ShouldNotBeNull();
    }
}
