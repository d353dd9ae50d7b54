using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Tests.Evaluation;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775328)]
    [InlineData(5, 10, 0.2365931, 0.7634069)]
    [InlineData(81, 263, 0.2552896, 0.3662201)]
    [InlineData(0, 0, 0, 1)]
    public void Wilson_KnownCounts_GivesKnownEnds(double successes, double trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);

        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Fact]
    public void Wilson_MoreSuccessesThanTrials_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => WilsonInterval.Of(3, 2));

    [Theory]
    [InlineData(0, 0, 3.688879)]
    [InlineData(1, 0.025318, 5.571643)]
    [InlineData(5, 1.623486, 11.668332)]
    [InlineData(20, 12.216523, 30.888378)]
    [InlineData(100, 81.363991, 121.627)]
    public void Poisson_KnownCounts_GivesGarwoodEnds(long count, double low, double high)
    {
        var interval = PoissonInterval.Of(count);

        interval.Low.ShouldBe(low, 1e-5);
        interval.High.ShouldBe(high, 5e-4);
    }

    [Fact]
    public void IncompleteGamma_ShapeOne_IsTheExponentialDistribution()
    {
        foreach (var x in new[] { 0, 0.1, 1, 2.5, 10, 40 })
        {
            IncompleteGamma.Lower(1, x).ShouldBe(1 - Math.Exp(-x), 1e-12);
        }

        IncompleteGamma.LogGamma(0.5).ShouldBe(0.5 * Math.Log(Math.PI), 1e-12);
        IncompleteGamma.LogGamma(11).ShouldBe(Math.Log(3_628_800), 1e-12);
    }

    [Fact]
    public void Auc_RandomScoresWithTies_EqualsPairCounting()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 100; trial++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => (double)random.Next(8)).ToArray();
            var positives = scores.Select(s => random.NextDouble() < s / 8).ToArray();
            double won = 0, pairs = 0;
            for (var i = 0; i < 40; i++)
            {
                for (var j = 0; j < 40; j++)
                {
                    if (positives[i] && !positives[j])
                    {
                        pairs++;
                        won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    }
                }
            }

            RankingQuality.Auc(scores, positives).ShouldBe(pairs == 0 ? 0.5 : won / pairs, 1e-12);
        }
    }

    [Fact]
    public void Auc_NotANumber_IsRefused() => Should.Throw<ArgumentException>(() => RankingQuality.Auc([double.NaN, 1], [true, false]));

    [Fact]
    public void LogLoss_TwoRows_IsTheMeanSurprise() =>
        LogLoss.Mean([0.8, 0.3], [true, false]).ShouldBe(-(Math.Log(0.8) + Math.Log(0.7)) / 2, 1e-15);

    [Fact]
    public void Calibration_PerfectAndBiased_AreToldApart()
    {
        var random = new Random(9);
        var truth = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() * 0.5).ToArray();
        var outcomes = truth.Select(p => random.NextDouble() < p).ToArray();

        CalibrationCurve.EqualMassError(truth, outcomes).ShouldBeLessThan(0.012);
        CalibrationCurve.EqualMassError(truth.Select(p => p / 2).ToArray(), outcomes).ShouldBe(0.125, 0.012);
        CalibrationCurve.Of(truth, outcomes).Sum(b => b.Count).ShouldBe(20_000);
        CalibrationCurve.Of(truth, outcomes)[9].MeanPredicted.ShouldBe(0.475, 0.002);
    }
}
