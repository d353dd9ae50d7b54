using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Serving;

/// <summary>How long until so many different customers have come by.</summary>
public sealed class CustomerTrafficTests
{
    [Fact]
    public void TimeFor_WithinWhatWasSeen_IsWhatWasAndThenGoesOnAtTheLaterPace()
    {
        // Ten new ones in the first half of 20 minutes, five in the second; everyone comes twice.
        var rows = Enumerable.Range(0, 10).Select(i => (Customer: i, Minute: (double)i))
            .Concat(Enumerable.Range(0, 5).Select(i => (Customer: 10 + i, Minute: 12.0 + (2 * i)))).SelectMany(c => new[] { Row(c.Customer, c.Minute), Row(c.Customer, c.Minute) });
        var traffic = CustomerTraffic.Of([.. rows], 1_000);

        (traffic.Decisions, traffic.Firsts.Count, traffic.Span, traffic.Known).ShouldBe((30, 15, TimeSpan.FromMinutes(20), 1_000L));
        traffic.TimeFor(1).ShouldBe(TimeSpan.Zero);
        traffic.TimeFor(10).ShouldBe(TimeSpan.FromMinutes(9));
        traffic.TimeFor(15).ShouldBe(TimeSpan.FromMinutes(20));
        traffic.TimeFor(115).ShouldBe(TimeSpan.FromMinutes(20 + 200), "five in ten minutes");
        Should.Throw<ArgumentOutOfRangeException>(() => traffic.TimeFor(0));
    }

    [Fact]
    public void TimeFor_NobodyNew_IsNotSaid()
    {
        CustomerTraffic.Of([], 5).ShouldSatisfyAllConditions(t => t.Since.ShouldBeNull(), t => t.TimeFor(1).ShouldBeNull());
        CustomerTraffic.Of([Row(1, 0), Row(1, 30)], 5).TimeFor(2).ShouldBeNull();
    }

    private static DecisionRow Row(long customer, double minute) => new(customer, 1, (long)(minute * 60_000), true, [], []);
}
