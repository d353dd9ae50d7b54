using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Demo;

public sealed class DemoMessagesTests
{
    [Fact]
    public void Examples_EachLabelAndLanguage_HasAtLeast25()
    {
        foreach (var model in DemoPolicy.Create().TextModels)
        {
            foreach (var label in model.Labels)
            {
                var texts = model.Examples.Where(e => e.Label == label.Id).Select(e => e.Text).ToList();
                texts.Count(IsJapanese).ShouldBeGreaterThanOrEqualTo(25, label.Id);
                texts.Count(t => !IsJapanese(t)).ShouldBeGreaterThanOrEqualTo(25, label.Id);
            }
        }
    }

    [Theory]
    [InlineData("mood", 0.83, 0.80)]
    [InlineData("intent", 0.71, 0.71)]
    public void Model_HeldOutExamples_AreMostlyRight(string name, double accuracy, double macroF1)
    {
        // Measured 0.88 and 0.76: examples of one label were written to differ from each other.
        var evaluation = Model(name).Evaluation;

        evaluation.Accuracy.ShouldBeGreaterThan(accuracy);
        evaluation.MacroF1.ShouldBeGreaterThan(macroF1);
        evaluation.At(0.8).Accuracy.ShouldBeGreaterThan(0.9, "confidence means something");
    }

    [Theory]
    [InlineData("My bill is far too high, this is outrageous", "negative", "billing")]
    [InlineData("Please cancel my contract, the network is awful", "negative", "cancellation")]
    [InlineData("How do I use data in Korea?", "neutral", "travel")]
    [InlineData("Thank you, the staff were wonderful", "positive", "praise")]
    [InlineData("電波が悪いので解約したい", "negative", "cancellation")]
    [InlineData("海外旅行でローミングを使いたいです", "neutral", "travel")]
    [InlineData("丁寧な対応をありがとうございました", "positive", "praise")]
    [InlineData("プランをLに変更したいです", "neutral", "upgrade")]
    public void Model_NewMessage_IsUnderstood(string text, string mood, string intent)
    {
        Model("mood").Read(new TextValue(text)).Label.Original.ShouldBe(mood);
        Model("intent").Read(new TextValue(text)).Label.Original.ShouldBe(intent);
    }

    private static TextModel Model(string name) => DemoTexts.Models.Single(m => m.Definition.Name == name);

    private static bool IsJapanese(string text) => text.Any(c => c >= '\u3040');
}
