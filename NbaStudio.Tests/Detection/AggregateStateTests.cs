using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Tests.Detection;

public sealed class AggregateStateTests
{
    private const long Start = 1_790_000_000_123;

    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(30), TimeSpan.FromHours(7), TimeSpan.FromDays(7), TimeSpan.FromDays(400)];

    [Theory]
    [InlineData(AggregateFunction.Count)]
    [InlineData(AggregateFunction.Sum)]
    [InlineData(AggregateFunction.Average)]
    [InlineData(AggregateFunction.Min)]
    [InlineData(AggregateFunction.Max)]
    [InlineData(AggregateFunction.Last)]
    [InlineData(AggregateFunction.Distinct)]
    [InlineData(AggregateFunction.DaysSince)]
    public void Read_RandomStreamWithLateEvents_EqualsTheDefinition(AggregateFunction function)
    {
        var (reads, empty) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var definition = new AggregateDefinition("x", function, "e", "p", null, Windows[seed % Windows.Length]);
            var window = (long)definition.Window.TotalMilliseconds;
            var state = AggregateState.Create(definition);
            List<(long Time, double Number)> events = [];
            var now = Start;
            for (var i = 0; i < 300; i++)
            {
                now += random.Next(20) == 0 ? random.NextInt64(window * 2) : random.NextInt64(Math.Max(2, window / 50));
                if (random.Next(2) == 0)
                {
                    // On the very edges of steps, too.
                    var time = random.Next(3) switch
                    {
                        0 => now,
                        1 => now - random.NextInt64(window * 3 / 2),
                        _ => now / definition.StepMilliseconds * definition.StepMilliseconds,
                    };
                    var number = random.Next(40) / 4.0;
                    events.Add((time, number));
                    state.Update(definition, Value.OfNumber(number), time);
                }

                state = i % 50 == 49 ? Stored(state) : state;
                var expected = Define(definition, events, now);
                var actual = state.Read(definition, now);
                actual.IsMissing.ShouldBe(expected is null, $"seed {seed}, read {i}");
                if (expected is { } value)
                {
                    actual.Number.ShouldBe(value, 1e-9, $"seed {seed}, read {i}");
                }

                reads++;
                empty += expected is null || (expected == 0 && function != AggregateFunction.DaysSince) ? 1 : 0;
            }
        }

        empty.ShouldBeInRange(reads / 100, reads * 3 / 4, "the streams must exercise both full and empty windows");
    }

    [Fact]
    public void Update_OverAYear_KeepsAtMostOneCellAStep()
    {
        var definition = new AggregateDefinition("x", AggregateFunction.Sum, "e", "p", null, TimeSpan.FromDays(7));
        var state = new SteppedAggregateState();
        for (var time = Start; time < Start + (365 * 86_400_000L); time += 600_000)
        {
            state.Update(definition, Value.OfMoney(0.5), time);
        }

        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        state.Write(new StateWriter(writer));
        writer.WrittenCount.ShouldBeLessThan(33 * 10);
        state.Read(definition, Start + (365 * 86_400_000L)).Kind.ShouldBe(ValueKind.Money);
    }

    [Fact]
    public void Read_TextsAndMissing_CountOnlyWhereTheyCan()
    {
        Read(AggregateFunction.Sum, Value.OfText("a"), Value.OfNumber(2)).ShouldBe(Value.OfNumber(2));
        Read(AggregateFunction.Last, Value.OfNumber(2), Value.OfText("a")).ShouldBe(Value.OfText("a"));
        Read(AggregateFunction.Distinct, Value.OfText("a"), Value.OfText("A"), Value.OfNumber(1), Value.OfMoney(1)).ShouldBe(Value.OfNumber(2));
        Read(AggregateFunction.Distinct, Value.OfSet([new TextValue("a"), new TextValue("b")]), Value.OfText("b")).ShouldBe(Value.OfNumber(2));
        Read(AggregateFunction.Sum, Value.OfNumber(1e308), Value.OfNumber(1e308)).ShouldBe(Value.Missing);
        Read(AggregateFunction.Sum, Value.OfDuration(TimeSpan.FromDays(36500 * 100)), Value.OfDuration(TimeSpan.FromDays(36500 * 200))).ShouldBe(Value.Missing);
        Read(AggregateFunction.Max, Value.OfUnixMilliseconds(5), Value.OfUnixMilliseconds(9)).ShouldBe(Value.OfUnixMilliseconds(9));
        Read(AggregateFunction.Count).ShouldBe(Value.OfNumber(0));
        Read(AggregateFunction.Average).ShouldBe(Value.Missing);
    }

    [Fact]
    public void StartOf_ShownBesideTheNumber_IsWithinOneStepBeforeTheWindow()
    {
        var definition = new AggregateDefinition("x", AggregateFunction.Count, "e", null, null, TimeSpan.FromDays(7));
        var start = AggregateWindow.StartOf(definition, Start);
        (start % definition.StepMilliseconds).ShouldBe(0);
        (Start - (7 * 86_400_000L) - start).ShouldBeInRange(0, definition.StepMilliseconds - 1);
    }

    private static Value Read(AggregateFunction function, params Value[] values)
    {
        var definition = new AggregateDefinition("x", function, "e", "p", null, TimeSpan.FromDays(1));
        var state = AggregateState.Create(definition);
        foreach (var value in values)
        {
            state.Update(definition, value, Start);
        }

        return state.Read(definition, Start);
    }

    private static AggregateState Stored(AggregateState state)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        state.Write(new StateWriter(buffer));
        var reader = new StateReader(buffer.WrittenSpan);
        return AggregateState.Read(ref reader);
    }

    // engine.md section 8, word by word: the events in (floor((now - W)/step) x step, now].
    private static double? Define(AggregateDefinition definition, List<(long Time, double Number)> events, long now)
    {
        var from = (long)Math.Floor((now - (decimal)definition.Window.TotalMilliseconds) / definition.StepMilliseconds) * definition.StepMilliseconds;
        var inside = events.Where(e => e.Time > from && e.Time <= now).ToList();
        return definition.Function switch
        {
            AggregateFunction.Count => inside.Count,
            AggregateFunction.Sum => inside.Sum(e => e.Number),
            AggregateFunction.Distinct => inside.Select(e => e.Number).Distinct().Count(),
            _ when inside.Count == 0 => null,
            AggregateFunction.Average => inside.Average(e => e.Number),
            AggregateFunction.Min => inside.Min(e => e.Number),
            AggregateFunction.Max => inside.Max(e => e.Number),
            AggregateFunction.Last => inside.Last(e => e.Time == inside.Max(x => x.Time)).Number,
            _ => Math.Floor((now - inside.Max(e => e.Time)) / 86_400_000.0),
        };
    }
}
