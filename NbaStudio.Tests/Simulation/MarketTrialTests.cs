using NbaStudio.Benchmarks.Market;

namespace NbaStudio.Tests.Simulation;

/// <summary>The whole engine against the simulated market, in short: the full measurement is the benchmark <c>market</c>.</summary>
public sealed class MarketTrialTests
{
    private const ulong Seed = 1;
    private const double Visits = 0.3; // as in the benchmark at a customer's usual pace

    [Fact]
    public async Task RunAsync_OracleAgainstFixedRankings_EarnsMore()
    {
        var oracle = await MarketTrial.RunAsync(MarketContender.Oracle, Seed, Visits, 0, (1, 4000));
        var ranking = await MarketTrial.RunAsync(MarketContender.FixedRanking, Seed, Visits, 0, (1, 4000));

        oracle.PerDecision.ShouldBeGreaterThan(1.2 * ranking.PerDecision);
        oracle.Refused.ShouldBe(0);
        ranking.Refused.ShouldBe(0);
        ranking.Earnings[0].MeanProbability.ShouldBeInRange(0.005, 0.08);
    }

    [Fact]
    public async Task RunAsync_HubTwice_GivesTheSameNumbers()
    {
        var first = await MarketTrial.RunAsync(MarketContender.Hub, Seed, Visits, 0, (1, 1000), (1001, 2000));
        var second = await MarketTrial.RunAsync(MarketContender.Hub, Seed, Visits, 0, (1, 1000), (1001, 2000));

        second.Earnings.ShouldBe(first.Earnings);
        second.Situations.ShouldBe(first.Situations);
        second.Accepted.ShouldBe(first.Accepted);
        first.Refused.ShouldBe(0);
        first.Accepted.ShouldBeGreaterThan(0);
        first.Earnings[1].MeanProbability.ShouldBeInRange(0.005, 0.08);
        first.SilenceShare.ShouldBeInRange(0.05, 0.95);
        first.Situations[1].Oracle.Earned.ShouldBeGreaterThan(first.Situations[1].Hub.Earned);
    }
}
