using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Tests.Detection;

public sealed class DistinctAggregateTests
{
    private const long Start = 1_790_000_000_000;
    private static readonly AggregateDefinition Pages = new("x", AggregateFunction.Distinct, "e", "page", null, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(100)]
    [InlineData(600)]
    [InlineData(1000)]
    [InlineData(10_000)]
    public void Read_MoreThanSixtyFour_IsAnEstimateWithinItsError(int distinct)
    {
        List<double> errors = [];
        for (var seed = 0; seed < 40; seed++)
        {
            var state = AggregateState.Create(Pages);
            for (var i = 0; i < distinct; i++)
            {
                state.Update(Pages, Value.OfText($"/page/{seed}/{i}"), Start + (i % 1000));
                state.Update(Pages, Value.OfText($"/page/{seed}/{i}"), Start + 1000);
            }

            state.IsApproximate.ShouldBeTrue();
            errors.Add((state.Read(Pages, Start + 1000).Number / distinct) - 1);
        }

        // Standard error 6.5 % for one; 6.5 % / sqrt(40) = 1 % for the mean, plus the known bias of the switch to linear counting.
        errors.Max(Math.Abs).ShouldBeLessThan(4 * 0.065);
        Math.Abs(errors.Average()).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Read_SixtyFour_IsExact()
    {
        var state = AggregateState.Create(Pages);
        for (var i = 0; i < 64; i++)
        {
            state.Update(Pages, Value.OfNumber(i), Start);
        }

        state.Read(Pages, Start).ShouldBe(Value.OfNumber(64));
        state.IsApproximate.ShouldBeFalse();
    }

    [Fact]
    public void Read_EstimateAsTheWindowMoves_FollowsWhatIsInside()
    {
        var state = AggregateState.Create(Pages);
        for (var i = 0; i < 6000; i++)
        {
            // Every minute 100 new pages for an hour; late ones now and then.
            state.Update(Pages, Value.OfNumber(i), Start + (i / 100 * 60_000L));
        }

        for (var minute = 60; minute < 125; minute += 5)
        {
            var now = Start + (minute * 60_000L);
            var from = AggregateWindow.StartOf(Pages, now);
            var expected = Enumerable.Range(0, 6000).Count(i => Start + (i / 100 * 60_000L) > from);
            var actual = state.Read(Pages, now).Number;
            actual.ShouldBeInRange(expected * 0.75, expected * 1.25, $"minute {minute}");
        }

        state.Update(Pages, Value.OfNumber(1), Start + (10 * 3_600_000L));
        state.IsApproximate.ShouldBeFalse("an empty window starts anew, exact");
        state.Read(Pages, Start + (10 * 3_600_000L)).ShouldBe(Value.OfNumber(1));
    }

    [Fact]
    public void Read_EventsInAnyOrder_GivesTheSameEstimate()
    {
        var random = new Random(5);
        var events = Enumerable.Range(0, 2000).Select(i => (Value: Value.OfNumber(random.Next(900)), Time: Start - random.NextInt64(4_000_000))).ToArray();
        var inOrder = Fill(events.OrderBy(e => e.Time));
        var shuffled = Fill(events);
        for (var ahead = 0L; ahead < 4_000_000; ahead += 100_000)
        {
            shuffled.Read(Pages, Start + ahead).ShouldBe(inOrder.Read(Pages, Start + ahead), $"{ahead} ms ahead");
        }

        static AggregateState Fill(IEnumerable<(Value Value, long Time)> events)
        {
            var state = AggregateState.Create(Pages);
            foreach (var (value, time) in events)
            {
                state.Update(Pages, value, time);
            }

            return state;
        }
    }

    [Fact]
    public void Write_Estimate_ReadsBackTheSameAndStaysSmall()
    {
        var state = AggregateState.Create(Pages);
        for (var i = 0; i < 5000; i++)
        {
            state.Update(Pages, Value.OfNumber(i), Start + (i * 700L));
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        state.Write(new StateWriter(buffer));
        var reader = new StateReader(buffer.WrittenSpan);
        AggregateState.Read(ref reader).Read(Pages, Start + 3_600_000).ShouldBe(state.Read(Pages, Start + 3_600_000));
        buffer.WrittenCount.ShouldBeLessThan(3000);
    }
}
