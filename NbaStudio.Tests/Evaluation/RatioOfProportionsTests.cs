using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Tests.Evaluation;

public sealed class RatioOfProportionsTests
{
    [Theory]
    [InlineData(0.05, 4_000, 0.03, 200)]
    [InlineData(0.05, 4_000, 0.05, 600)]
    [InlineData(0.2, 300, 0.1, 300)]
    [InlineData(0.6, 100, 0.5, 100)]
    public void Of_TwoRates_HoldsTheTruthInAbout95Percent(double p, int n, double q, int m)
    {
        var random = new Random(8);
        int held = 0, told = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var (a, b) = (Draw(p, n), Draw(q, m));
            if (b > 0)
            {
                told++;
                held += RatioOfProportions.Of(a, n, b, m).Contains(p / q) ? 1 : 0;
            }
        }

        ((double)held / told).ShouldBeInRange(0.93, 0.985);

        int Draw(double rate, int trials) => Enumerable.Range(0, trials).Count(_ => random.NextDouble() < rate);
    }

    [Fact]
    public void Of_ManyOfBoth_AgreesWithTheDeltaMethod()
    {
        var ratio = RatioOfProportions.Of(5_000, 100_000, 4_000, 100_000);
        var error = Math.Sqrt((1 / 5_000.0) - 1e-5 + (1 / 4_000.0) - 1e-5);
        ratio.Low.ShouldBe(1.25 * Math.Exp(-1.96 * error), 0.002);
        ratio.High.ShouldBe(1.25 * Math.Exp(1.96 * error), 0.002);
    }

    [Fact]
    public void Of_Edges_AreWideAndNeverWrongWayRound()
    {
        for (var a = 0; a <= 6; a++)
        {
            for (var b = 1; b <= 6; b++)
            {
                var ratio = RatioOfProportions.Of(a, 6, b, 6);
                var value = (double)a / b;
                ratio.Low.ShouldBeInRange(0, value);
                ratio.High.ShouldBeGreaterThanOrEqualTo(value);
            }
        }

        Should.Throw<ArgumentOutOfRangeException>(() => RatioOfProportions.Of(1, 5, 0, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => RatioOfProportions.Of(0, 0, 1, 5));
    }
}
