using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

public sealed class LaneTests
{
    [Fact]
    public void Customer_ManyKeys_SpreadEvenlyAndStayTheSame()
    {
        Enumerable.Range(1, 100_000).GroupBy(k => LaneOf.Customer(k)).ShouldAllBe(g => g.Count() > 50 && g.Count() < 160);
        LaneOf.Customer(0).ShouldBe((int)(0xE220A8397B1DCDAFUL % LaneOf.Count), "the published first output of SplitMix64 for seed 0");
        new[] { 1L, 2, 3, long.MaxValue }.Select(LaneOf.Customer).ShouldBe([193, 718, 1005, 679]);
    }

    [Fact]
    public async Task RunAsync_ManyEventsOfManyCustomers_KeepTheirOrder()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        var tasks = Enumerable.Range(0, 4_000).Select(i => hub.Event(1 + (i % 7), i)).ToArray();
        await Task.WhenAll(tasks);
        for (var key = 1; key <= 7; key++)
        {
            var expected = Enumerable.Range(0, 4_000).Where(i => 1 + (i % 7) == key).Select(i => (long)i).ToArray();
            (await hub.EventsOf(key)).ShouldBe(expected);
            hub.Store.ReadJournal(1, 5_000, key).Select(TestHub.IdOf).ShouldBe(expected);
        }

        hub.Store.VerifyChain().Checked.ShouldBe(4_000);
    }

    [Fact]
    public async Task RunAsync_AllQueuesFull_ServesInOrderWithOneInEightFromTheLast()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 1 });
        using var gate = new HoldUp();
        List<LaneQueue> served = [];
        List<Task> tasks = [hub.Runtime.RunAsync(1, LaneQueue.Callers, _ => { gate.Wait(); return 0; })];
        foreach (var (queue, count) in new[] { (LaneQueue.Due, 10), (LaneQueue.Events, 30), (LaneQueue.Callers, 30) })
        {
            tasks.AddRange(Enumerable.Range(0, count).Select(i => hub.Runtime.RunAsync(i, queue, _ => { served.Add(queue); return 0; })));
        }

        gate.Release();
        await Task.WhenAll(tasks);
        served.Where(q => q != LaneQueue.Due).ShouldBe(Enumerable.Repeat(LaneQueue.Callers, 30).Concat(Enumerable.Repeat(LaneQueue.Events, 30)));
        var positions = served.Index().Where(s => s.Item == LaneQueue.Due).Select(s => s.Index).ToArray();
        positions[0].ShouldBeLessThan(8);
        positions.Zip(positions.Skip(1)).ShouldAllBe(p => p.Second - p.First <= 8);
        positions.Take(8).Zip(positions.Skip(1)).Take(7).ShouldAllBe(p => p.Second - p.First == 8);
    }

    [Fact]
    public async Task RunAsync_QueueFull_IsBusyAndDoesNothing()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 1, QueueCapacity = 2 });
        using var gate = new HoldUp();
        using var running = new ManualResetEventSlim();
        var first = hub.Runtime.RunAsync(1, LaneQueue.Events, _ => { running.Set(); gate.Wait(); return 0; });
        running.Wait();
        var waiting = new[] { hub.Event(1, 1), hub.Event(1, 2) };
        (await Should.ThrowAsync<HubBusyException>(hub.Event(1, 3))).Queue.ShouldBe(LaneQueue.Events);
        var caller = hub.EventsOf(1);
        gate.Release();
        await Task.WhenAll(waiting);
        (await caller).ShouldBeEmpty();
        (await hub.EventsOf(1)).ShouldBe([1, 2]);
        hub.Runtime.Metrics.Refused.ShouldBe(1);
        await first;
    }

    [Fact]
    public async Task RunAsync_WorkThrows_UndoesItAloneEvenOverStateInFlight()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store);
        await hub.Event(1, 1);
        store.Gate.Reset();
        var inFlight = hub.Event(1, 2);
        var failing = hub.Runtime.RunAsync<int>(1, LaneQueue.Events, c =>
        {
            TestHub.Record(c, 3);
            c.TryAddAlias("mine", out _).ShouldBeTrue();
            c.TryUseBudget(new BudgetKey(1, 1), 10, 5).ShouldBeTrue();
            c.AfterCommit(() => throw new InvalidOperationException("must not run"));
            throw new FormatException("bad rule");
        });
        var after = hub.Event(1, 4);
        failing.IsCompleted.ShouldBeFalse("it saw state that is not durable");
        store.Gate.Set();
        await Should.ThrowAsync<FormatException>(failing);
        await Task.WhenAll(inFlight, after);
        (await hub.EventsOf(1)).ShouldBe([1, 2, 4]);
        (await hub.Event(1, 3)).ShouldBeNull("the id of undone work is free");
        hub.Runtime.Directory.Find("mine").ShouldBeNull();
        hub.Runtime.Budgets.Used(new BudgetKey(1, 1)).ShouldBe(0);
        hub.Runtime.Metrics.EffectFailures.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_ChangesWithoutWriting_IsCaughtByTheCheck()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        await hub.Event(1, 1);
        var careless = hub.Runtime.RunAsync(1, LaneQueue.Events, c => { c.Customer.Events.Add(9); return 0; });
        (await Should.ThrowAsync<InvalidOperationException>(careless)).Message.ShouldContain("Changed");
        await hub.Runtime.RunAsync(1, LaneQueue.Events, c => { c.Customer.Events.Add(2); c.Changed(); return 0; });
        (await hub.EventsOf(1)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task RunAsync_MoreCustomersThanMemoryHolds_ReadsThemBack()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { CachedCustomers = 16 });
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(1, 300).Select(k => hub.Event(k, round)));
        }

        (await Task.WhenAll(Enumerable.Range(1, 300).Select(k => hub.EventsOf(k)))).ShouldAllBe(e => e.SequenceEqual(new long[] { 0, 1, 2 }));
    }

    [Fact]
    public async Task StopAsync_WorkWaiting_IsFinishedAndDurable()
    {
        var store = new InMemoryHubStore();
        var hub = new TestHub(store);
        var tasks = Enumerable.Range(0, 500).Select(i => hub.Event(1 + (i % 5), i)).ToArray();
        await hub.Runtime.StopAsync();
        await Task.WhenAll(tasks);
        store.ReadHead().Sequence.ShouldBe(500);
        await Should.ThrowAsync<HubUnavailableException>(hub.Event(1, 1_000));
        hub.Runtime.IsReady.ShouldBeFalse();
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_OfTheHubItself_WritesBlobsAndJournal()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        await hub.Runtime.RunAsync(0, LaneQueue.Due, c =>
        {
            c.PutBlob(new BlobRow("model", [1, 2], 5));
            c.Append(JournalKind.Model, [3]);
            Should.Throw<InvalidOperationException>(() => c.Customer);
            return 0;
        });
        hub.Store.ReadBlob("model").ShouldNotBeNull().Value.ShouldBe([1, 2]);
        hub.Store.CountCustomers().ShouldBe(0);
    }

    [Theory]
    [InlineData(0, "QueueCapacity")]
    [InlineData(2_000_000, "QueueCapacity")]
    public void Constructor_OptionOutOfRange_NamesIt(int capacity, string name) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new TestHub(new InMemoryHubStore(), TestHub.Options with { QueueCapacity = capacity })).ParamName.ShouldBe(name);
}
