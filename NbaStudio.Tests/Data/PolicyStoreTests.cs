using Microsoft.EntityFrameworkCore;
using NbaStudio.Data;

namespace NbaStudio.Tests.Data;

public sealed class PolicyStoreTests : IDisposable
{
    private readonly ConsoleDataFixture _data = new();

    private PolicyStore Store => _data.Get<PolicyStore>();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Latest_NothingSaved_IsNull()
    {
        (await Store.LatestAsync()).ShouldBeNull();
        (await Store.LoadRevisionAsync(1)).ShouldBeNull();
    }

    [Fact]
    public async Task SaveRevision_RandomEdits_EveryRevisionIsReconstructable()
    {
        var random = new Random(11);
        List<List<StoredItem>> history = [];
        List<StoredItem> items = [];
        for (var revision = 1; revision <= 40; revision++)
        {
            items = Mutate(items, random, revision);
            var info = await Store.SaveRevisionAsync(revision - 1, items, "ann", $"note {revision}");
            info.Number.ShouldBe(revision);
            history.Add(items);
        }

        for (var revision = 1; revision <= history.Count; revision++)
        {
            var loaded = await Store.LoadRevisionAsync(revision);
            loaded.ShouldBe(history[revision - 1]);
            PolicyStore.HashOf(loaded!).ShouldBe((await Store.ListAsync()).Single(info => info.Number == revision).ContentHash);
        }
    }

    [Fact]
    public async Task SaveRevision_OneItemAddedInTheMiddle_AddsOneRow()
    {
        var items = Enumerable.Range(1, 100).Select(i => new StoredItem("action", $"a{i}", i, $"{{\"n\":{i}}}")).ToList();
        await Store.SaveRevisionAsync(0, items, "ann", "");
        items.Insert(50, new StoredItem("action", "new", 101, "{}"));

        await Store.SaveRevisionAsync(1, items, "ann", "");

        await using var db = await _data.Get<IDbContextFactory<ConsoleDb>>().CreateDbContextAsync();
        (await db.PolicyItems.CountAsync()).ShouldBe(101);
        (await Store.LoadRevisionAsync(2)).ShouldBe(items);
    }

    [Fact]
    public async Task SaveRevision_StaleBase_ChangesNothing()
    {
        await Store.SaveRevisionAsync(0, [new("action", "a", 1, "{}")], "ann", "");

        var stale = await Should.ThrowAsync<StaleVersionException>(() => Store.SaveRevisionAsync(0, [], "bob", ""));

        stale.Message.ShouldContain("revision 1");
        (await Store.LatestAsync())!.Author.ShouldBe("ann");
    }

    [Fact]
    public async Task SaveRevision_Raced_OneWins()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.SaveRevisionAsync(0, [new("action", "a", 1, $"{i}")], $"person{i}", "");
                return true;
            }
            catch (StaleVersionException)
            {
                return false;
            }
        })));

        tries.Count(won => won).ShouldBe(1);
        (await Store.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SaveRevision_SameItemTwice_IsRefused() =>
        await Should.ThrowAsync<ArgumentException>(() => Store.SaveRevisionAsync(0, [new("action", "a", 1, "{}"), new("action", "a", 2, "{}")], "ann", ""));

    [Fact]
    public async Task Settings_Set_IsKeptAndAuditedOnce()
    {
        var settings = _data.Get<ConsoleSettings>();
        await settings.SetAsync(ConsoleSettings.SendingStopped, "true", "ann");
        await settings.SetAsync(ConsoleSettings.SendingStopped, "true", "ann");

        (await settings.GetAsync(ConsoleSettings.SendingStopped)).ShouldBe("true");
        (await _data.Get<AuditLog>().ListAsync(10)).Single().ShouldBe(new AuditEntry(_data.Time.GetUtcNow(), "ann", "setting.changed", "sending.stopped", null, "true"));
    }

    private static List<StoredItem> Mutate(List<StoredItem> items, Random random, int revision)
    {
        var next = items.ToList();
        for (var edit = 0; edit < 5; edit++)
        {
            switch (random.Next(4))
            {
                case 0 when next.Count > 0:
                    next.RemoveAt(random.Next(next.Count));
                    break;
                case 1 when next.Count > 0:
                    var at = random.Next(next.Count);
                    next[at] = next[at] with { Json = $"{{\"r\":{revision}}}" };
                    break;
                case 2 when next.Count > 1:
                    var from = random.Next(next.Count);
                    var moved = next[from];
                    next.RemoveAt(from);
                    next.Insert(random.Next(next.Count + 1), moved);
                    break;
                default:
                    next.Insert(random.Next(next.Count + 1), new StoredItem("action", $"i{revision}-{edit}", (revision * 10) + edit, "{}"));
                    break;
            }
        }

        return next;
    }
}
