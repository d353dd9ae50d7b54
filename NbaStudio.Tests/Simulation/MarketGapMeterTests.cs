using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Tests.Simulation;

public sealed class MarketGapMeterTests
{
    [Fact]
    public void Range_CountsFromOne_SumsHiddenProbabilityTimesValue()
    {
        var meter = new MarketGapMeter();
        meter.OnDecision(Reply(1000), [0.1]);
        meter.OnDecision(Reply(2000, 500), [0.05, 0.2]);
        meter.OnDecision(Reply(), []);

        meter.Range(1, 1).Earned.ShouldBe(100, 1e-9);
        meter.Range(2, 3).ShouldBe(new MarketEarnings(200, 2, 1, 2, 0.125));
        Should.Throw<ArgumentOutOfRangeException>(() => meter.Range(0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => meter.Range(1, 4));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(200, 1)]
    [InlineData(140, 0.4)]
    [InlineData(50, -0.5)]
    public void GapClosed_BetweenFixedAndOracle_IsTheShare(double hub, double share) => MarketGapMeter.GapClosed(hub, 100, 200).ShouldBe(share, 1e-12);

    [Fact]
    public void GapClosed_NoGap_SaysSo() => Should.Throw<ArgumentException>(() => MarketGapMeter.GapClosed(100, 200, 200));

    private static DecisionReply Reply(params double[] values) =>
        new("d", "c", 1, default, null, [.. values.Select(v => new ChosenAction(1, "hero", "app", "o", "g", "a", "t", 1, new("ja", null, null, null, null, null), 0.9, 1, v, 1, 0, 1, 1, "t"))], default, false);
}
