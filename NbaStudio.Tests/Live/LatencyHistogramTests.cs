using NbaStudio.Live;

namespace NbaStudio.Tests.Live;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentile_OfRandomLatencies_IsWithinSixPercentAndAddsUp()
    {
        var random = new Random(3);
        var histogram = new LatencyHistogram();
        var all = new List<long>();
        for (var i = 0; i < 20_000; i++)
        {
            var scale = Math.Exp(random.NextDouble() * 6);
            var latency = new LiveLatency((long)(scale * 10), (long)(scale * 20), (long)(scale * 7), (long)(scale * 60 * random.NextDouble()));
            histogram.Add(latency);
            all.Add(latency.Total);
        }

        all.Sort();
        foreach (var share in new[] { 0.5, 0.9, 0.99 })
        {
            var exact = all[(int)Math.Ceiling(share * all.Count) - 1];
            var parts = histogram.Percentile(share)!.Value;
            parts.Total.ShouldBeInRange((long)(exact * 0.935), (long)(exact * 1.065));
        }
    }

    [Fact]
    public void AddTo_ThenClear_MovesEverything()
    {
        LatencyHistogram first = new(), second = new();
        first.Add(new LiveLatency(1, 2, 3, 4));
        first.Add(new LiveLatency(0, 0, 0, 500_000_000));
        first.AddTo(second);
        first.Clear();
        first.Percentile(0.5).ShouldBeNull();
        second.Count.ShouldBe(2);
        second.Percentile(0.5).ShouldBe(new LiveLatency(1, 2, 3, 4));
        second.Percentile(1).ShouldBe(new LiveLatency(0, 0, 0, 500_000_000));
    }

    [Theory]
    [InlineData(136, 2_299, 0.0502, 0.0696)]
    [InlineData(0, 10, 0, 0.2775)]
    public void Wilson_OfKnownCounts_GivesThePublishedInterval(long successes, long trials, double low, double high)
    {
        var interval = ProportionInterval.Wilson(successes, trials)!.Value;
        interval.Low.ShouldBe(low, 0.0002);
        interval.High.ShouldBe(high, 0.0002);
    }

    [Fact]
    public void Wilson_WithMoreAnswersThanTrials_IsRefused() => ProportionInterval.Wilson(5, 3).ShouldBeNull();
}
