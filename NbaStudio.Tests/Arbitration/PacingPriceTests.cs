using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class PacingPriceTests
{
    [Fact]
    public void Next_WorkedNumber()
    {
        // 25 uses left for 100 decisions to come: pace 0.25, step 0.05 x 40 / 0.5 = 4.
        PacingPrice.Next(10, 1, 0.25, 40).ShouldBe(13, 1e-12);
        PacingPrice.Next(10, 0, 0.25, 40).ShouldBe(9, 1e-12);
    }

    [Fact]
    public void Next_NeverBelowZero() => PacingPrice.Next(0.5, 0, 4, 100).ShouldBe(0);
}
