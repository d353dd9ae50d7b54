using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Trials;

public sealed class TrialCheckTests
{
    private static readonly PolicyDocument InForce = PolicyKeys.Assign(
        TestPolicy.Of(TestPolicy.Action("a") with { Eligibility = "count(event \"view\" in 7d) < 3 or condition \"adult\"" }, TestPolicy.Action("b", 90)) with
        {
            Events = [new() { Type = "view" }, new() { Type = "leave" }],
            Conditions = [new() { Name = "grown", When = "customer.age >= 18" }, new() { Name = "adult", When = "condition \"grown\"" }, new() { Name = "rich", When = "customer.fee > 50" }],
            Audiences = [new() { Name = "everyone", When = "condition \"adult\"" }],
            Aggregates = [new() { Name = "leaves", Event = "leave", Window = "7d" }],
            Budgets = [new() { Id = "day", Limit = 9, Period = "day" }],
            HoldOuts = [new() { Id = "all", Share = 0.05, Salt = "s" }],
        },
        0).Document;

    public static TheoryData<string, string, string> Refused => new()
    {
        { "attribute", "attribute/age", "attribute \"age\"" },
        { "aggregate", "aggregate/leaves", "aggregate \"leaves\"" },
        { "budget", "budget/day", "budget \"day\"" },
        { "holdOut", "holdOut/all", "holdOut \"all\"" },
        { "channel", "channel/web", "channel \"web\"" },
        { "trigger", "trigger/on-view", "trigger \"on-view\"" },
        { "random check", "randomCheck", "randomCheck" },
        { "counts", "aggregate/count(event \"leave\" in 3d)", "count(event \"leave\" in 3d)" },
        { "condition of an audience", "condition/grown", "audience \"everyone\"" },
        { "heads", "treatment/a-web", "\"a-web\"" },
        { "half-life", "treatment/a-web", "\"a-web\"" },
        { "starting propensity", "treatment/a-web", "\"a-web\"" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_WhatIsOneForEveryCustomer_IsRefusedByName(string what, string path, string named)
    {
        var issues = Check(Changed(what));
        var issue = issues.ShouldHaveSingleItem();
        (issue.Severity, issue.Path).ShouldBe((IssueSeverity.Error, path));
        issue.Message.ShouldContain(named);
    }

    [Fact]
    public void Check_WhatADecisionUses_MayDiffer()
    {
        var trial = InForce
            .WithAction("a", a => a with { Value = "300", Eligibility = "condition \"rich\"", Lever = 1.5, Paused = true })
            .WithAction("b", b => b with { Treatments = [.. b.Treatments, TestPolicy.Treatment("b2", "app")] })
            .WithTreatment("b", t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Other" } } })
            .WithRule(TestPolicy.Cap("cap", 3, "1d")) with
        {
            Conditions = [.. InForce.Conditions.Select(c => c.Name == "rich" ? c with { When = "customer.fee > 80" } : c)],
            ContextWeights = [new() { When = "context.intent = \"buy\"", Weight = 2 }],
            Arbitration = InForce.Arbitration with { SilenceThreshold = 3 },
            ServiceValue = 4,
            Objectives = [.. InForce.Objectives, new() { Id = "keep", Groups = [new() { Id = "g-new", Actions = [TestPolicy.Action("new")] }] }],
        };
        Check(PolicyKeys.Assign(trial.WithAction("a", a => a with { Paused = true }), 100, InForce).Document).ShouldBeEmpty();
    }

    private static PolicyDocument Changed(string what) => what switch
    {
        "attribute" => InForce with { Attributes = [.. InForce.Attributes.Select(a => a.Name == "age" ? a with { Sensitive = true } : a)] },
        "aggregate" => InForce with { Aggregates = [InForce.Aggregates[0] with { Label = new Dictionary<string, string> { ["en"] = "Other" } }] },
        "budget" => InForce with { Budgets = [InForce.Budgets[0] with { Limit = 10 }] },
        "holdOut" => InForce with { HoldOuts = [InForce.HoldOuts[0] with { Share = 0.1 }] },
        "channel" => InForce.WithChannel("web", c => c with { ExplorationBudget = 0.02 }),
        "trigger" => InForce.WithTrigger("view", "hook"),
        "random check" => InForce with { RandomCheck = 0.05 },
        "counts" => InForce.WithAction("b", b => b with { Eligibility = "count(event \"leave\" in 3d) > 0" }),
        "condition of an audience" => InForce with { Conditions = [.. InForce.Conditions.Select(c => c.Name == "grown" ? c with { When = "customer.age >= 21" } : c)] },
        "heads" => InForce.WithTreatment("a", t => t with { Heads = [new() { Positive = ["accept"], Negative = ["reject"] }] }),
        "half-life" => InForce.WithTreatment("a", t => t with { HalfLife = "30d" }),
        "starting propensity" => InForce.WithAction("a", a => a with { StartingPropensity = 0.4 }),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Unknown."),
    };

    private static IReadOnlyList<PolicyIssue> Check(PolicyDocument trial)
    {
        var (before, after) = (PolicyCompiler.Compile(InForce, 1, default), PolicyCompiler.Compile(PolicyKeys.Assign(trial, 100, InForce).Document, 2, default));
        before.Snapshot.ShouldNotBeNull(string.Join("\n", before.Issues));
        return TrialCheck.Check(before.Snapshot, after.Snapshot.ShouldNotBeNull(string.Join("\n", after.Issues)));
    }
}
