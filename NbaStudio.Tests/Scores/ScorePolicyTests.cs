using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Scores;

public sealed class ScorePolicyTests
{
    private const string Score = "scores/churn";
    private static readonly ScoreDocument Boosted = new()
    {
        Name = "churn", Label = new Dictionary<string, string> { ["en"] = "Will leave", ["ja"] = "離反予測" }, Model = ModelFiles.Text("xgboost_partition.json"),
        Features = new Dictionary<string, string> { ["visits"] = "visits_7d" },
        Categories = [new() { Feature = "plan", Values = ["basic", "plus", "max"] }],
    };

    public static TheoryData<string, Func<ScoreDocument, ScoreDocument>, string, string> Mistakes() => new()
    {
        { "no name", s => s with { Name = "" }, "name.missing", "scores/0/name" },
        { "name", s => s with { Name = "my churn" }, "name.format", "scores/my churn" },
        { "no model", s => s with { Model = " " }, "model.missing", Score + "/model" },
        { "model", s => s with { Model = "x" }, "score.format", Score + "/model" },
        { "classes", s => s with { Model = ModelFiles.Text("xgboost_multiclass.json") }, "score.classes", Score + "/model" },
        { "feature that is not there", s => s with { Features = new Dictionary<string, string> { ["visits"] = "visits_7d", ["feee"] = "customer.fee" } }, "score.featureUnknown", Score + "/features/feee" },
        { "nobody provides", s => s with { Features = new Dictionary<string, string>() }, "score.sourceMissing", Score + "/features" },
        { "unknown source", s => s with { Features = new Dictionary<string, string> { ["visits"] = "aggregate.visit_7d" } }, "score.sourceUnknown", Score + "/features/visits" },
        { "score as source", s => s with { Features = new Dictionary<string, string> { ["visits"] = "score.churn" } }, "score.sourceUnknown", Score + "/features/visits" },
        { "text as number", s => s with { Features = new Dictionary<string, string> { ["visits"] = "customer.illness" } }, "score.sourceType", Score + "/features/visits" },
        { "number as text", s => s with { Features = new Dictionary<string, string> { ["visits"] = "visits_7d", ["plan"] = "customer.age" } }, "score.sourceType", Score + "/features/plan" },
        { "no codes", s => s with { Categories = [] }, "score.categoriesMissing", Score + "/features" },
        { "codes twice", s => s with { Categories = [.. s.Categories, .. s.Categories] }, "score.featureTwice", Score + "/categories/1/feature" },
        { "text twice", s => s with { Categories = [new() { Feature = "plan", Values = ["A", "b", "a"] }] }, "score.categoryTwice", Score + "/categories/0/values/2" },
        { "codes of what", s => s with { Categories = [.. s.Categories, new() { Feature = "plans" }] }, "score.featureUnknown", Score + "/categories/1/feature" },
        { "codes without", s => s with { Categories = [.. s.Categories, new()] }, "feature.missing", Score + "/categories/1/feature" },
        { "own texts", s => s with { Model = ModelFiles.Logistic, Features = new Dictionary<string, string>() }, "score.categoriesOwn", Score + "/categories/0" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_IsOneErrorAtItsPlace(string name, Func<ScoreDocument, ScoreDocument> change, string code, string path)
    {
        var errors = Errors(SmallPolicy.Create() with { Scores = [change(Boosted)] });

        errors.ShouldHaveSingleItem(name).Code.ShouldBe(code);
        errors[0].Path.ShouldBe(path);
        errors[0].Message.ShouldNotContain("{");
    }

    [Fact]
    public void Validate_NearName_IsSuggested()
    {
        var errors = Errors(SmallPolicy.Create() with { Scores = [Boosted with { Features = new Dictionary<string, string> { ["visits"] = "aggregate.visit_7d" } }] });

        errors.Single().Suggestion.ShouldNotBeNull().ShouldContain("aggregate.visits_7d");
    }

    [Fact]
    public void Validate_GoodScore_HasNothingToSay() => Errors(Read("score.churn > 0.5")).ShouldBeEmpty();

    [Fact]
    public void Validate_NameTwice_IsAnError() =>
        Errors(SmallPolicy.Create() with { Scores = [Boosted, Boosted with { Name = "CHURN" }] }).Single().Code.ShouldBe("id.duplicate");

    [Fact]
    public void Validate_RuleReadsAnUnknownScore_SuggestsTheNearest()
    {
        var error = Errors(Read("score.chrun > 0.5")).Single();

        error.Code.ShouldBe("expression.name.unknown");
        error.Suggestion.ShouldNotBeNull().ShouldContain("score.churn");
    }

    [Theory]
    [InlineData("score.churn", null)]
    [InlineData("score.chrun", "propensity.score")]
    [InlineData("customer.age", "propensity.score")]
    [InlineData("score.spend", "propensity.number")]
    public void Validate_Propensity_HasToBeAProbability(string propensity, string? code)
    {
        var policy = SmallPolicy.WithAction(a => a with { Propensity = propensity }) with
        {
            Scores = [Boosted, Boosted with { Name = "spend", Model = ModelFiles.Text("xgboost_regression.json") }],
        };

        Errors(policy).SingleOrDefault()?.Code.ShouldBe(code);
        Errors(policy).Count.ShouldBe(code is null ? 0 : 1);
    }

    [Fact]
    public void Json_RoundTrip_GivesTheSameBytes()
    {
        var policy = PolicyKeys.Assign(Read("score.churn > 0.5"), 0).Document;
        var bytes = PolicyJson.Write(policy);

        var again = PolicyJson.Read(bytes).Document.ShouldNotBeNull();

        PolicyJson.Write(again).ShouldBe(bytes);
        again.Scores[0].Model.ShouldBe(Boosted.Model);
        again.Scores[0].Key.ShouldNotBeNull();
    }

    [Fact]
    public void Diff_OtherModel_ShowsSizesInsteadOfFiles()
    {
        var before = PolicyKeys.Assign(SmallPolicy.Create() with { Scores = [Boosted] }, 0).Document;
        var after = before with { Scores = [before.Scores[0] with { Model = ModelFiles.Text("xgboost_onehot.json") }] };

        var field = PolicyDiff.Compare(before, after).Single().Fields.Single();

        (field.Field, field.Before!.Length < 60, field.After!.Length < 60).ShouldBe(("model", true, true));
        field.Before.ShouldContain($"{Boosted.Model.Length} bytes, SHA-256 ");
        field.After.ShouldNotBe(field.Before);
    }

    [Fact]
    public void Compile_ScoreThatIsRead_HasItsInputsInTheLayout()
    {
        var read = Compile(Read("score.churn > 0.5"));
        var unread = Compile(Read("customer.age > 0"));

        read.Scores[0].Slot.ShouldBe(read.Layout.IndexOf("score.churn"));
        read.Scores[0].Inputs.Select(i => read.Layout.Slots[i.Slot].Name).ShouldBe(["customer.age", "customer.fee", "customer.plan", "aggregate.visits_7d"]);
        read.Predictors.Select(p => p.Name).ShouldContain("score.churn");
        (unread.Scores[0].Slot, unread.Layout.IndexOf("score.churn")).ShouldBe((-1, -1));
    }

    private static PolicyDocument Read(string rule) => SmallPolicy.WithAction(a => a with { Suitability = rule }) with { Scores = [Boosted] };

    private static Engine.Policies.Snapshots.PolicySnapshot Compile(PolicyDocument policy) =>
        PolicyCompiler.Compile(policy, 1, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();

    private static List<PolicyIssue> Errors(PolicyDocument policy) => [.. PolicyValidator.Validate(policy).Where(i => i.Severity == IssueSeverity.Error)];
}
