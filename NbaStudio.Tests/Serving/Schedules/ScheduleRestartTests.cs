using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Schedules;

/// <summary>Once per customer and run, whatever happens to the process.</summary>
public sealed class ScheduleRestartTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Restart_InTheMiddleOfARun_GoesOnAndDecidesOnce()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 60));
        await host.AddAsync(12);
        await host.AddAsync(5, age: 5, prefix: "child");
        host.Host.Time.Advance(Hour);
        for (var stop = 3; stop <= 9; stop += 3)
        {
            await host.UntilAsync(() => host.Sent.Count() >= stop, TimeSpan.FromMilliseconds(250));
            await host.RestartAsync(TimeSpan.FromMinutes(1));
        }

        await host.EndedAsync(step: TimeSpan.FromMilliseconds(250));
        host.Sent.ShouldBe(Enumerable.Range(1, 12).Select(i => $"c{i}"));
        var run = host.Runs.Single();
        (run.Status, run.Looked, run.Decided, run.Silent).ShouldBe((ScheduleRunStatus.Completed, 17, 12, 0));
    }

    [Fact]
    public async Task Kill_BeforeHowFarItCameIsStored_DecidesNothingTwiceAndCountsRight()
    {
        var store = new ForgetfulStore(new InMemoryHubStore());
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 600, validFor: "3h"), store);
        await host.AddAsync(20);
        await host.Host.ConsentAsync("c4", "*", false, time: host.Host.Now.AddMinutes(1));
        store.Forgets = true;
        host.Host.Time.Advance(Hour);
        await host.UntilAsync(() => host.Sent.Count() >= 10, TimeSpan.FromMilliseconds(50));
        await host.Host.Engine.DisposeAsync();
        store.Forgets = false;
        RunState.Read(store.ReadBlob(store.ReadBlobNames("schedule.run/").Single())!.Value!).Cursor.ShouldBe(0);

        // Somebody whom it decided for is of the audience no more.
        await host.Host.RestartAsync();
        await host.Host.PatchAsync("c1", ("age", Value.OfNumber(3)));
        await host.EndedAsync(step: TimeSpan.FromMilliseconds(50));
        host.Sent.Count().ShouldBe(19);
        host.Sent.Distinct().Count().ShouldBe(19);
        host.Host.Ear.Decisions.Count(d => d.Trigger == "weekly").ShouldBe(20);
        var run = host.Runs.Single();
        (run.Looked, run.Decided, run.Silent).ShouldBe((20, 19, 1));
    }

    [Fact]
    public async Task Commits_Fail_DecidesOnceForEverybody()
    {
        var faults = new FaultInjectingHubStore(new InMemoryHubStore(), 5);
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 600), faults);
        await host.AddAsync(30);
        host.Host.Time.Advance(Hour);
        foreach (var (kind, sent) in ((FaultKind, int)[])[(FaultKind.Before, 5), (FaultKind.During, 12), (FaultKind.AfterCommit, 20)])
        {
            await host.UntilAsync(() => host.Sent.Count() >= sent, TimeSpan.FromMilliseconds(50));
            faults.FailNext(kind);
        }

        await host.EndedAsync(step: TimeSpan.FromMilliseconds(50));
        faults.Injected.ShouldBe(3);
        var run = host.Runs.Single();
        (run.Looked, run.Decided).ShouldBe((30, 30));

        // What became durable in a commit that seemed to fail is told to nobody, but it is there, once.
        var reader = host.Host.Store;
        var keys = reader.ReadCustomerKeys(0, 100);
        keys.Count.ShouldBe(30);
        keys.ShouldAllBe(key => reader.ReadDecisions(key, long.MaxValue, 10).Count == 1 && reader.ReadOutboxOf(key, 10).Count == 1);
    }

    [Fact]
    public async Task Down_WhenItWasDue_IsRunLateWhileValidAndElseSaidToBeMissed()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy("every day at 10:00"));
        await host.AddAsync(3);
        await host.RestartAsync(Hour + TimeSpan.FromMinutes(20));
        await host.EndedAsync();
        host.Runs.Single().Status.ShouldBe(ScheduleRunStatus.Completed);
        host.Sent.Count().ShouldBe(3);

        // Down over three times; the last is too long ago as well.
        await host.RestartAsync(TimeSpan.FromDays(3) + Hour);
        await host.EndedAsync(2);
        var missed = host.Runs[0];
        (missed.Status, missed.Occurrences, missed.Due, missed.Reached).ShouldBe((ScheduleRunStatus.Missed, 3, new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero), 0));
        host.Sent.Count().ShouldBe(3);
        host.Host.Time.Advance(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero) - host.Host.Now);
        await host.EndedAsync(3);
        host.Sent.Count().ShouldBe(6);
    }

    [Fact]
    public async Task Down_ForLongerThanItIsValid_InTheMiddleOfARun_EndsIt()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 60));
        await host.AddAsync(10);
        host.Host.Time.Advance(Hour);
        await host.UntilAsync(() => host.Sent.Count() >= 3, TimeSpan.FromMilliseconds(250));
        await host.RestartAsync(Hour);
        await host.EndedAsync();
        var run = host.Runs.Single();
        (run.Status, run.Decided).ShouldBe((ScheduleRunStatus.Interrupted, host.Sent.Count()));
        await host.RestartAsync(Second);
        await host.EndedAsync(step: Second);
        host.Runs.Single().ShouldBeEquivalentTo(run);
    }

    [Fact]
    public async Task Clock_JumpsForwardOrStartsEarlier_NoTimeIsServedTwice()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy("every day at 10:00"));
        await host.AddAsync(2);
        host.Host.Time.Advance(Hour);
        await host.EndedAsync();
        host.Host.Time.Advance(TimeSpan.FromDays(10) + Hour);
        await host.EndedAsync(2);
        host.Sent.Count().ShouldBe(2, "all ten were too long ago");
        host.Runs[0].Occurrences.ShouldBe(10);

        // The hub is started with a clock that goes back to before the first run.
        await using var back = await EngineHost.StartAsync(host.Host.Policy.Document, await Moved(host));
        back.Time.Advance(Hour);
        await Hosting.Poll.UntilAsync(() =>
        {
            back.Time.Advance(Second);
            return Task.FromResult(back.Now > host.Runs[^1].Due + TimeSpan.FromMinutes(1));
        });
        back.Ear.Deliveries.ShouldBeEmpty();
        back.Engine.Schedules.Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Zones_OfDataFromBefore_AreFoundOnce()
    {
        var store = new InMemoryHubStore();
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(), store);
        await host.AddAsync(2, zone: "Asia/Tokyo");
        await host.Host.Engine.DisposeAsync();
        var batch = new CommitBatch(0, store.AcquireEpoch(0));
        batch.Blobs.AddRange(store.ReadBlobNames("zone").Select(name => new BlobRow(name, null)));
        batch.Blobs.Count.ShouldBe(2);
        store.Commit(batch);

        await host.Host.RestartAsync();
        await host.UntilAsync(() => host.Schedules.Upcoming(1).Any(t => t.Zones.Contains("Asia/Tokyo")));
        await host.UntilAsync(() => store.ReadBlobNames("zone").SequenceEqual(["zone/Asia/Tokyo", "zones"]));
    }

    private static async Task<IHubStore> Moved(ScheduleHost host)
    {
        await host.Host.Engine.DisposeAsync();
        return host.Host.Store;
    }

    /// <summary>Keeps everything but how far runs came, as if the process had been killed just before.</summary>
    private sealed class ForgetfulStore(IHubStore inner) : HubReaderDecorator(inner), IHubStore
    {
        public bool Forgets { get; set; }

        public long AcquireEpoch(int laneGroup) => inner.AcquireEpoch(laneGroup);

        public void Commit(CommitBatch batch)
        {
            if (Forgets)
            {
                batch.Blobs.RemoveAll(b => b.Name.StartsWith("schedule.run/", StringComparison.Ordinal) && inner.ReadBlob(b.Name) is not null);
            }

            inner.Commit(batch);
        }

        public void Probe() => inner.Probe();

        public CompactionResult Compact(CompactionRequest request) => inner.Compact(request);

        public void Dispose() => inner.Dispose();
    }
}
