using NbaStudio.Components.Charts;
using NbaStudio.Engine.Propensity;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Models;

public sealed class BubbleDrawingTests
{
    [Fact]
    public void Of_NoModel_DrawsAxesOnly()
    {
        var drawing = BubbleDrawing.Of([], null);
        drawing.Bubbles.ShouldBeEmpty();
        drawing.Labels.ShouldBeEmpty();
        (drawing.HighestAuc, drawing.RateTicks.Count).ShouldSatisfyAllConditions(d => d.HighestAuc.ShouldBe(0.8, 1e-9), d => d.Count.ShouldBeGreaterThanOrEqualTo(2));
    }

    [Fact]
    public void Of_OneModel_LabelsIt()
    {
        var drawing = BubbleDrawing.Of([Model("a", 100, 0.65, 0.1)], "a");
        var bubble = drawing.Bubbles.ShouldHaveSingleItem();
        bubble.X.ShouldBe((BubbleDrawing.ChanceX + BubbleDrawing.PlotRight) / 2, 1e-6);
        drawing.Labels.ShouldHaveSingleItem().X.ShouldBeGreaterThan(bubble.X + bubble.Radius);
    }

    [Fact]
    public void Of_FourTimesTheResponses_HasTwiceTheRadius()
    {
        var bubbles = BubbleDrawing.Of([Model("a", 400, 0.6, 0.1), Model("b", 1_600, 0.7, 0.1)], null).Bubbles;
        bubbles.Select(b => b.Model.TreatmentId).ShouldBe(["b", "a"]);
        bubbles[0].Radius.ShouldBe(2 * bubbles[1].Radius, 1e-9);
    }

    [Fact]
    public void Of_FiveThousand_DrawsTheMostExperiencedAndTheChosenOne()
    {
        var random = new Random(3);
        var models = Enumerable.Range(0, 5_000).Select(i => Model($"t{i:0000}", 10 + i, 0.4 + (random.NextDouble() * 0.5), random.NextDouble() * 0.3)).ToList();
        var drawing = BubbleDrawing.Of(models, "t0000");
        drawing.Bubbles.Count.ShouldBe(BubbleDrawing.Most);
        drawing.Left.ShouldBe(4_700);
        drawing.Bubbles.Count(b => b.Model.TreatmentId == "t0000").ShouldBe(1);
        drawing.Bubbles.ShouldAllBe(b => b.X >= BubbleDrawing.PlotLeft && b.X <= BubbleDrawing.PlotRight && b.Y >= BubbleDrawing.PlotTop && b.Y <= BubbleDrawing.PlotBottom);
    }

    [Fact]
    public void Of_ManyModels_LabelsNeverOverlapAndStayInside()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var models = Enumerable.Range(0, 60).Select(i => Model(i % 2 == 0 ? $"Offer number {i}" : $"長い名前の施策{i}", random.Next(10, 4_000), 0.5 + (random.NextDouble() * 0.35), random.NextDouble() * 0.2)).ToList();
            var labels = BubbleDrawing.Of(models, models[0].TreatmentId).Labels;
            labels.ShouldContain(l => l.Model == models[0]);
            for (var i = 0; i < labels.Count; i++)
            {
                labels[i].X.ShouldBeGreaterThanOrEqualTo(BubbleDrawing.PlotLeft);
                (labels[i].X + BubbleDrawing.WidthOf(labels[i].Text)).ShouldBeLessThanOrEqualTo(BubbleDrawing.PlotRight);
                for (var j = 0; j < i; j++)
                {
                    var apart = Math.Abs(labels[i].Y - labels[j].Y) >= 13 - 1e-9 || labels[i].X >= labels[j].X + BubbleDrawing.WidthOf(labels[j].Text) || labels[j].X >= labels[i].X + BubbleDrawing.WidthOf(labels[i].Text);
                    apart.ShouldBeTrue();
                }
            }
        }
    }

    [Theory]
    [InlineData(500, 0, false)]
    [InlineData(500, 4, false)]
    [InlineData(500, 5, true)]
    [InlineData(500, 496, false)]
    public void Of_FewOfEitherKind_IsNotDrawn(long responses, long positives, bool isDrawn) =>
        BubbleDrawing.Of([Model("a", responses, 0.99, 0.1) with { Positives = positives }], "a").Bubbles.Count.ShouldBe(isDrawn ? 1 : 0);

    [Theory]
    [InlineData(0)]
    [InlineData(0.0003)]
    [InlineData(0.004)]
    [InlineData(0.12)]
    [InlineData(0.97)]
    [InlineData(1)]
    public void Scale_AnyRate_IsCoveredByFewMarks(double highest)
    {
        var marks = BubbleDrawing.Scale(highest);
        marks[0].ShouldBe(0);
        marks[^1].ShouldBeGreaterThanOrEqualTo(highest);
        marks[^1].ShouldBeLessThanOrEqualTo(1);
        marks.Count.ShouldBeInRange(2, 6);
    }

    private static ModelSummary Model(string id, long responses, double auc, double rate) =>
        new(id, id, id, "web", responses, Math.Max(ModelSummary.FewestOfEach, (long)(responses * rate)), rate, rate / 2, rate * 2, auc, EvidenceSource.Pooled, false, 1, 0.3, null);
}
