using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

public sealed class DirectoryTests
{
    [Fact]
    public async Task RunAsync_ManyFirstEventsOfOneAlias_MeetInOneCustomer()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 4 });
        for (var round = 0; round < 50; round++)
        {
            using var barrier = new Barrier(4);
            var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return hub.Runtime.RunAsync($"cookie{round}", LaneQueue.Events, create: true, c =>
                {
                    TestHub.Record(c, i);
                    return c.Key;
                });
            })));
            keys.Distinct().Count().ShouldBe(1);
            hub.Store.FindAlias($"cookie{round}").ShouldBe(keys[0]);
        }

        hub.Store.CountCustomers().ShouldBe(50);
    }

    [Fact]
    public async Task RunAsync_UnknownAlias_IsCreatedOnlyWhenSomethingIsWritten()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        (await Should.ThrowAsync<UnknownCustomerException>(hub.Runtime.RunAsync("x", LaneQueue.Callers, create: false, _ => 0))).Alias.ShouldBe("x");
        await Should.ThrowAsync<FormatException>(hub.Runtime.RunAsync<int>("x", LaneQueue.Callers, create: true, _ => throw new FormatException()));
        (await hub.Runtime.RunAsync("x", LaneQueue.Callers, create: true, c => c.IsNew)).ShouldBeTrue();
        hub.Runtime.Directory.Find("x").ShouldBeNull();
        hub.Store.CountCustomers().ShouldBe(0);
        await hub.Event("x", 1);
        (await hub.Runtime.RunAsync("x", LaneQueue.Callers, create: false, c => c.IsNew)).ShouldBeFalse();
        hub.Runtime.Directory.Find("x").ShouldBe(hub.Store.FindAlias("x"));
    }

    [Fact]
    public async Task TryAddAlias_ClaimedByTwo_OneWins()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 2 });
        await Task.WhenAll(hub.Event(1, 1), hub.Event(2, 1));
        for (var round = 0; round < 50; round++)
        {
            var alias = $"mail{round}";
            var claims = await Task.WhenAll(new[] { 1L, 2L }.Select(key => hub.Runtime.RunAsync(key, LaneQueue.Callers, c => (Won: c.TryAddAlias(alias, out var owner), owner))));
            claims.Count(c => c.Won).ShouldBe(1);
            claims.Select(c => c.owner).Distinct().Single().ShouldBe(hub.Store.FindAlias(alias)!.Value);
        }
    }

    [Fact]
    public async Task RemoveAlias_ThenUsedAgain_BelongsToANewCustomer()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        await hub.Event("old", 1);
        var removed = hub.Runtime.RunAsync("old", LaneQueue.Callers, create: false, c =>
        {
            c.RemoveAlias("old");
            c.TryAddAlias("new", out _);
            return c.Key;
        });
        var key = await removed;
        hub.Store.ReadAliases(key).ShouldBe(["new"]);
        await hub.Event("old", 2);
        hub.Store.FindAlias("old").ShouldBe(key + 1);
        hub.Store.FindAlias("new").ShouldBe(key);
    }

    [Fact]
    public async Task RemoveAlias_OfAnotherOrAddedAgain_ChangesNothing()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store);
        await Task.WhenAll(hub.Event("a", 1), hub.Event("b", 1));
        var (a, b) = (store.FindAlias("a"), store.FindAlias("b"));
        // Both events may have come in one commit.
        var before = store.Arrived;
        store.Gate.Reset();
        var task = hub.Runtime.RunAsync("a", LaneQueue.Callers, create: false, c =>
        {
            c.RemoveAlias("b");
            c.RemoveAlias("a");
            c.TryAddAlias("a", out _).ShouldBeTrue();
            c.TryAddAlias("brief", out _).ShouldBeTrue();
            c.RemoveAlias("brief");
            return 0;
        });
        TestHub.Eventually(() => store.Arrived > before, "the commit has begun");
        (hub.Runtime.Directory.Find("a"), hub.Runtime.Directory.Find("b"), hub.Runtime.Directory.Find("brief")).ShouldBe((a, b, null));
        store.Gate.Set();
        await task;
        (store.FindAlias("a"), store.FindAlias("b"), store.FindAlias("brief")).ShouldBe((a, b, null));
        (hub.Runtime.Directory.Find("a"), hub.Runtime.Directory.Find("b"), hub.Runtime.Directory.Find("brief")).ShouldBe((a, b, null));
    }

    [Fact]
    public async Task Start_AfterRestart_NeverReusesAKey()
    {
        var store = new InMemoryHubStore();
        await using (var hub = new TestHub(store))
        {
            await hub.Event("a", 1);
            await hub.Event("b", 1);
            await hub.Runtime.RunAsync("b", LaneQueue.Callers, create: false, c => { c.Erase(); return 0; });
        }

        await using var again = new TestHub(store);
        await again.Event("c", 1);
        store.FindAlias("c").ShouldBe(3);
    }

    [Fact]
    public async Task Erase_EventsBeforeAndAfterInOneBatch_NothingOfTheOldCustomerStays()
    {
        var store = new GatedStore(new InMemoryHubStore());
        await using var hub = new TestHub(store);
        await hub.Event("ann", 1);
        store.Gate.Reset();
        var blocker = hub.Event("bob", 1);
        TestHub.Eventually(() => store.Arrived == 2, "the commit has begun");
        var before = hub.Event("ann", 2);
        var erased = hub.Runtime.RunAsync("ann", LaneQueue.Events, create: false, c =>
        {
            c.TryAddAlias("ann@mail", out _);
            c.Erase();
            c.Append(JournalKind.Erasure, [1]);
            Should.Throw<InvalidOperationException>(() => c.Remember(1, 1, 1));
            return c.Key;
        });
        var afterwards = hub.Event("ann", 3);
        erased.IsCompleted.ShouldBeFalse();
        store.Gate.Set();
        await Task.WhenAll(blocker, before, erased, afterwards);

        var old = await erased;
        store.LoadCustomer(old).ShouldBeNull();
        store.FindAlias("ann@mail").ShouldBeNull();
        store.ReadJournal(1, 99, old).Select(r => (r.Kind, r.Payload is null)).ShouldBe(
            [(JournalKind.Event, true), (JournalKind.Event, true), (JournalKind.Erasure, false)]);
        var fresh = store.FindAlias("ann").ShouldNotBeNull();
        fresh.ShouldNotBe(old);
        (await hub.EventsOf(fresh)).ShouldBe([3]);
        store.VerifyChain().IsValid.ShouldBeTrue();
    }
}
