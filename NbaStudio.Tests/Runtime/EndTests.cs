using System.Collections.Concurrent;
using NbaStudio.Configuration;
using NbaStudio.Data.Hub;
using NbaStudio.Engine;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Policies;
using NbaStudio.Tests.Storage;

namespace NbaStudio.Tests.Runtime;

/// <summary>Hubs, engines and hosts that are ended in the middle of things end, and whoever waited for an answer has one.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly BudgetKey Budget = new(1, 1);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.9)]
    public async Task StopAsync_UnderLoadAndFaults_EndsAndAnswersEverybody(int seed, double failures)
    {
        var random = new Random(seed);
        for (var round = 0; round < 120; round++)
        {
            var store = new FaultInjectingHubStore(new InMemoryHubStore(), random.Next()) { FailureRate = failures };
            var hub = new TestHub(store, TestHub.Options with { LaneGroups = 1 + random.Next(3), MaxBatchItems = 1 + random.Next(6), QueueCapacity = 64 });
            var posted = new ConcurrentBag<Task>();
            var (enough, seeds) = (random.Next(1, 150), Enumerable.Range(0, 3).Select(_ => random.Next()).ToArray());
            var posters = seeds.Select(s => Task.Run(() => PostUntilTheEnd(hub, new Random(s), posted))).ToArray();
            TestHub.Eventually(() => posted.Count >= enough, "work is posted");

            await hub.DisposeAsync().AsTask().WaitAsync(Limit);

            await Task.WhenAll(posters).WaitAsync(Limit);
            await Task.WhenAll(posted.Select(t => t.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(Limit);
            store.FailureRate = 0;
            store.VerifyChain().IsValid.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task StopAsync_UnderLoadOnSqlite_Ends()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 8; round++)
        {
            using var store = new SqliteHubStore(folder.File($"{round}.db"));
            var hub = new TestHub(store, TestHub.Options with { MaxBatchItems = 4 });
            var posted = new ConcurrentBag<Task>();
            var poster = Task.Run(() => PostUntilTheEnd(hub, new Random(round), posted));
            TestHub.Eventually(() => posted.Count >= 10 * round, "work is posted");
            await hub.DisposeAsync().AsTask().WaitAsync(Limit);
            await poster.WaitAsync(Limit);
        }
    }

    [Fact]
    public async Task DisposeAsync_StartCouldNotReadTheStore_Ends()
    {
        var runtime = new HubRuntime<TestCustomer>(new Unreadable(new InMemoryHubStore()), new TestCodec(), _ => { }, TestHub.Options, TimeProvider.System, s => s.Fill(7));
        Should.Throw<HubStoreException>(runtime.Start);
        await runtime.DisposeAsync().AsTask().WaitAsync(Limit);

        var engine = new NbaEngine(new Unreadable(new InMemoryHubStore()), new EngineOptions { Secret = EngineHost.Secret }, TimeProvider.System, s => s.Fill(7));
        await Should.ThrowAsync<HubStoreException>(engine.StartAsync(SmallPolicy.Create(), 1));
        await engine.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    /// <summary>What once held whole test runs: a failed test ended its hub while it still kept its commits back.</summary>
    [Fact]
    public async Task DisposeAsync_TestThatFailedHoldingCommitsBack_Ends()
    {
        var store = new GatedStore(new InMemoryHubStore());
        var hub = new TestHub(store);
        store.Gate.Reset();
        var held = hub.Event(1, 1);
        TestHub.Eventually(() => store.Arrived == 1, "the commit has begun");

        await hub.DisposeAsync().AsTask().WaitAsync(Limit);

        (await held).ShouldBeNull();
    }

    [Fact]
    public async Task Post_ClockThatRunsAMillionTimesFaster_GetsInBesideACustomerWhoIsDueLater()
    {
        var clock = new HubClock(new ClockSetting(DateTimeOffset.UnixEpoch.AddYears(30), 1_000_000));
        await using var hub = new TestHub(new InMemoryHubStore(), TestHub.Options with { LaneGroups = 1 }, clock, context => context.Customer.Due = long.MaxValue);
        await hub.Runtime.RunAsync(1, LaneQueue.Events, c =>
        {
            c.Customer.Due = c.Now + (long)TimeSpan.FromDays(300_000).TotalMilliseconds;
            c.Changed();
            return 0;
        });

        for (var i = 0; i < 200; i++)
        {
            await hub.Event(2, i).WaitAsync(Limit);
        }

        await hub.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public async Task DisposeAsync_EngineUnderLoad_Ends(double failures)
    {
        for (var round = 0; round < 15; round++)
        {
            var store = new FaultInjectingHubStore(new InMemoryHubStore(), round + 1);
            var host = await EngineHost.StartAsync(SmallPolicy.Create(), store);
            store.FailureRate = failures;
            var calls = Enumerable.Range(0, 40).Select(i => Answered(i % 3 == 0 ? host.Engine.SettleModelsAsync() : host.DecideAsync($"c{i % 7}"))).ToArray();

            await host.DisposeAsync().AsTask().WaitAsync(Limit);
            await host.DisposeAsync().AsTask().WaitAsync(Limit);

            await Task.WhenAll(calls).WaitAsync(Limit);
        }
    }

    [Fact]
    public async Task StopAsync_HostWithCallsUnderWay_Ends()
    {
        for (var round = 0; round < 3; round++)
        {
            var api = await ApiServer.StartAsync(ApiPolicy.Create());
            var calls = Enumerable.Range(0, 30).Select(i => Answered(api.PostAsync("/api/v1/decisions", $$"""{"customerId":"c{{i % 5}}","channel":"web","placements":[{"name":"hero"}]}"""))).ToArray();
            await calls[round];

            await api.DisposeAsync().AsTask().WaitAsync(Limit * 2);

            await Task.WhenAll(calls).WaitAsync(Limit);
        }
    }

    /// <summary>Completes when the work has, whatever became of it.</summary>
    private static Task Answered(Task work) => work.ContinueWith(_ => { }, TaskScheduler.Default);

    private static void PostUntilTheEnd(TestHub hub, Random random, ConcurrentBag<Task> posted)
    {
        for (var id = 1L; ; id++)
        {
            var number = id + (random.NextInt64(1_000_000) * 1_000_000);
            var task = random.Next(4) switch
            {
                0 => (Task)hub.EventsOf(1 + random.Next(8)),
                1 => hub.Event($"c{random.Next(8)}", number),
                2 => hub.Runtime.RunAsync(1 + random.Next(8), LaneQueue.Due, c => TestHub.Record(c, number) is null && c.TryUseBudget(Budget, 1_000_000, 1)),
                _ => hub.Event(1 + random.Next(8), number),
            };
            posted.Add(task);
            if (task.IsFaulted && hub.IsEnding)
            {
                return;
            }
        }
    }

    private sealed class Unreadable(IHubStore inner) : HubReaderDecorator(inner), IHubStore, IHubReader
    {
        IReadOnlyList<DueCustomer> IHubReader.ReadDueCustomers(long afterDue, long afterKey, int limit) => throw new HubStoreException(StoreFailure.Corrupt, "cannot be read");

        public long AcquireEpoch(int laneGroup) => inner.AcquireEpoch(laneGroup);

        public void Commit(CommitBatch batch) => inner.Commit(batch);

        public void Probe() => inner.Probe();

        public CompactionResult Compact(CompactionRequest request) => inner.Compact(request);

        public void Dispose() => inner.Dispose();
    }
}
