using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Detection.Text;

public sealed class TextModelCacheTests
{
    private static readonly PolicyDocument Policy = TestPolicy.Of(TestPolicy.Action("a")).WithTexts();

    [Fact]
    public void Of_UnrelatedChange_LearnsNothingAgain()
    {
        var cache = new TextModelCache();
        var first = cache.Of(Compile(Policy))[0];

        var second = cache.Of(Compile(Policy.WithAction("a", a => a with { Lever = 2 }) with { TextModels = [MessageTexts.Mood with { Threshold = 0.9, Name = "m" }] }))[0];

        cache.Learned.ShouldBe(1);
        second.Classifier.ShouldBeSameAs(first.Classifier);
        second.Definition.Threshold.ShouldBe(0.9);
    }

    [Fact]
    public void Of_AnotherExample_LearnsAgain_AndARollbackDoesNot()
    {
        var cache = new TextModelCache();
        cache.Of(Compile(Policy));
        var more = Policy.WithTexts(m => m with { Examples = [.. m.Examples, new() { Text = "superb", Label = "good" }] }) with { Events = Policy.Events };

        cache.Of(Compile(more));
        cache.Learned.ShouldBe(2);
        cache.Of(Compile(Policy));
        cache.Learned.ShouldBe(2);
    }

    [Fact]
    public void Read_BelowTheThreshold_IsUnknown()
    {
        var model = new TextModelCache().Of(Compile(Policy))[0];
        var (label, confidence) = model.Read(new("terrible staff, I hate it"));
        (label.Original, confidence >= 0.5).ShouldBe(("bad", true));

        var strict = new TextModelCache().Of(Compile(Policy with { TextModels = [MessageTexts.Mood with { Threshold = 1 }] }))[0];
        strict.Read(new("shop staff")).Label.Original.ShouldBe("unknown");
        strict.Read(new("")).ShouldBe((new("unknown"), 0));
    }

    private static PolicySnapshot Compile(PolicyDocument policy) => PolicyCompiler.Compile(policy, 1, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();
}
