using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Tests.Detection.Text;

public sealed class TextEvaluationTests
{
    // Two labels: three of label 0 (right, taken for 1, nothing known), one of label 1 (right).
    private static readonly TextEvaluation Evaluation = new(3, [new(0, 0, 0, 0.9), new(1, 0, 1, 0.6), new(2, 0, -1, 0), new(3, 1, 1, 0.4)], 1);

    [Fact]
    public void Figures_OfFourTexts_AreThoseByHand()
    {
        Evaluation.Right.ShouldBe(2);
        Evaluation.Accuracy.ShouldBe(0.5);
        Evaluation.ProgressiveAccuracy.ShouldBe(0.25);

        // F1 of label 0: 2 x 1 / (1 + 3); of label 1: 2 x 1 / (2 + 1); label 2 occurs nowhere.
        Evaluation.MacroF1.ShouldBe((0.5 + (2.0 / 3)) / 2, 1e-12);
        Evaluation.Confusion().ShouldBe([[1, 1, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0]]);
    }

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(0.5, 2, 1)]
    [InlineData(0.9, 1, 1)]
    [InlineData(0.95, 0, 0)]
    public void At_Threshold_CountsWhatIsSure(double threshold, int known, int right)
    {
        var effect = Evaluation.At(threshold);

        (effect.Known, effect.Right).ShouldBe((known, right));
        effect.UnknownShare.ShouldBe(1 - (known / 4.0));
    }

    [Fact]
    public void Figures_OfNothing_AreZero()
    {
        var empty = new TextEvaluation(2, [], 0);

        (empty.Accuracy, empty.MacroF1, empty.At(0.5).UnknownShare, empty.At(0.5).Accuracy).ShouldBe((0, 0, 0, 0));
    }
}
