using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class LearnerRebuildTests
{
    [Fact]
    public async Task Restart_FromCheckpointAndJournal_GivesTheSameModelsBitForBit()
    {
        await using var host = await EngineHost.StartAsync(Policy(6), change: o => o with { CheckpointEvery = 100 });
        var random = new Random(9);
        for (var i = 0; i < 300; i++)
        {
            await Answer(host, "c" + random.Next(40), random);
            if (i == 150)
            {
                await host.PublishAsync(Policy(8)); // more treatments and another predictor, learned from the same journal
            }
        }

        var before = await Bytes(host);
        host.Store.ReadBlob("learner").ShouldNotBeNull("a checkpoint was written").JournalPosition.ShouldNotBeNull();
        var p = (await host.PreviewAsync("c1")).Result.Ranked.Select(r => (r.TreatmentKey, BitConverter.DoubleToInt64Bits(r.Propensity), r.Evidence)).ToArray();
        await host.RestartAsync();
        (await Bytes(host)).ShouldBe(before);
        (await host.PreviewAsync("c1")).Result.Ranked.Select(r => (r.TreatmentKey, BitConverter.DoubleToInt64Bits(r.Propensity), r.Evidence)).ShouldBe(p);

        // Without any checkpoint as well: the journal alone is enough.
        await using var whole = await EngineHost.StartAsync(Policy(6), change: o => o with { CheckpointEvery = 1_000_000 });
        for (var i = 0; i < 200; i++)
        {
            await Answer(whole, "c" + random.Next(40), random);
            if (i == 100)
            {
                await whole.PublishAsync(Policy(8));
            }
        }

        before = await Bytes(whole);
        await whole.RestartAsync();
        whole.Store.ReadBlob("learner").ShouldBeNull();
        (await Bytes(whole)).ShouldBe(before);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task ResetAndPause_InTheJournal_GiveTheSameModelsBitForBit(int checkpointEvery)
    {
        await using var host = await EngineHost.StartAsync(Policy(6), change: o => o with { CheckpointEvery = checkpointEvery });
        var random = new Random(19);
        var engine = host.Engine;
        var (first, last) = ("", "");
        for (var i = 0; i < 240; i++)
        {
            await Answer(host, "c" + random.Next(40), random);
            switch (i)
            {
                case 80:
                    first = Busiest();
                    (await engine.PauseModelAsync(first, "ann"))!.Changed.ShouldBeTrue();
                    (await engine.PauseModelAsync(first, "bob"))!.Changed.ShouldBeFalse("paused already");
                    break;
                case 120:
                    (await engine.ResumeModelAsync(first, "ann"))!.Report.PausedSince.ShouldBeNull();
                    (await engine.ResumeModelAsync(first, "ann"))!.Changed.ShouldBeFalse("not paused");
                    (await engine.ResetModelAsync(first, "ann"))!.Report.Responses.ShouldBe(0);
                    (await engine.ResetModelAsync(first, "ann"))!.Changed.ShouldBeFalse("nothing is left");
                    break;
                case 180:
                    last = Busiest();
                    await engine.PauseModelAsync(last, "bob");
                    break;
            }
        }

        (await engine.ResetModelAsync("no-such", "ann")).ShouldBeNull();
        await engine.SettleModelsAsync();
        host.Store.ReadJournal(1, 100_000).Count(r => r.Kind == JournalKind.ModelCare).ShouldBe(4);
        (await Report(first)).Care.Take(3).Select(c => (c.Kind, c.By)).ShouldBe([(ModelCareKind.Paused, "ann"), (ModelCareKind.Resumed, "ann"), (ModelCareKind.Reset, "ann")]);
        var report = await Report(last);
        report.PassedOver.ShouldBeGreaterThan(3);
        (report.Care[^1].Kind, report.Care[^1].Responses).ShouldBe((ModelCareKind.Paused, report.Responses));
        engine.Models.PerformanceOf(engine.Models.RowOf(Key(last))).IsPaused.ShouldBeTrue();
        var before = await Bytes(host);
        (host.Store.ReadBlob("learner") is not null).ShouldBe(checkpointEvery == 100);
        await host.RestartAsync();
        (await Bytes(host)).ShouldBe(before);

        int Key(string id) => host.Policy.Treatments.Single(t => t.Id == id).Key;

        async Task<ModelReport> Report(string id) => (await engine.AskLearnerAsync(l => l.Report(Key(id))))!;

        // The one that most of the last responses are of.
        string Busiest()
        {
            var key = host.Store.ReadJournal(1, 100_000).Where(r => r.Kind == JournalKind.Model).TakeLast(30)
                .GroupBy(r => JournalPayloads.ReadResponse(r.Payload).Treatment).MaxBy(g => g.Count())!.Key;
            return host.Policy.Treatments.Single(t => t.Key == key).Id;
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task StartFromFile_InTheJournal_GivesTheSameModelsBitForBit(int checkpointEvery)
    {
        await using var host = await EngineHost.StartAsync(Policy(6), change: o => o with { CheckpointEvery = checkpointEvery });
        var random = new Random(23);
        for (var i = 0; i < 60; i++)
        {
            await Answer(host, "c" + random.Next(40), random);
        }

        var (engine, id) = (host.Engine, host.Policy.Treatments[0].Id);
        var file = Rows(2_300, 3, 7);
        var reply = (await engine.StartModelAsync(id, file, "ann"))!;
        (reply.Outcome, reply.Start!.Rows, reply.Start.Effective, reply.Report!.FromFile).ShouldBe((ModelStartOutcome.Started, 2_300, 400, 400L));
        host.Store.ReadJournal(1, 100_000).Count(r => r.Kind == JournalKind.ModelStart).ShouldBe(3, "in parts of a thousand");
        (await engine.StartModelAsync(id, file, "bob"))!.Outcome.ShouldBe(ModelStartOutcome.SameFile);
        (await engine.StartModelAsync(id, file with { Again = true }, "bob"))!.Report!.FromFile.ShouldBe(800);
        (await engine.StartModelAsync(id, file with { FurtherHead = HeadKind.Harm }, "bob"))!.Outcome.ShouldBe(ModelStartOutcome.NoSuchHead);
        (await engine.StartModelAsync("no-such", file, "bob")).ShouldBeNull();
        (await Should.ThrowAsync<ArgumentException>(() => engine.StartModelAsync(id, file with { Predictors = ["customer.shoe"] }, "bob"))).Message.ShouldContain("customer.shoe");
        (await Should.ThrowAsync<ArgumentException>(() => engine.StartModelAsync(id, file with { Effective = 3 }, "bob"))).Message.ShouldContain("30 to 2000");
        for (var i = 0; i < 150; i++)
        {
            await Answer(host, "c" + random.Next(40), random);
        }

        await engine.PauseModelAsync(id, "ann");
        (await engine.StartModelAsync(id, Rows(200, 4, 8), "ann"))!.Outcome.ShouldBe(ModelStartOutcome.Paused);
        await engine.ResumeModelAsync(id, "ann");
        var before = await Bytes(host);
        (host.Store.ReadBlob("learner") is not null).ShouldBe(checkpointEvery == 100);
        await host.RestartAsync();
        (await Bytes(host)).ShouldBe(before);
        (await host.Engine.ResetModelAsync(id, "ann"))!.Report.Starts.ShouldBeEmpty();
        (await host.Engine.StartModelAsync(id, file, "ann"))!.Outcome.ShouldBe(ModelStartOutcome.Started, "a reset undoes it");
    }

    private static ModelStart Rows(int rows, int seed, ulong fingerprint)
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(24))];
        return new ModelStart(null, "old.csv", fingerprint, ["time.hour"], values, [.. values.Select(v => random.NextDouble() < v / 40)], 400, false);
    }

    [Fact]
    public async Task Question_ThatThrows_DoesNotStopTheLearner()
    {
        await using var host = await EngineHost.StartAsync(Policy(2));
        await Should.ThrowAsync<InvalidOperationException>(() => host.Engine.AskLearnerAsync<int>(_ => throw new InvalidOperationException("my mistake")));
        await Answer(host, "c", new Random(1));
        await host.Engine.SettleModelsAsync();
        host.Engine.Models.Version.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CommitFailures_LeaveMemoryEqualToTheDisk(int seed)
    {
        var random = new Random(seed);
        var inner = new InMemoryHubStore();
        var store = new FaultInjectingHubStore(inner, seed);
        await using var host = await EngineHost.StartAsync(
            Policy(4).WithTrigger("leave", "hook") with { Budgets = [new() { Id = "b", Limit = 100_000, Period = "total" }] }, store, o => o with { CheckpointEvery = 100 });
        for (var i = 0; i < 10; i++)
        {
            await host.ConsentAsync("c" + i, "hook", true);
        }

        var failed = 0;
        store.FailureRate = 0.15;
        for (var i = 0; i < 400; i++)
        {
            try
            {
                var customer = "c" + random.Next(10);
                await (random.Next(4) switch
                {
                    0 => host.EventAsync(customer, "leave"),
                    1 => host.PatchAsync(customer, ("age", Value.OfNumber(random.Next(90)))),
                    _ => Answer(host, customer, random),
                });
            }
            catch (Exception e) when (e is Engine.Runtime.CommitFailedException or Engine.Runtime.HubUnavailableException)
            {
                failed++;
                await Ready(host);
            }

            if (i % 7 == 0)
            {
                host.Time.Advance(TimeSpan.FromMinutes(5));
            }
        }

        store.FailureRate = 0;
        await Settle(host);
        failed.ShouldBeGreaterThan(20);
        store.Injected.ShouldBeGreaterThan(20);
        for (var i = 0; i < 10; i++)
        {
            await host.AdvanceAsync(TimeSpan.FromHours(2), "c" + i);
            var memory = await host.Engine.ReadCustomerAsync("c" + i, c =>
            {
                var writer = new System.Buffers.ArrayBufferWriter<byte>();
                CustomerStateCodec.Write(c, writer);
                return (c.Key, Convert.ToHexString(writer.WrittenSpan));
            });
            memory.Item2.ShouldBe(Convert.ToHexString(inner.LoadCustomer(memory.Key)!.State));
        }

        var learned = await Bytes(host);
        await host.RestartAsync();
        (await Bytes(host)).ShouldBe(learned, "the learner forgot what was never durable, and nothing else");
        foreach (var key in inner.ReadCustomerKeys(0, 100))
        {
            foreach (var row in inner.ReadDecisions(key, long.MaxValue, 1000))
            {
                host.Engine.Replay(new(key, row.Number)).ShouldNotBeNull().IsIdentical.ShouldBeTrue();
            }
        }
    }

    private static async Task Ready(EngineHost host)
    {
        var give = DateTime.UtcNow.AddSeconds(20);
        while (!host.Engine.IsReady)
        {
            DateTime.UtcNow.ShouldBeLessThan(give, "The hub did not recover.");
            host.Time.Advance(TimeSpan.FromMilliseconds(5)); // the wait before the store is probed again
            await Task.Yield();
        }
    }

    // A commit that was to fail may still be under way when the hub looks ready. Commits have one order: after one that succeeds, none is left.
    private static async Task Settle(EngineHost host)
    {
        while (true)
        {
            await Ready(host);
            try
            {
                await host.PatchAsync("c0", ("age", Value.OfNumber(1)));
                return;
            }
            catch (Exception e) when (e is Engine.Runtime.CommitFailedException or Engine.Runtime.HubUnavailableException)
            {
                // That was the one; wait again.
            }
        }
    }

    private static async Task Answer(EngineHost host, string customer, Random random)
    {
        var kind = random.Next(3);
        var reply = await host.Engine.DecideAsync(EngineHost.Request(customer, "tile", 2, context: ("intent", Value.OfText("i" + random.Next(3)))));
        foreach (var action in reply.Actions)
        {
            await host.OutcomeAsync(reply, kind == 0 ? ContactKind.Click : kind == 1 ? ContactKind.Dismiss : ContactKind.Impression, action: action.Treatment);
        }
    }

    private static async Task<byte[]> Bytes(EngineHost host)
    {
        await host.Engine.SettleModelsAsync();
        return await host.Engine.AskLearnerAsync(learner =>
        {
            using var stream = new MemoryStream();
            learner.Write(stream);
            return stream.ToArray();
        });
    }

    private static PolicyDocument Policy(int actions)
    {
        var policy = TestPolicy.Of([.. Enumerable.Range(0, actions).Select(i => TestPolicy.Action("a" + i, 100 - i, 0.05 + (0.01 * i), "web", "hook") with { Key = 500 + i })]);
        policy = policy.WithChannel("web", c => c with { ExplorationBudget = 0.1 });
        return policy with
        {
            Objectives = [policy.Objectives[0] with { Groups = [.. policy.Objectives[0].Groups.Select((g, i) => g with
            {
                Key = 700 + i,
                Actions = [.. g.Actions.Select(a => a with
                {
                    Treatments = [.. a.Treatments.Select((t, n) => t with { Key = 900 + (2 * i) + n, Heads = [new() { Positive = ["click"], Negative = ["dismiss"] }] })],
                })],
            })] }],
            Aggregates = actions > 6 ? [new() { Name = "leaves", Event = "leave", Window = "7d" }] : [],
            ContextWeights = [new() { When = "context.intent = \"i1\"", Weight = 1.5 }],
        };
    }
}
