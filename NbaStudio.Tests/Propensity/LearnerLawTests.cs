using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class LearnerLawTests
{
    [Fact]
    public void Score_NoEvidence_IsTheStartingPropensity()
    {
        var harness = new LearnerHarness(3, 2, 0.07);
        var models = harness.Learner.Publish();

        LearnerHarness.Score(models, 2, 1, double.NaN).ShouldBe(0.07, 1e-15);
        models.EvidenceOf(0).Spread.ShouldBe(Math.Sqrt(1 / (30 * 0.07 * 0.93)), 1e-12);
        models.EvidenceOf(models.RowOf(2)).ShouldBe(new Evidence(0, 0, models.EvidenceOf(0).Rate, 0, 1, models.EvidenceOf(0).Spread, EvidenceSource.StartingPropensity));
    }

    [Fact]
    public void Score_NoEvidenceAndNoStartingPropensity_IsTheGroupsMeanRate()
    {
        var harness = new LearnerHarness(4, 1, null); // treatments 1 and 4 share group 1
        for (var i = 0; i < 1000; i++)
        {
            harness.Learn(1, [i % 7], i % 10 == 0);
        }

        var models = harness.Learner.Publish();

        LearnerHarness.Score(models, 4, 3).ShouldBe((100 + (30 * CountModel.DefaultPropensity)) / 1030, 1e-12);
        LearnerHarness.Score(models, 2, 3).ShouldBe(CountModel.DefaultPropensity, 1e-12);
    }

    [Fact]
    public void Score_NeverAPositive_NeverRises()
    {
        var harness = new LearnerHarness(1, 3);
        var random = new Random(8);
        double[][] probes = [.. Enumerable.Range(0, 5).Select(_ => Values(random, 3))];
        var last = probes.Select(_ => 1.0).ToArray();
        for (var i = 0; i < 3000; i++)
        {
            harness.Time += i % 500 == 499 ? (long)TimeSpan.FromDays(100).TotalMilliseconds : 0; // forgetting must not lift it either
            harness.Learn(1, Values(random, 3), false);
            if (i % 20 != 0)
            {
                continue;
            }

            var models = harness.Learner.Publish();
            for (var j = 0; j < probes.Length; j++)
            {
                var p = LearnerHarness.Score(models, 1, probes[j]);
                p.ShouldBeLessThanOrEqualTo(last[j]);
                last[j] = p;
            }
        }

        last[0].ShouldBe(30 * 0.05 / 2030, 1e-12);
    }

    [Fact]
    public void Score_TruthIsThePrior_MeanStaysWithinFivePercentAtAnyEvidence()
    {
        const double Truth = 0.05;
        int[] marks = [1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500];
        var sums = new double[marks.Length];
        const int Runs = 600;
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(1000 + run);
            var harness = new LearnerHarness(1, 2, Truth);
            var mark = 0;
            for (var n = 1; n <= 500; n++)
            {
                harness.Learn(1, Values(random, 2), random.NextDouble() < Truth);
                if (n == marks[mark])
                {
                    sums[mark++] += LearnerHarness.Score(harness.Learner.Publish(), 1, Values(random, 2));
                }
            }
        }

        for (var mark = 0; mark < marks.Length; mark++)
        {
            (sums[mark] / Runs / Truth).ShouldBe(1, 0.05, $"after {marks[mark]} responses");
        }
    }

    [Fact]
    public void Score_EveryResponse_StaysInTheServedRange()
    {
        var harness = new LearnerHarness(1, 1, 0.999999999);
        for (var i = 0; i < 100; i++)
        {
            LearnerHarness.Score(harness.Learner.Publish(), 1, 1).ShouldBeInRange(1e-5, 1 - 1e-5);
            harness.Learn(1, [1], true);
        }
    }

    [Fact]
    public void Learn_InformativePredictor_RanksCustomersAndIsCalibrated()
    {
        var harness = new LearnerHarness(1, 4);
        var random = new Random(21);
        for (var i = 0; i < 8000; i++)
        {
            var values = Values(random, 4);
            harness.Learn(1, values, random.NextDouble() < Truth(values));
        }

        var models = harness.Learner.Publish();

        models.PerformanceOf(0).ActivePredictors.ShouldBe([0]); // only a matters
        models.EvidenceOf(0).Source.ShouldBeOneOf(EvidenceSource.Model, EvidenceSource.Pooled);
        models.PerformanceOf(0).LogLoss.ShouldBeLessThan(models.PerformanceOf(0).BaseRateLogLoss);
        LearnerHarness.Score(models, 1, 9.5, 5, 5, 5).ShouldBeInRange(0.13, 0.25);
        LearnerHarness.Score(models, 1, 0.5, 5, 5, 5).ShouldBeInRange(0.003, 0.04);

        static double Truth(double[] values) => 0.02 * values[0];
    }

    [Fact]
    public void Selection_PureNoise_RarelyPasses()
    {
        var random = new Random(31);
        var active = 0;
        for (var run = 0; run < 20; run++)
        {
            var harness = new LearnerHarness(1, 10, 0.05);
            for (var i = 0; i < 1500; i++)
            {
                harness.Learn(1, Values(random, 10), random.NextDouble() < 0.1);
            }

            active += harness.Learner.Publish().PerformanceOf(0).ActivePredictors.Count;
        }

        active.ShouldBeLessThanOrEqualTo(20); // of 200, tested at 5 % again and again; the naive test passes 98 % of them
    }

    [Fact]
    public void Selection_TwoCopiesOfOnePredictor_KeepsOne()
    {
        var random = new Random(32);
        var copies = new LearnerHarness(1, 3);
        for (var i = 0; i < 6000; i++)
        {
            var value = random.NextDouble() * 10;
            copies.Learn(1, [value, value * 3, random.NextDouble()], random.NextDouble() < 0.02 * value);
        }

        copies.Learner.Publish().PerformanceOf(0).ActivePredictors.Count(p => p < 2).ShouldBe(1);
    }

    private static double[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 10)];
}
