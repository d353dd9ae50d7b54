using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class CountModelTests
{
    private static readonly double[] Positives = [10, 30, 60];
    private static readonly double[] Negatives = [500, 300, 200];

    [Theory]
    [InlineData(0, -1.58626536)]
    [InlineData(1, 0.00098851)]
    [InlineData(2, 1.09353636)]
    public void Contribution_ReferenceCounts_GivesReferenceNumbers(int bin, double expected) =>
        CountModel.Contribution(Positives[bin], Negatives[bin], 100, 1000, 3).ShouldBe(expected, 1e-8);

    [Fact]
    public void Prior_ReferenceCounts_GivesReferenceNumber() => CountModel.Prior(100, 1000).ShouldBe(-2.29363426, 1e-8);

    [Fact]
    public void Auc_ReferenceCounts_GivesReferenceNumber() => BinnedAuc.Of(Positives, Negatives, Positives, Negatives).ShouldBe(0.76, 1e-12);

    [Fact]
    public void Auc_OrderOfOtherHalfReversed_IsBelowChance() => BinnedAuc.Of(Negatives, Positives, Positives, Negatives).ShouldBe(0.24, 1e-12);

    [Fact]
    public void Isotonic_RandomScores_RisesAndKeepsEveryResponse()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 100; trial++)
        {
            var count = random.Next(1, 2500);
            var scores = Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble(), random.Next(1, 5))).ToArray();
            var outcomes = scores.Select(s => random.NextDouble() < s * 0.1).ToArray();
            var positives = outcomes.Count(o => o);

            var blocks = IsotonicFit.Fit(scores, outcomes);

            blocks.Sum(b => b.Responses).ShouldBe(count);
            blocks.Sum(b => b.Positives).ShouldBe(positives);
            for (var i = 1; i < blocks.Length; i++)
            {
                blocks[i].MeanScore.ShouldBeGreaterThan(blocks[i - 1].MeanScore);
                ((double)blocks[i].Positives / blocks[i].Responses).ShouldBeGreaterThan((double)blocks[i - 1].Positives / blocks[i - 1].Responses);
            }

            if (blocks.Length > 1)
            {
                blocks.ShouldAllBe(b => b.Responses >= 200 && b.Positives >= 5);
            }

            var (_, probabilities) = IsotonicFit.Knots(blocks, 0.3);
            probabilities.ShouldBe(probabilities.Order());
        }
    }

    [Fact]
    public void Isotonic_TooFewPositives_IsOneBlock()
    {
        var scores = Enumerable.Range(0, 399).Select(i => (double)i).ToArray();

        IsotonicFit.Fit(scores, scores.Select(s => s > 380).ToArray()).Length.ShouldBe(1);
    }

    [Fact]
    public void Map_BetweenKnots_IsLinearAndLevelOutside()
    {
        double[] scores = [-1, 0, 2];
        double[] probabilities = [0.01, 0.02, 0.06];

        ScoreMap.Of(scores, probabilities, -5).ShouldBe(0.01);
        ScoreMap.Of(scores, probabilities, -0.5).ShouldBe(0.015, 1e-15);
        ScoreMap.Of(scores, probabilities, 1).ShouldBe(0.04, 1e-15);
        ScoreMap.Of(scores, probabilities, 9).ShouldBe(0.06);
    }
}
