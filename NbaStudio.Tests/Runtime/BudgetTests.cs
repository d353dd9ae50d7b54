using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

public sealed class BudgetTests
{
    private static readonly BudgetKey Key = new(4, 20_000);

    [Fact]
    public async Task TryUseBudget_Raced_NeverExceedsTheLimitAndSpendsNearlyAll()
    {
        var store = new InMemoryHubStore();
        long granted;
        await using (var hub = new TestHub(store, TestHub.Options with { LaneGroups = 4 }))
        {
            var won = await Task.WhenAll(Enumerable.Range(1, 3_000).Select(key => hub.Runtime.RunAsync(key, LaneQueue.Callers, c =>
            {
                var amount = 1 + (key % 3);
                return c.TryUseBudget(Key, 2_000, amount) ? amount : 0;
            })));
            granted = won.Sum();
            granted.ShouldBeInRange(1_900, 2_000);
            hub.Runtime.Budgets.Used(Key).ShouldBe(granted);
            store.ReadBudgets().Single().Used.ShouldBe(granted);
            store.ReadBudgets().Single().Drawn.ShouldBeInRange(granted, 2_000);
        }

        store.ReadBudgets().Single().ShouldBe(new BudgetRow(Key, granted, granted), "unused leases are returned at the stop");
    }

    [Fact]
    public async Task TryUseBudget_OneUnitLeft_GoesToOne()
    {
        await using var hub = new TestHub(new InMemoryHubStore());
        var won = await Task.WhenAll(Enumerable.Range(1, 50).Select(key => hub.Runtime.RunAsync(key, LaneQueue.Callers, c => c.TryUseBudget(Key, 1, 1))));
        won.Count(w => w).ShouldBe(1);
    }

    [Fact]
    public async Task TryUseBudget_LimitLowered_CountsAtOnce()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 1 });
        (await Use(hub, 1_000, 50)).ShouldBeTrue();
        (await Use(hub, 52, 3)).ShouldBeFalse();
        (await Use(hub, 52, 2)).ShouldBeTrue();
        (await Use(hub, 52, 1)).ShouldBeFalse();
        (await Use(hub, 53, 1)).ShouldBeTrue();
        hub.Runtime.Budgets.Used(Key).ShouldBe(53);
    }

    [Fact]
    public async Task ReleaseBudget_AfterUse_CanBeUsedAgain()
    {
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 1 });
        (await Use(hub, 10, 10)).ShouldBeTrue();
        await Should.ThrowAsync<FormatException>(hub.Runtime.RunAsync<int>(1, LaneQueue.Callers, c =>
        {
            c.ReleaseBudget(Key, 10);
            throw new FormatException();
        }));
        (await Use(hub, 10, 1)).ShouldBeFalse("what failed work gave back is not given back");
        await hub.Runtime.RunAsync(1, LaneQueue.Callers, c => { c.ReleaseBudget(Key, 4); return 0; });
        (await Use(hub, 10, 5)).ShouldBeFalse();
        (await Use(hub, 10, 4)).ShouldBeTrue();
        hub.Store.ReadBudgets().Single().Used.ShouldBe(10);
    }

    [Fact]
    public async Task Start_AfterACrashWithOpenLeases_CountsWhatWasUsed()
    {
        var store = new InMemoryHubStore();
        await using var crashed = new TestHub(store, TestHub.Options with { LaneGroups = 1 });
        (await Use(crashed, 1_000, 1)).ShouldBeTrue();
        store.ReadBudgets().Single().ShouldBe(new BudgetRow(Key, 10, 1));
        await using var next = new TestHub(store, TestHub.Options with { LaneGroups = 1 });
        (await Use(next, 1_000, 999)).ShouldBeTrue();
        (await Use(next, 1_000, 1)).ShouldBeFalse();
    }

    private static Task<bool> Use(TestHub hub, long limit, long amount) => hub.Runtime.RunAsync(1, LaneQueue.Callers, c => c.TryUseBudget(Key, limit, amount));
}
