using System.Diagnostics;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Storage;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Runtime;

public sealed class SqliteRuntimeTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("hub.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Acknowledged_IsThereAfterReopening()
    {
        using (var store = new SqliteHubStore(File))
        {
            await using var hub = new TestHub(store);
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => hub.Event($"c{i % 20}", i)));
        }

        using var reopened = new SqliteHubStore(File);
        reopened.VerifyChain().ShouldBe(new ChainReport(500, 0, null, null));
        await using var again = new TestHub(reopened);
        var hits = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => again.Event($"c{i % 20}", i)));
        hits.ShouldAllBe(h => h != null && !h.Value.IsConflict);
        reopened.ReadHead().Sequence.ShouldBe(500);
        (await again.EventsOf(reopened.FindAlias("c3")!.Value)).ShouldBe(Enumerable.Range(0, 25).Select(i => (i * 20L) + 3));
    }

    [Fact]
    public async Task RunAsync_WithoutStopping_ASecondProcessSeesWhatWasAcknowledged()
    {
        using var store = new SqliteHubStore(File);
        await using var hub = new TestHub(store);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => hub.Event("x", i)));
        _folder.CopyTo(out var copy);
        using (copy)
        {
            using var other = new SqliteHubStore(copy.File("hub.db"));
            other.ReadJournal(1, 1_000).Select(TestHub.IdOf).ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i));
        }
    }

    [Fact]
    public async Task RunAsync_FullSpeed_TellsItsThroughput()
    {
        const int Events = 8_000;
        using var store = new SqliteHubStore(File);
        await using var hub = new TestHub(store, new() { QueueCapacity = Events });
        await Task.WhenAll(Enumerable.Range(1, 1_000).Select(k => hub.Runtime.RunAsync(k, NbaStudio.Engine.Runtime.LaneQueue.Events, c =>
        {
            c.Customer.Filler = 600;
            c.Changed();
            return 0;
        })));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Events).Select(i => hub.Event(1 + (i % 1_000), i)));
        var commits = hub.Runtime.Metrics.Commits;
        output.WriteLine($"{Events / watch.Elapsed.TotalSeconds:N0} durable events/s ({Events} events, {commits} commits, {Environment.ProcessorCount} processors, SQLite WAL FULL)");
        store.ReadHead().Sequence.ShouldBe(Events);
    }
}
