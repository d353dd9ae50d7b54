using System.Collections.Concurrent;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

public sealed class CommitTests
{
    [Fact]
    public async Task RunAsync_CommitHeldBack_NothingLeavesBefore()
    {
        var store = new GatedStore(new InMemoryHubStore());
        var order = new ConcurrentQueue<long>();
        await using var hub = new TestHub(store, participants: new Participant(b => order.Enqueue(-b.Journal.Count)));
        await hub.Event(1, 1);
        order.Clear();
        store.Gate.Reset();
        var original = hub.Runtime.RunAsync(1, LaneQueue.Events, c =>
        {
            c.AfterCommit(() => order.Enqueue(2));
            return TestHub.Record(c, 2);
        });
        TestHub.Eventually(() => store.Arrived == 2, "the commit has begun");
        var duplicate = hub.Event(1, 2);
        var reader = hub.EventsOf(1);
        var conflict = hub.Runtime.RunAsync(1, LaneQueue.Events, c => c.Remember(TestHub.EventKind, 2, 77));
        (await hub.EventsOf(2)).ShouldBeEmpty("another customer does not wait");
        (original.IsCompleted || duplicate.IsCompleted || reader.IsCompleted || conflict.IsCompleted || !order.IsEmpty).ShouldBeFalse();

        store.Gate.Set();
        (await original).ShouldBeNull();
        (await duplicate).ShouldNotBeNull().ShouldSatisfyAllConditions(h => h.IsConflict.ShouldBeFalse(), h => h.Reference.ShouldBe(20));
        (await conflict).ShouldNotBeNull().IsConflict.ShouldBeTrue();
        (await reader).ShouldBe([1, 2]);
        order.ShouldBe([-1, 2]);
    }

    [Fact]
    public async Task RunAsync_CommitFails_DuplicateAndReaderFailWithIt()
    {
        var faults = new FaultInjectingHubStore(new InMemoryHubStore(), 3);
        var store = new GatedStore(faults);
        var resets = 0;
        await using var hub = new TestHub(store, participants: new Participant(_ => { }, () => resets++));
        await hub.Event("ann", 1);
        store.Gate.Reset();
        faults.FailNext(FaultKind.Before);
        var original = hub.Event("ann", 2);
        TestHub.Eventually(() => store.Arrived == 2, "the commit has begun");
        Task[] others = [hub.Event("ann", 2), hub.EventsOf(1), hub.Event("bob", 3)];
        store.Gate.Set();
        foreach (var task in others.Prepend(original))
        {
            await Should.ThrowAsync<CommitFailedException>(task);
        }

        TestHub.Eventually(() => hub.Runtime.IsReady, "the hub recovers");
        resets.ShouldBe(1);
        hub.Runtime.Directory.Find("bob").ShouldBeNull();
        (await hub.EventsOf(1)).ShouldBe([1]);
        (await hub.Event("ann", 2)).ShouldBeNull();
        await hub.Event("bob", 3);
        hub.Store.VerifyChain().Checked.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_WhileRecovering_IsUnavailableUntilTheStoreWorks()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store);
        store.Broken = true;
        await Should.ThrowAsync<CommitFailedException>(hub.Event(1, 1));
        hub.Runtime.IsReady.ShouldBeFalse();
        await Should.ThrowAsync<HubUnavailableException>(hub.Event(1, 2));
        await Should.ThrowAsync<HubUnavailableException>(hub.Event("x", 2));
        store.Broken = false;
        TestHub.Eventually(() => hub.Runtime.IsReady, "the hub recovers");
        await hub.Event(1, 1);
        (await hub.EventsOf(1)).ShouldBe([1]);
    }

    [Fact]
    public async Task StopAsync_StoreBrokenForGood_Ends()
    {
        var store = new GatedStore(new InMemoryHubStore());
        var hub = new TestHub(store);
        store.Broken = true;
        await Should.ThrowAsync<CommitFailedException>(hub.Event(1, 1));
        await hub.Runtime.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task Start_SecondOwner_FencesTheFirst()
    {
        var store = new InMemoryHubStore();
        await using var first = new TestHub(store);
        await first.Event("a", 1);
        await using var second = new TestHub(store);
        await second.Event("a", 2);
        (await Should.ThrowAsync<CommitFailedException>(first.Event("a", 3))).InnerException.ShouldBeOfType<StaleEpochException>();
        first.Runtime.IsFenced.ShouldBeTrue();
        first.Runtime.IsReady.ShouldBeFalse();
        await second.Event("a", 4);
        (await second.EventsOf(1)).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task RunAsync_EffectThrows_IsCountedAndTheRestGoesOn()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        var ran = 0;
        await hub.Runtime.RunAsync(1, LaneQueue.Events, c =>
        {
            c.AfterCommit(() => throw new FormatException("a bad subscriber"));
            c.AfterCommit(() => ran++);
            return TestHub.Record(c, 1);
        });
        (ran, hub.Runtime.Metrics.EffectFailures, hub.Runtime.IsReady).ShouldBe((1, 1, true));
    }

    private sealed class Participant(Action<CommitBatch> committed, Action? reset = null) : ICommitParticipant
    {
        public void OnCommitted(CommitBatch batch) => committed(batch);

        public void ResetToDurable() => reset?.Invoke();
    }
}
