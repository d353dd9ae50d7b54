using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class PropensityIntervalTests
{
    [Theory]
    [InlineData(1e-5)]
    [InlineData(0.041)]
    [InlineData(0.5)]
    [InlineData(0.99999)]
    public void Of_NoSpread_IsThePropensity(double p) => PropensityInterval.Of(p, 0).ShouldBe(new(p, p));

    [Theory]
    [InlineData(1e-5, 0.3)]
    [InlineData(0.041, 0.3)]
    [InlineData(0.3, 2)]
    [InlineData(0.99999, 2)]
    public void Of_Spread_IsThatFarInLogOddsToBothSides(double p, double spread)
    {
        var interval = PropensityInterval.Of(p, spread);
        (Logit(p) - Logit(interval.Low)).ShouldBe(spread, 1e-8);
        (Logit(interval.High) - Logit(p)).ShouldBe(spread, 1e-8);
    }

    [Theory]
    [InlineData(1e-5, 1000)]
    [InlineData(0.99999, 1000)]
    [InlineData(0.5, 1e-12)]
    public void Of_AnySpread_StaysInside0And1(double p, double spread)
    {
        var interval = PropensityInterval.Of(p, spread);
        interval.Low.ShouldBeInRange(double.Epsilon, p);
        interval.High.ShouldBeInRange(p, Math.BitDecrement(1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.5, -0.1)]
    [InlineData(0.5, double.NaN)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void Of_OutOfRange_IsRefused(double p, double spread) => Should.Throw<ArgumentOutOfRangeException>(() => PropensityInterval.Of(p, spread));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
