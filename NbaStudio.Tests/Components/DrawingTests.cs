using NbaStudio.Components.Charts;
using NbaStudio.Components.Controls;
using NbaStudio.Live;

namespace NbaStudio.Tests.Components;

public sealed class DrawingTests
{
    [Theory]
    [InlineData("p", 1, 1, false)]
    [InlineData("p", 0.001, 0, false)]
    [InlineData("p", 0.0316227766, 0.5, false)]
    [InlineData("v", 100_000, 1, false)]
    [InlineData("v", 100, 0, false)]
    [InlineData("v", 1_000_000, 1, true)]
    [InlineData("v", 0, 0, false)]
    public void FactorScale_FromTheLeft_IsLogarithmic(string kind, double value, double width, bool clipped)
    {
        var bar = FactorScale.Of(kind, value, 100_000);
        bar.Width.ShouldBe(width, 1e-6);
        bar.IsClipped.ShouldBe(clipped);
    }

    [Theory]
    [InlineData(4, 0.5, 0.5, false)]
    [InlineData(2, 0.5, 0.25, false)]
    [InlineData(0.25, 0, 0.5, false)]
    [InlineData(0.5, 0.25, 0.25, false)]
    [InlineData(10, 0.5, 0.5, true)]
    [InlineData(0, 0, 0.5, true)]
    public void FactorScale_FromTheMiddle_IsSymmetric(double value, double from, double width, bool clipped)
    {
        var bar = FactorScale.Of("c", value, 100_000);
        (bar.From, bar.Width, bar.IsClipped).ShouldBe((from, width, clipped));
    }

    [Fact]
    public void FactorScale_OfExactlyOne_IsNeutral() => FactorScale.Of("l", 1, 100_000).IsNeutral.ShouldBeTrue();

    [Fact]
    public void SlideRule_WithoutPrice_EndsAtThePriority()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            double p = 0.002 + (random.NextDouble() * 0.9), c = 0.3 + (random.NextDouble() * 3), v = 10 + (random.NextDouble() * 20_000), l = 0.3 + (random.NextDouble() * 3);
            var drawing = SlideRuleDrawing.Of(new Equation(p, c, v, l, 0, p * c * v * l));
            drawing.Bars[^1].End.ShouldBe(drawing.Marker, 1e-6);
        }
    }

    [Fact]
    public void SparkPath_OfOnePoint_IsNothing() => SparkPath.Of([1], 100, 30).ShouldBeNull();

    [Fact]
    public void SparkPath_OfZeros_LiesOnTheGround() => SparkPath.Of([0, 0, 0], 100, 30)!.Line.ShouldStartWith("M0 29L");

    [Fact]
    public void Icons_OfEveryObjectiveAndChannel_Exist()
    {
        foreach (var name in new[] { "grow", "retain", "nurture", "serve", "web", "app", "email", "webhook", "agent", "rest" })
        {
            Icons.Names.ShouldContain(name);
        }

        Icons.ForObjective("own-idea").ShouldBe("objective");
        Icons.ForChannel(new LiveChannel("app-push", "app", "Push")).ShouldBe("push");
        Icons.ForChannelKind("fax").ShouldBe("send");
    }
}
