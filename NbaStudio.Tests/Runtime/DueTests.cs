using System.Collections.Concurrent;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;
using TemporaryFolder = NbaStudio.Tests.Storage.TemporaryFolder;

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
    public async Task Due_ManyAtOnce_TakeTurnsWithPostedWorkOfTheirQueue()
    {
        await using var hub = Hub(new InMemoryHubStore());
        foreach (var key in Enumerable.Range(1, 200))
        {
            await SetDue(hub, key, _time.NowMilliseconds + 1_000);
        }

        // The lane stands still until both wait.
        using var gate = new ManualResetEventSlim();
        var held = hub.Runtime.RunAsync(999, LaneQueue.Callers, _ => gate.Wait(TimeSpan.FromSeconds(10)));
        _time.Advance(TimeSpan.FromSeconds(1));
        var posted = Enumerable.Range(0, 10).Select(_ => hub.Runtime.RunAsync(500, LaneQueue.Due, _ => _fired.Count)).ToList();
        gate.Set();
        await held;
        (await Task.WhenAll(posted)).ShouldBe(Enumerable.Range(1, 10));
        TestHub.Eventually(() => _fired.Count == 200, "all are served");
    }

    [Fact]
    public async Task Due_CommitIsSlow_LeavesRoomForCallers()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store, TestHub.Options with { LaneGroups = 1, DueBatchItems = 16 }, _time, Fire);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(key => SetDue(hub, key, _time.NowMilliseconds + 1_000)));
        store.Gate.Reset();
        _time.Advance(TimeSpan.FromSeconds(1));
        TestHub.Eventually(() => _fired.Count >= 16, "due work begins");

        // A caller's work runs at once: only its commit has to wait, and few are before it.
        var ran = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = hub.Runtime.RunAsync(500, LaneQueue.Callers, c =>
        {
            c.Append(JournalKind.Event, []);
            ran.SetResult(_fired.Count);
            return 0;
        });
        (await ran.Task.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeLessThanOrEqualTo(32, "16 in the commit under way and 16 that wait for the next");
        store.Gate.Set();
        await call;
        TestHub.Eventually(() => _fired.Count == 200, "all are served");
    }

    [Fact]
    public async Task Due_CallersKeepEveryCommitFull_StillHasItsShare()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store, TestHub.Options with { LaneGroups = 1, DueBatchItems = 1 }, _time, Fire);
        await Task.WhenAll(Enumerable.Range(1, 50).Select(key => SetDue(hub, key, _time.NowMilliseconds + 1_000)));
        using var gate = new ManualResetEventSlim();
        var held = hub.Runtime.RunAsync(999, LaneQueue.Callers, _ => gate.Wait(TimeSpan.FromSeconds(10)));
        _time.Advance(TimeSpan.FromSeconds(1));
        store.Gate.Reset();
        var firedAtEnd = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(1, 80).Select(i => hub.Runtime.RunAsync(500, LaneQueue.Callers, c =>
        {
            c.Append(JournalKind.Event, []);
            if (i == 80)
            {
                firedAtEnd.SetResult(_fired.Count);
            }

            return 0;
        })).ToList();
        gate.Set();
        (await firedAtEnd.Task.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeInRange(10, 13, "one in eight, and what had room at first");
        store.Gate.Set();
        await held;
        await Task.WhenAll(calls);
        TestHub.Eventually(() => _fired.Count == 50, "all are served");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_HundredThousandArmed_AllTakeEffectOnce(bool sqlite)
    {
        const int Customers = 100_000;
        var options = new RuntimeOptions { LaneGroups = 2, QueueCapacity = Customers, CachedCustomers = 2_000 };
        using var folder = new TemporaryFolder();
        using var memory = new InMemoryHubStore();
        var served = new int[Customers + 1];
        var outOfOrder = 0;
        var last = new Dictionary<string, (long Due, long Key)>();
        var due = Enumerable.Range(0, Customers + 1).Select(key => _time.NowMilliseconds + 1_000 + (key * 7_919L % 50_000)).ToArray();
        IHubStore Open() => sqlite ? new SqliteHubStore(folder.File("hub.db")) : memory;
        var store = Open();
        await using (var hub = new TestHub(store, options, _time, Serve))
        {
            await Task.WhenAll(Enumerable.Range(1, Customers).Select(key => SetDue(hub, key, due[key])));
        }

        if (sqlite)
        {
            store.Dispose();
        }

        served.ShouldAllBe(n => n == 0);
        _time.Advance(TimeSpan.FromHours(1));
        store = Open();
        await using (var hub = new TestHub(store, options, _time, Serve))
        {
            await Poll.UntilAsync(() => Task.FromResult(store.ReadHead().Sequence == Customers && store.ReadDueCustomers(long.MinValue, 0, 1).Count == 0), 60);
        }

        served.Skip(1).ShouldAllBe(n => n == 1);
        outOfOrder.ShouldBe(0);
        store.Dispose();

        void Serve(LaneContext<TestCustomer> context)
        {
            Interlocked.Increment(ref served[context.Key]);
            var at = (due[context.Key], context.Key);
            lock (last)
            {
                // In order within a lane group, each of which has its own thread.
                var thread = Thread.CurrentThread.Name!;
                outOfOrder += last.TryGetValue(thread, out var before) && before.CompareTo(at) > 0 ? 1 : 0;
                last[thread] = at;
            }

            context.Customer.Due = long.MaxValue;
            context.Append(JournalKind.Due, []);
        }
    }

    [Fact]
    public async Task AskDueAsync_ManyGroups_AsksEachOfThem()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 3 }, _time, Fire);
        foreach (var key in Enumerable.Range(1, 30))
        {
            await SetDue(hub, key, _time.NowMilliseconds + key);
        }

        var counts = await hub.Runtime.AskDueAsync(due => due.Count);
        counts.Length.ShouldBe(3);
        counts.Sum().ShouldBe(30);
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
