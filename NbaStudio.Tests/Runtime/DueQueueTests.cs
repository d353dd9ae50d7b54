using NbaStudio.Engine.Runtime;

namespace NbaStudio.Tests.Runtime;

/// <summary>The wheel against its definition: a sorted set of (due, customer).</summary>
public sealed class DueQueueTests
{
    private static readonly long Start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // From the same millisecond to the end of time.
    private static readonly long[] Spans = [1, 5, 64, 4_096, 262_144, 86_400_000, 400 * 86_400_000L, 40_000 * 86_400_000L];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AnyOperations_UnderAClockThatJumps_EqualASortedSet(int seed)
    {
        var random = new Random(seed);
        var (queue, model, due) = (new DueQueue(seed % 2 == 0 ? 0 : Start), new SortedSet<(long Due, long Customer)>(), new Dictionary<long, long>());
        var now = Start;
        for (var i = 0; i < 60_000; i++)
        {
            var customer = random.NextInt64(200) - 20;
            var prepares = random.Next(3) == 0 && queue.Prepare(now);
            switch (random.Next(10))
            {
                case 0:
                    Set(customer, long.MaxValue);
                    break;
                case 1:
                    now += Span();
                    break;
                case 2:
                    now -= random.Next(20) == 0 ? Span() : 0;
                    break;
                case < 6:
                    Take();
                    break;
                case 6:
                    // Overdue, also from before 1970.
                    Set(customer, random.Next(50) == 0 ? -Span() : now - Span());
                    break;
                default:
                    Set(customer, random.Next(500) == 0 ? long.MaxValue - 1 : now + Span());
                    break;
            }

            queue.Count.ShouldBe(model.Count);
            queue.DueOf(customer).ShouldBe(due.GetValueOrDefault(customer, long.MaxValue));
            queue.NextLook.ShouldBeLessThanOrEqualTo(model.Count == 0 ? long.MaxValue : model.Min.Due);
            if (!prepares)
            {
                // This one ends what is being dealt out.
                queue.Earliest.ShouldBe(model.Count == 0 ? long.MaxValue : model.Min.Due);
            }
        }

        now = long.MaxValue - 1;
        while (model.Count > 0)
        {
            Take();
        }

        queue.TryTake(now, out _, out _).ShouldBeFalse();

        long Span() => random.NextInt64(Spans[random.Next(Spans.Length)]);

        void Set(long customer, long time)
        {
            queue.Set(customer, time);
            if (due.Remove(customer, out var before))
            {
                model.Remove((before, customer));
            }

            if (time != long.MaxValue)
            {
                due[customer] = time;
                model.Add((time, customer));
            }
        }

        void Take()
        {
            var expected = model.Count > 0 && model.Min.Due <= now;
            queue.TryTake(now, out var customer, out var time).ShouldBe(expected);
            if (expected)
            {
                (time, customer).ShouldBe(model.Min);
                model.Remove(model.Min);
                due.Remove(customer);
            }
            else
            {
                while (queue.Prepare(now))
                {
                    queue.NextLook.ShouldBeLessThanOrEqualTo(now, "else the lanes would not go on");
                }

                queue.NextLook.ShouldBeGreaterThan(now, "else the lanes would look again and again");
            }
        }
    }

    [Fact]
    public void TryTake_ClockJumpsOverManyDays_GivesWhatLiesBetweenInOrder()
    {
        var (queue, random) = (new DueQueue(), new Random(8));
        var times = Enumerable.Range(1, 5_000).Select(c => (Due: Start + random.NextInt64(30 * 86_400_000L), Customer: (long)c)).ToList();
        times.ForEach(t => queue.Set(t.Customer, t.Due));
        queue.TryTake(Start - 1, out _, out _).ShouldBeFalse();

        var taken = new List<(long, long)>();
        while (queue.TryTake(Start + (30 * 86_400_000L), out var customer, out var due))
        {
            taken.Add((due, customer));
        }

        taken.ShouldBe(times.Order());
    }

    [Fact]
    public void Prepare_LargeSlotAheadOfItsTime_GoesInStepsAndLosesNothing()
    {
        // All of them wait in one slot of 4.7 hours; meanwhile some are cancelled, moved and added, before and in the slot.
        var (queue, random) = (new DueQueue(), new Random(6));
        var slot = (Start >> 24 << 24) + (1L << 24);
        queue.Set(0, slot - 5_000_000);
        queue.TryTake(slot - 5_000_000, out _, out _).ShouldBeTrue();
        var due = new SortedDictionary<long, long>();
        for (var customer = 1L; customer <= 20_000; customer++)
        {
            queue.Set(customer, due[customer] = slot + random.Next(1 << 24));
        }

        queue.Prepare(slot - 3_000).ShouldBeFalse("not yet");
        queue.NextLook.ShouldBe(slot - 2_000);
        var steps = 0;
        for (var now = slot - 2_000; queue.Prepare(now); now += 10, steps++)
        {
            var customer = random.NextInt64(1, 20_000);
            due.Remove(customer);
            queue.Set(customer, long.MaxValue);
            queue.Set(30_000 + steps, due[30_000 + steps] = now + random.Next(1_000_000));
            queue.Set(40_000, now);
            queue.TryTake(now, out var taken, out _).ShouldBeTrue();
            taken.ShouldBe(40_000);
        }

        steps.ShouldBeInRange(30, 200);
        var rest = new List<(long, long)>();
        while (queue.TryTake(long.MaxValue - 1, out var customer, out var time))
        {
            rest.Add((time, customer));
        }

        rest.ShouldBe(due.Select(d => (d.Value, d.Key)).Order());
    }

    [Fact]
    public void TryTake_SameMillisecond_GoesByKeyAlsoForThoseWhoComeWhileItIsServed()
    {
        var queue = new DueQueue();
        foreach (var customer in (long[])[9, 3, 7, 5])
        {
            queue.Set(customer, Start);
        }

        queue.TryTake(Start, out var first, out _).ShouldBeTrue();
        queue.Set(4, Start);
        queue.Set(8, Start - 1);
        queue.Set(9, long.MaxValue);
        var rest = new List<long>();
        while (queue.TryTake(Start, out var customer, out _))
        {
            rest.Add(customer);
        }

        first.ShouldBe(3);
        rest.ShouldBe([8, 4, 5, 7]);
    }

    [Fact]
    public void Set_InSteadyState_AllocatesNothing()
    {
        var (queue, random) = (new DueQueue(), new Random(4));
        for (var i = 0; i < 20_000; i++)
        {
            queue.Set(i, Start + random.Next(1_000_000));
        }

        Run(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(50_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var customer = random.Next(20_000);
                queue.Set(customer, long.MaxValue);
                queue.Set(customer, Start + random.Next(1_000_000));
            }
        }
    }

    [Fact]
    public void CountDue_Spans_CountEverybodyOnce()
    {
        var queue = new DueQueue();
        foreach (var (customer, due) in (ReadOnlySpan<(long, long)>)[(1, 5), (2, 10), (3, 19), (4, 20), (5, 400), (6, 7)])
        {
            queue.Set(customer, due);
        }

        queue.TryTake(5, out _, out _).ShouldBeTrue();
        queue.Set(6, long.MaxValue);
        var counts = new int[3];
        queue.CountDue([10, 20], counts);
        counts.ShouldBe([0, 2, 2]);
    }
}
