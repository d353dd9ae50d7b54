using System.Collections.Concurrent;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Storage;

namespace NbaStudio.Tests.Runtime;

/// <summary>200 failed commits: what was acknowledged is there, nothing is there twice, and memory equals what is read from disk.</summary>
public sealed class FaultTests
{
    private const int Faults = 200;
    private const int Customers = 12;
    private const int EventsARound = 20;
    private const long Limit = 1_000_000;
    private static readonly BudgetKey Budget = new(1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Commit_FailsTwoHundredTimesInMemory_LosesAndDoublesNothing(int seed) =>
        await Prove(new InMemoryHubStore(), seed);

    [Fact]
    public async Task Commit_FailsTwoHundredTimesOnSqlite_LosesAndDoublesNothing()
    {
        using var folder = new TemporaryFolder();
        await Prove(new SqliteHubStore(folder.File("hub.db")), 3);
    }

    private static async Task Prove(IHubStore inner, int seed)
    {
        using var store = new FaultInjectingHubStore(inner, seed);
        await using var hub = new TestHub(store, TestHub.Options with { MaxBatchItems = 8 });
        var random = new Random(seed);
        var effects = new ConcurrentBag<long>();
        var acknowledged = new HashSet<long>();
        var nextId = 1L;
        List<(string Alias, long Id)> again = [];
        for (var round = 0; store.Injected < Faults; round++)
        {
            store.FailNext((FaultKind)(round % 5));
            var wanted = again.Concat(Enumerable.Range(0, EventsARound).Select(_ => ($"c{random.Next(Customers)}", nextId++))).ToArray();
            var tasks = wanted.Select(w => Send(hub, w.Item1, w.Item2, effects)).ToArray();
            again = [];
            foreach (var (task, (alias, id)) in tasks.Zip(wanted))
            {
                if (await task)
                {
                    acknowledged.Add(id);
                }
                else
                {
                    again.Add((alias, id));
                }
            }

            TestHub.Eventually(() => hub.Runtime.IsReady, "the hub recovers");
            await CompareMemoryWithDisk(hub, effects, acknowledged);
        }

        foreach (var (alias, id) in again)
        {
            (await Send(hub, alias, id, effects)).ShouldBeTrue();
            acknowledged.Add(id);
        }

        await CompareMemoryWithDisk(hub, effects, acknowledged);
        acknowledged.Count.ShouldBe((int)nextId - 1);
        hub.Runtime.Metrics.CommitFailures.ShouldBe(Faults);
        store.VerifyChain().IsValid.ShouldBeTrue();
    }

    private static async Task<bool> Send(TestHub hub, string alias, long id, ConcurrentBag<long> effects)
    {
        try
        {
            await hub.Runtime.RunAsync(alias, LaneQueue.Events, create: true, c =>
            {
                if (TestHub.Record(c, id) is null)
                {
                    c.TryUseBudget(Budget, Limit, 1).ShouldBeTrue();
                    c.PutOutbox(Rows.Outbox(c.NewOutboxId(), c.Key) with { IdempotencyKey = $"{id}" });
                    c.AfterCommit(() => effects.Add(id));
                }

                return 0;
            });
            return true;
        }
        catch (Exception e) when (e is CommitFailedException or HubUnavailableException)
        {
            return false;
        }
    }

    private static async Task CompareMemoryWithDisk(TestHub hub, ConcurrentBag<long> effects, HashSet<long> acknowledged)
    {
        var journal = hub.Store.ReadJournal(1, int.MaxValue);
        var ids = journal.Select(TestHub.IdOf).ToList();
        ids.Count.ShouldBe(ids.Distinct().Count(), "nothing is there twice");
        acknowledged.Except(ids).ShouldBeEmpty("nothing acknowledged is lost");
        effects.Except(ids).ShouldBeEmpty("no effect of lost work");
        effects.Count.ShouldBe(effects.Distinct().Count(), "no effect twice");
        hub.Runtime.Budgets.Used(Budget).ShouldBe(ids.Count);
        hub.Store.ReadBudgets().Sum(b => b.Used).ShouldBe(ids.Count);
        foreach (var customer in journal.GroupBy(r => r.Customer))
        {
            var stored = new TestCodec().Read(hub.Store.LoadCustomer(customer.Key).ShouldNotBeNull().State);
            stored.Events.ShouldBe(customer.Select(TestHub.IdOf), "the stored state is the journal's");
            (await hub.EventsOf(customer.Key)).ShouldBe(stored.Events.ToArray(), "memory is the stored state");
            hub.Store.ReadOutboxOf(customer.Key, int.MaxValue).Count.ShouldBe(stored.Events.Count);
            hub.Store.LoadCustomer(customer.Key)!.Dedupe.Count.ShouldBe(stored.Events.Count);
        }

        for (var i = 0; i < Customers; i++)
        {
            hub.Runtime.Directory.Find($"c{i}").ShouldBe(hub.Store.FindAlias($"c{i}"));
        }

        hub.Store.CountCustomers().ShouldBe(journal.Select(r => r.Customer).Distinct().Count());
    }
}
