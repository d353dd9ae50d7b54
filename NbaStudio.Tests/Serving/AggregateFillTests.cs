using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>Aggregates that are added later count what the journal has, as if they had been there from the start, and every event once.</summary>
public sealed class AggregateFillTests
{
    private static readonly AggregateDocument[] Added =
    [
        new() { Name = "n", Event = "buy", Window = "7d" },
        new() { Name = "big", Event = "buy", Window = "30d", Where = "amount > 50" },
        new() { Name = "spent", Function = "sum", Event = "buy", Property = "amount", Window = "400d" },
        new() { Name = "mean", Function = "average", Event = "buy", Property = "amount", Window = "1d" },
        new() { Name = "low", Function = "min", Event = "buy", Property = "amount", Window = "12h" },
        new() { Name = "high", Function = "max", Event = "BUY", Property = "amount", Window = "90d" },
        new() { Name = "newest", Function = "last", Event = "buy", Property = "amount", Window = "400d" },
        new() { Name = "kinds", Function = "distinct", Event = "buy", Property = "product", Window = "60d" },
        new() { Name = "since", Function = "daysSince", Event = "buy", Window = "400d" },
        new() { Name = "views", Event = "view", Window = "1h" },
    ];

    [Fact]
    public async Task Publish_AddedAggregates_EqualThoseThatCountedFromTheStart()
    {
        await using var early = await EngineHost.StartAsync(Policy(Added));
        await using var late = await EngineHost.StartAsync(Policy());
        foreach (var host in (EngineHost[])[early, late])
        {
            await Feed(host, new Random(4), 500, 9);
        }

        await early.PublishAsync(Policy(Added));
        await late.PublishAsync(Policy(Added));
        late.Engine.Filling.ShouldBeNull();
        await Compare(early, late, 9);
        foreach (var host in (EngineHost[])[early, late])
        {
            await Feed(host, new Random(5), 200, 9);
        }

        await Compare(early, late, 9);
        await late.RestartAsync();
        await Compare(early, late, 9);
        late.Policy.Aggregates.ShouldAllBe(a => late.Engine.Completeness.CompleteFrom(a.Definition, late.Time.NowMilliseconds) == null);
    }

    [Fact]
    public async Task Publish_AggregatesOverOutcomes_CountWhatTheJournalHas()
    {
        AggregateDocument[] over =
        [
            new() { Name = "clicks", Event = "outcome.click", Window = "30d" }, new() { Name = "mine", Event = "outcome.click", Window = "30d", Where = "action = \"a\" and trigger is missing" },
            new() { Name = "paid", Function = "sum", Event = "outcome.conversion", Property = "amount", Window = "90d" },
        ];
        await using var early = await EngineHost.StartAsync(Policy(over));
        await using var late = await EngineHost.StartAsync(Policy());
        foreach (var host in (EngineHost[])[early, late])
        {
            for (var i = 0; i < 12; i++)
            {
                var decision = await host.DecideAsync("c" + (i % 3));
                await host.OutcomeAsync(decision, ContactKind.Click);
                await host.OutcomeAsync(decision, ContactKind.Conversion, "o" + i, 10 + i);
                host.Time.Advance(TimeSpan.FromHours(5));
            }
        }

        AggregateDocument[] sent = [.. over, new() { Name = "sent", Event = "outcome.sent", Window = "30d" }];
        await early.PublishAsync(Policy(sent));
        await late.PublishAsync(Policy(sent));
        await Compare(early, late, 3);
        (await Number(late, "c1", "clicks")).ShouldBe(4);

        // That a message left is no entry of its own: such a number begins now, and says so.
        DateTimeOffset? From(string name) => late.Engine.Completeness.CompleteFrom(late.Policy.Aggregates.Single(a => a.Definition.Name == "aggregate." + name).Definition, late.Time.NowMilliseconds);
        From("sent").ShouldBe(late.Now);
        From("clicks").ShouldBeNull();
    }

    [Fact]
    public async Task Publish_TakenAwayAndAddedAgain_MissesNothing()
    {
        await using var early = await EngineHost.StartAsync(Policy(Added));
        await using var late = await EngineHost.StartAsync(Policy(Added));
        await Feed(early, new Random(6), 300, 5);
        await Feed(late, new Random(6), 150, 5, 300);
        await late.PublishAsync(Policy());
        await Feed(late, new Random(6), 300, 5, skip: 150);
        await late.PublishAsync(Policy(Added));
        await Compare(early, late, 5);

        // A changed one is another one, filled anew.
        var wider = Added.Select(a => a.Name == "n" ? a with { Window = "200d" } : a).ToArray();
        await early.PublishAsync(Policy(wider));
        await late.PublishAsync(Policy(wider));
        await Compare(early, late, 5);
        (await Number(early, "c1", "n")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Restart_WithAggregatesNobodyFilled_FillsThemFirst()
    {
        await using var early = await EngineHost.StartAsync(Policy(Added));
        await using var late = await EngineHost.StartAsync(Policy());
        await Feed(early, new Random(7), 200, 5);
        await Feed(late, new Random(7), 200, 5);
        await late.RestartAsync(Policy(Added));
        await Compare(early, late, 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Publish_WhileEventsDecisionsAndMergesGoOn_CountsEachEventOnce(int seed)
    {
        await using var host = await EngineHost.StartAsync(Policy());
        const int Customers = 400;
        var counts = new int[Customers];
        for (var i = 0; i < 1_500; i++)
        {
            await Buy(host, seed + (i * 7 % Customers) - seed, counts, "before" + i);
        }

        using var stop = new CancellationTokenSource();
        var events = Enumerable.Range(0, 3).Select(worker => Task.Run(async () =>
        {
            var random = new Random((seed * 10) + worker);
            for (var i = 0; !stop.IsCancellationRequested || i < 100; i++)
            {
                // New customers too.
                await Buy(host, random.Next(Customers), counts, $"w{worker}-{i}");
                await host.DecideAsync("c" + random.Next(Customers));
            }
        })).ToArray();
        var merged = new List<(int From, int Into)>();
        var merges = Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 40; i++)
            {
                var (from, into) = (random.Next(Customers / 2), (Customers / 2) + random.Next(Customers / 2));
                (from, into) = i % 2 == 0 ? (from, into) : (into, from);
                if (host.Engine.FindCustomer("c" + from) is not null && host.Engine.FindCustomer("c" + into) is not null
                    && (await host.Engine.MergeCustomersAsync("c" + from, "c" + into)).Merged)
                {
                    merged.Add((from, into));
                }
            }
        });
        await host.PublishAsync(Policy(Added));
        await merges;
        await host.PublishAsync(Policy([.. Added, new AggregateDocument { Name = "all", Event = "buy", Window = "400d" }]));
        await stop.CancelAsync();
        await Task.WhenAll(events);

        merged.Count.ShouldBeGreaterThan(10);
        var total = 0.0;
        foreach (var key in Enumerable.Range(0, Customers).Select(i => host.Engine.FindCustomer("c" + i)).OfType<long>().Distinct())
        {
            total += await host.Engine.ReadCustomerAsync(key, c => Read(host, c, "all"));
            (await host.Engine.ReadCustomerAsync(key, c => Read(host, c, "n"))).ShouldBe(await host.Engine.ReadCustomerAsync(key, c => Read(host, c, "all")), $"customer {key}");
        }

        total.ShouldBe(counts.Sum());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Publish_CommitsFailMeanwhile_FillsAllTheSame(int seed)
    {
        var store = new FaultInjectingHubStore(new InMemoryHubStore(), seed);
        await using var early = await EngineHost.StartAsync(Policy(Added));
        await using var late = await EngineHost.StartAsync(Policy(), store);
        await Feed(early, new Random(seed), 400, 300);
        await Feed(late, new Random(seed), 400, 300);
        foreach (var fault in Enum.GetValues<FaultKind>())
        {
            store.FailNext(fault);
            var publishing = late.PublishAsync(Policy(Added));
            while (!publishing.IsCompleted)
            {
                // The probe of the store waits on the hub's clock; one millisecond moves no window that is compared.
                late.Time.Advance(TimeSpan.FromMilliseconds(1));
                early.Time.Advance(TimeSpan.FromMilliseconds(1));
                await Task.Yield();
            }

            await publishing;
            await Compare(early, late, 300);
            await late.PublishAsync(Policy());
        }

        store.Injected.ShouldBe(Enum.GetValues<FaultKind>().Length);
    }

    [Fact]
    public async Task Publish_JournalCutShort_SaysFromWhenOnItIsComplete()
    {
        await using var host = await EngineHost.StartAsync(Policy(), change: o => o with { CheckpointEvery = 100 });
        await Feed(host, new Random(8), 100, 3);
        var cutAt = host.Now;
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        await Feed(host, new Random(9), 100, 3);
        var journal = host.Store.ReadJournal(1, 100_000);
        var first = journal.First(r => r.DateTime() > cutAt);

        // Nothing is deleted without a checkpoint to rebuild from.
        ((InMemoryHubStore)host.Store).Commit(new CommitBatch(0, long.MaxValue) { Blobs = { new BlobRow("test checkpoint", [1], first.Sequence - 1) } });
        while (host.Store.Compact(new CompactionRequest(JournalBefore: first.Sequence)).HasMore)
        {
        }

        host.Store.ReadHead().AnchorSequence.ShouldBe(first.Sequence - 1);
        await host.PublishAsync(Policy(Added));
        var spent = host.Policy.Aggregates.Single(a => a.Definition.Name == "aggregate.spent").Definition;
        host.Engine.Completeness.CompleteFrom(spent, host.Time.NowMilliseconds).ShouldBe(first.DateTime());
        var views = host.Policy.Aggregates.Single(a => a.Definition.Name == "aggregate.views").Definition;
        host.Engine.Completeness.CompleteFrom(views, host.Time.NowMilliseconds + 7_200_000).ShouldBeNull("its window begins later");

        // Explanations say so too.
        var decision = await host.DecideAsync("c1");
        NbaStudio.Engine.Decisions.DecisionId.TryParse(decision.DecisionId, out var id).ShouldBeTrue();
        host.Engine.Explain(id, "en")!.Incomplete.ShouldContain(i => i.From == first.DateTime());
        (await host.PreviewAsync("c1")).Explanation.Incomplete.Count.ShouldBeGreaterThan(3);

        // Known after a restart and after other publications as well.
        await host.RestartAsync();
        await host.PublishAsync(Policy(Added));
        host.Engine.Completeness.CompleteFrom(spent, host.Time.NowMilliseconds).ShouldBe(first.DateTime());
    }

    private static async Task Feed(EngineHost host, Random random, int events, int customers, int? of = null, int skip = 0)
    {
        for (var i = 0; i < events; i++)
        {
            var (customer, minutes, type) = (random.Next(customers), random.Next(600), random.Next(4) == 0 ? "view" : "Buy");
            var late = random.Next(3) == 0 ? TimeSpan.FromHours(random.Next(2_000)) : TimeSpan.Zero;
            var (amount, product) = (random.Next(100), random.Next(random.Next(2) == 0 ? 9 : 900));
            if (i < skip)
            {
                continue;
            }

            host.Time.Advance(TimeSpan.FromMinutes(minutes));
            var properties = new Dictionary<string, Value> { ["product"] = Value.OfText("p" + product) };
            if (amount > 10)
            {
                properties["amount"] = Value.OfMoney(amount);
            }

            var reply = await host.Engine.IngestAsync([new EventInput($"{random.GetHashCode()}-{of ?? events}-{i}-{host.Time.NowMilliseconds}", "c" + customer, type, host.Now - late, properties)]);
            reply[0].Status.ShouldBe(EventStatus.Accepted);
        }
    }

    private static async Task Buy(EngineHost host, int customer, int[] counts, string id)
    {
        var reply = await host.Engine.IngestAsync([new EventInput(id, "c" + customer, "buy", host.Now, new Dictionary<string, Value> { ["amount"] = Value.OfMoney(1) })]);
        reply[0].Status.ShouldBe(EventStatus.Accepted);
        Interlocked.Increment(ref counts[customer]);
    }

    private static async Task Compare(EngineHost expected, EngineHost actual, int customers)
    {
        actual.Time.NowMilliseconds.ShouldBe(expected.Time.NowMilliseconds);
        for (var c = 0; c < customers; c++)
        {
            if (expected.Engine.FindCustomer("c" + c) is null)
            {
                continue;
            }

            var one = await expected.Engine.ReadCustomerAsync("c" + c, s => expected.Policy.Aggregates.Select(a => (a.Definition.Name, s.Aggregates.Read(a.Definition, expected.Time.NowMilliseconds))).ToList());
            var other = await actual.Engine.ReadCustomerAsync("c" + c, s => actual.Policy.Aggregates.Select(a => (a.Definition.Name, s.Aggregates.Read(a.Definition, actual.Time.NowMilliseconds))).ToList());
            other.ShouldBe(one, $"customer c{c}");
        }
    }

    private static Task<double> Number(EngineHost host, string customer, string aggregate) => host.Engine.ReadCustomerAsync(customer, c => Read(host, c, aggregate));

    private static double Read(EngineHost host, CustomerState customer, string aggregate) =>
        customer.Aggregates.Read(host.Policy.Aggregates.Single(a => a.Definition.Name == "aggregate." + aggregate).Definition, host.Time.NowMilliseconds).Number;

    private static PolicyDocument Policy(params AggregateDocument[] aggregates) => TestPolicy.Of(TestPolicy.Action("a")) with
    {
        Events = [new() { Type = "buy", Properties = [new() { Name = "amount", Type = "money" }, new() { Name = "product" }] }],
        // Keys of their own, so that more aggregates do not move those of the treatments: the hub keeps keys from one revision to the next.
        Aggregates = [new() { Key = 5000, Name = "always", Event = "buy", Window = "400d" }, .. aggregates.Select((a, i) => a with { Key = 4000 + i })],
    };
}

internal static class JournalRowTimes
{
    public static DateTimeOffset DateTime(this JournalRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.Time);
}
