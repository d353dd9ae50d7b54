using System.Collections.Concurrent;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Runtime;

public sealed class DueTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly BlockingCollection<(long Customer, long Now)> _fired = [];
    private int _throws;

    public void Dispose() => _fired.Dispose();

    [Fact]
    public async Task Advance_ToDueTime_FiresOnceAndNotBefore()
    {
        await using var hub = Hub(new InMemoryHubStore());
        var start = _time.NowMilliseconds;
        await SetDue(hub, 1, start + 1_000);
        await SetDue(hub, 2, start + 500);
        _time.Advance(TimeSpan.FromMilliseconds(499));
        await hub.EventsOf(1);
        _fired.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Next().ShouldBe((2, start + 500));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Next().ShouldBe((1, start + 1_000));
        _time.Advance(TimeSpan.FromDays(400));
        await hub.EventsOf(1);
        _fired.Count.ShouldBe(0);
        hub.Store.ReadDueCustomers(long.MinValue, 0, 9).ShouldBeEmpty();
    }

    [Fact]
    public async Task Advance_DueTimeWasMoved_FollowsTheNewOne()
    {
        await using var hub = Hub(new InMemoryHubStore());
        var start = _time.NowMilliseconds;
        await SetDue(hub, 1, start + 1_000);
        await SetDue(hub, 1, start + 3_000);
        await SetDue(hub, 2, start + 1_000);
        await SetDue(hub, 2, long.MaxValue);
        _time.Advance(TimeSpan.FromSeconds(2));
        await hub.EventsOf(1);
        _fired.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        Next().ShouldBe((1, start + 3_000));
    }

    [Fact]
    public async Task Start_OverdueCustomers_FireAtOnceInDueOrder()
    {
        var store = new InMemoryHubStore();
        var start = _time.NowMilliseconds;
        await using (var hub = Hub(store))
        {
            foreach (var key in Enumerable.Range(1, 20))
            {
                await SetDue(hub, key, start + 1_000 + ((key * 7) % 20));
            }
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var again = Hub(store);
        var order = Enumerable.Range(0, 20).Select(_ => Next().Customer).ToArray();
        order.ShouldBe(Enumerable.Range(1, 20).OrderBy(k => (k * 7) % 20).Select(k => (long)k));
        TestHub.Eventually(() => store.ReadDueCustomers(long.MinValue, 0, 1).Count == 0, "everything is served");
        store.ReadJournal(1, 99).Count.ShouldBe(20);
    }

    [Fact]
    public async Task DueHandler_Throws_IsTriedAgainLaterAndActsOnce()
    {
        var store = new InMemoryHubStore();
        await using var hub = Hub(store);
        _throws = 2;
        await SetDue(hub, 1, _time.NowMilliseconds + 10);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        TestHub.Eventually(() => Volatile.Read(ref _throws) == 1, "first try");
        await hub.EventsOf(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        TestHub.Eventually(() => Volatile.Read(ref _throws) == 0, "second try");
        await hub.EventsOf(1);
        _fired.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(2));
        Next().Customer.ShouldBe(1);
        TestHub.Eventually(() => store.ReadHead().Sequence == 1, "acted once");
    }

    [Fact]
    public async Task Commit_FailsWhileDueWorkRuns_FiresAgainFromDisk()
    {
        var faults = new FaultInjectingHubStore(new InMemoryHubStore(), 5);
        await using var hub = Hub(faults);
        await SetDue(hub, 1, _time.NowMilliseconds + 10);
        faults.FailNext(FaultKind.During);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Next().Customer.ShouldBe(1);
        Next().Customer.ShouldBe(1);
        TestHub.Eventually(() => faults.ReadHead().Sequence == 1, "the second one is durable");
        faults.Injected.ShouldBe(1);
    }

    [Fact]
    public void Earliest_ManyChanges_EqualsASimpleModel()
    {
        var (queue, model, random) = (new DueQueue(), new Dictionary<long, long>(), new Random(11));
        for (var i = 0; i < 20_000; i++)
        {
            var (key, due) = (random.Next(50), random.Next(4) == 0 ? long.MaxValue : random.Next(1_000));
            queue.Set(key, due);
            model.Remove(key);
            if (due != long.MaxValue)
            {
                model[key] = due;
            }

            if (random.Next(3) == 0 && queue.TryTake(random.Next(1_000), out var taken, out var at))
            {
                var expected = model.OrderBy(m => (m.Value, m.Key)).First();
                (taken, at).ShouldBe((expected.Key, expected.Value));
                model.Remove(taken);
            }

            queue.Earliest.ShouldBe(model.Count == 0 ? long.MaxValue : model.Values.Min());
            queue.Count.ShouldBe(model.Count);
        }
    }

    private static Task<int> SetDue(TestHub hub, long key, long due) => hub.Runtime.RunAsync(key, LaneQueue.Events, c =>
    {
        c.Customer.Due = due;
        c.Changed();
        return 0;
    });

    private TestHub Hub(IHubStore store) => new(store, TestHub.Options with { LaneGroups = 1 }, _time, Fire);

    private void Fire(LaneContext<TestCustomer> context)
    {
        if (_throws > 0)
        {
            _throws--;
            throw new FormatException("not yet");
        }

        context.Customer.Due = long.MaxValue;
        context.Append(JournalKind.Due, []);
        _fired.Add((context.Key, context.Now));
    }

    private (long Customer, long Now) Next()
    {
        _fired.TryTake(out var next, TimeSpan.FromSeconds(10)).ShouldBeTrue("a due customer fires");
        return next;
    }
}
