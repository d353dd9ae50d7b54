using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Tests.Detection.Text;

namespace NbaStudio.Tests.Policies;

public sealed class TextModelPolicyTests
{
    private const string Model = "textModels/mood";

    public static TheoryData<string, Func<TextModelDocument, TextModelDocument>, string, string> Mistakes() => new()
    {
        { "event", m => m with { Event = "mesage" }, "reference.unknown", Model + "/event" },
        { "no event", m => m with { Event = "" }, "event.missing", Model + "/event" },
        { "property", m => m with { Property = "txt" }, "textModel.propertyUnknown", Model + "/property" },
        { "output declared", m => m with { Output = "text" }, "textModel.outputDeclared", Model + "/output" },
        { "output name", m => m with { Output = "my mood" }, "textModel.output", Model + "/output" },
        { "output long", m => m with { Output = new string('a', 60) }, "textModel.output", Model + "/output" },
        { "threshold", m => m with { Threshold = 1.5 }, "threshold.range", Model + "/threshold" },
        { "threshold NaN", m => m with { Threshold = double.NaN }, "threshold.range", Model + "/threshold" },
        { "one label", m => m with { Labels = [m.Labels[0]], Examples = [.. m.Examples.Where(e => e.Label == "good")] }, "textModel.labels", Model + "/labels" },
        { "reserved", m => m with { Labels = [.. m.Labels, new() { Id = "Unknown" }], Examples = [.. m.Examples, .. Five("Unknown")] }, "textModel.reserved", Model + "/labels/Unknown/id" },
        { "label twice", m => m with { Labels = [.. m.Labels, new() { Id = "GOOD" }], Examples = [.. m.Examples, .. Five("GOOD")] }, "id.duplicate", Model + "/labels/GOOD" },
        { "unknown label", m => m with { Examples = [.. m.Examples, new() { Text = "x", Label = "god" }] }, "reference.unknown", Model + "/examples/40/label" },
        { "no text", m => m with { Examples = [.. m.Examples, new() { Text = " ", Label = "good" }] }, "text.missing", Model + "/examples/40/text" },
        { "long text", m => m with { Examples = [.. m.Examples, new() { Text = new string('x', 1001), Label = "good" }] }, "text.length", Model + "/examples/40/text" },
        { "contradiction", m => m with { Examples = [.. m.Examples, new() { Text = "Ｗonderful, THANK you shop 0 ", Label = "bad" }] }, "textModel.contradiction", Model + "/examples/40/label" },
        { "too few", m => m with { Examples = [.. m.Examples.Skip(16)] }, "textModel.tooFew", Model + "/examples" },
        { "too many", m => m with { Examples = [.. Enumerable.Repeat(m.Examples[0], 20_001)] }, "textModel.examples", Model + "/examples" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_IsOneErrorAtItsPlace(string name, Func<TextModelDocument, TextModelDocument> change, string code, string path)
    {
        var errors = Errors(SmallPolicy.Create().WithTexts(change));

        errors.ShouldHaveSingleItem(name).Code.ShouldBe(code);
        errors[0].Path.ShouldBe(path);
    }

    [Fact]
    public void Validate_GoodModel_HasNothingToSay() =>
        PolicyValidator.Validate(SmallPolicy.Create().WithTexts()).Where(i => i.Path.StartsWith("textModels", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Validate_FewOrRepeatedExamples_IsAWarning()
    {
        var policy = SmallPolicy.Create().WithTexts(m => m with { Examples = [.. m.Examples.Skip(8), m.Examples[39] with { Text = " TERRIBLE, I hate site 19" }] });

        var warnings = PolicyValidator.Validate(policy).Where(i => i.Path.StartsWith("textModels", StringComparison.Ordinal)).ToList();

        warnings.Select(w => (w.Severity, w.Code)).ShouldBe([(IssueSeverity.Warning, "textModel.few"), (IssueSeverity.Warning, "textModel.repeated")]);
    }

    [Fact]
    public void Validate_TwoModelsWithOneOutput_IsAnError()
    {
        var policy = SmallPolicy.Create().WithTexts();
        policy = policy with { TextModels = [policy.TextModels[0], policy.TextModels[0] with { Name = "again", Output = "Sentiment" }] };

        var errors = Errors(policy);

        errors.ShouldAllBe(e => e.Code == "textModel.outputTwice" && e.Path == "textModels/again/output");
        errors.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("event \"message\" where sentiment = \"bad\"", true)]
    [InlineData("event \"message\" where sentiment_confidence > 0.8", true)]
    [InlineData("event \"message\" where sentimnt = \"bad\"", false)]
    [InlineData("event \"message\" where sentiment > 3", false)]
    [InlineData("event \"page_view\" where sentiment = \"bad\"", false)]
    public void Validate_OutputInAPattern_IsKnownForItsEventOnly(string pattern, bool isGood)
    {
        var small = SmallPolicy.Create().WithTexts();

        Errors(small with { Triggers = [small.Triggers[0] with { Pattern = pattern }] }).Count.ShouldBe(isGood ? 0 : 1);
    }

    [Fact]
    public void Compare_Examples_ShowsWhatCameAndWent()
    {
        var before = PolicyKeys.Assign(SmallPolicy.Create().WithTexts(), 0).Document;
        var model = before.TextModels[0];
        var after = before with { TextModels = [model with { Examples = [.. model.Examples.Skip(1), new() { Text = "new one", Label = "good" }] }] };

        var difference = PolicyDiff.Compare(before, after).ShouldHaveSingleItem();

        (difference.Kind, difference.Id, difference.Difference).ShouldBe(("textModel", "mood", PolicyDifferenceKind.Changed));
        difference.Fields.Count.ShouldBe(2);
        difference.Fields[0].Before!.ShouldContain("wonderful, thank you shop 0");
        difference.Fields[0].After.ShouldBeNull();
        difference.Fields[1].After!.ShouldContain("new one");
        PolicyDiff.Compare(before, before with { TextModels = [model with { Examples = [.. model.Examples.Reverse()] }] }).ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Field.ShouldBe("examples");
    }

    [Fact]
    public void Join_OfSplit_WritesTheSameBytes()
    {
        var document = PolicyKeys.Assign(SmallPolicy.Create().WithTexts(), 0).Document;
        document.TextModels[0].Key.ShouldNotBeNull();

        var reading = PolicyItems.Join(PolicyItems.Split(document));

        PolicyJson.Write(reading.Document!).ShouldBe(PolicyJson.Write(document));
        PolicyJson.Write(PolicyJson.Read(PolicyJson.Write(document)).Document!).ShouldBe(PolicyJson.Write(document));
    }

    private static List<PolicyIssue> Errors(PolicyDocument policy) => [.. PolicyValidator.Validate(policy).Where(i => i.Severity == IssueSeverity.Error)];

    private static IEnumerable<TextExampleDocument> Five(string label) => Enumerable.Range(0, 5).Select(i => new TextExampleDocument { Text = $"{label} says {i}", Label = label });
}
