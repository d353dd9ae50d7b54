using NbaStudio.Data;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Live;

public sealed class WatchVerdictTests
{
    private static readonly WatchConditions All = new(24, 100, 0.25, 0.02);

    [Theory]
    [InlineData(10_000, 100.1, "p99")]
    [InlineData(10_000, 99.9, null)]
    [InlineData(499, 400, null)]
    public void Broken_ByTheTimesOfDecisions(long decisions, double p99, string? code) => (WatchVerdict.Broken(All, default, default, decisions, p99)?.Code).ShouldBe(code);

    [Theory]
    [InlineData(1000, 100, 1000, 30, "acceptance")] // 3 % where at least 7.5 % is asked
    [InlineData(1000, 100, 1000, 74, null)] // below, and well within chance
    [InlineData(1000, 100, 199, 0, null)] // too few
    [InlineData(199, 100, 1000, 0, null)] // nothing to compare with
    [InlineData(100_000, 10_000, 100_000, 7_000, "acceptance")] // a little below, beyond chance
    public void Broken_ByAcceptanceAgainstBefore(long seenBefore, long before, long seen, long accepted, string? code) =>
        (WatchVerdict.Broken(All, new WatchCounts(seenBefore, before, 0), new WatchCounts(seen, accepted, 0), 0, null)?.Code).ShouldBe(code);

    [Theory]
    [InlineData(1000, 60, "harm")]
    [InlineData(1000, 25, null)]
    [InlineData(150, 100, null)]
    public void Broken_ByHarm(long seen, long harms, string? code) => (WatchVerdict.Broken(All, default, new WatchCounts(seen, 0, harms), 0, null)?.Code).ShouldBe(code);

    [Fact]
    public void Broken_OfConditionsThatAreNotWatched_IsNone() =>
        WatchVerdict.Broken(new WatchConditions(1, null, null, 0.9), new WatchCounts(1000, 900, 0), new WatchCounts(1000, 0, 500), 10_000, 9_000).ShouldBeNull();

    [Fact]
    public void Broken_WhereNothingChanged_RarelyCriesOut()
    {
        var alarms = 0;
        var random = new Random(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var before = Draw(random, 2_000, 0.05);
            var after = default(WatchCounts);
            for (var look = 0; look < 50; look++)
            {
                after += Draw(random, 100, 0.05);
                if (WatchVerdict.Broken(All, before, after, 0, null) is not null)
                {
                    alarms++;
                    break;
                }
            }
        }

        alarms.ShouldBeLessThan(3, "fifty looks at the same rate");
    }

    [Fact]
    public void Note_WrittenAndRead_IsTheSame()
    {
        var broken = new BrokenCondition("harm", 0.031, 0.02, 412);
        BrokenCondition.Parse(broken.ToNote()).ShouldBe(broken);
        BrokenCondition.Parse("revision 7 is in force").ShouldBeNull();
    }

    private static WatchCounts Draw(Random random, int seen, double rate) => new(seen, Enumerable.Range(0, seen).Count(_ => random.NextDouble() < rate), 0);
}
