using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class TrialDrawTests
{
    private const int Customers = 40_000;

    [Fact]
    public void Takes_AShare_OfCustomers()
    {
        foreach (var share in new[] { 0.01, 0.1, 0.5 })
        {
            var taken = Enumerable.Range(1, Customers).Count(c => new TrialDraw(7, 7, share).Takes(c));
            ((double)taken / Customers).ShouldBe(share, 5 * Math.Sqrt(share * (1 - share) / Customers));
        }
    }

    [Fact]
    public void Widened_KeepsEverybodyWhoWasIn_WhateverTheRevision()
    {
        var (narrow, wide) = (new TrialDraw(7, 7, 0.1), new TrialDraw(7, 12, 0.3));
        Enumerable.Range(1, Customers).Where(c => narrow.Takes(c)).ShouldAllBe(c => wide.Takes(c));
    }

    [Fact]
    public void OtherTrialsAndHoldOuts_TakeOthers()
    {
        var (first, second) = (new TrialDraw(7, 7, 0.2), new TrialDraw(8, 8, 0.2));
        var holdOut = new HoldOutDraw(1, null, 0.2, "all");
        var both = Enumerable.Range(1, Customers).Count(c => first.Takes(c) && second.Takes(c));
        var held = Enumerable.Range(1, Customers).Count(c => first.Takes(c) && holdOut.Holds(c));
        ((double)both / Customers).ShouldBe(0.04, 0.005);
        ((double)held / Customers).ShouldBe(0.04, 0.005);
    }

    [Fact]
    public void Takes_IsTheSameInEveryRelease() => Enumerable.Range(1, 40).Where(c => new TrialDraw(7, 7, 0.2).Takes(c)).ShouldBe([1, 4, 5, 11, 13, 15, 18, 21, 28, 34, 35, 39]);
}
