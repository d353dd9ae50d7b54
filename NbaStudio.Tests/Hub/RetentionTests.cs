using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Retention;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Readers;
using NbaStudio.Security;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Data;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Detection.Text;
using NbaStudio.Tests.Hosting;
using static NbaStudio.Tests.Storage.Rows;

namespace NbaStudio.Tests.Hub;

/// <summary>What is older than the settings say is deleted by the hub's clock; everything else stays.</summary>
public sealed class RetentionTests
{
    private static readonly RetentionDays Allowed = new(90, 90, 7, 120, 365);

    [Fact]
    public async Task Run_ByTheHubsClock_DeletesWhatIsOldAndNothingElse()
    {
        await using var api = await ApiServer.StartAsync(ApiPolicy.Create().WithTexts(), "--Nba:Clock=start=2026-01-01T08:00:00Z,speed=1");
        var (retention, store, clock) = (api.Get<RetentionStore>(), api.Get<IHubStore>(), api.Get<HubClock>());
        await api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"M","age":40,"fee":100}}""");
        const string refusal = """{"aliases":["a-2"],"consents":[{"channel":"*","purpose":"marketing","granted":false,"time":"2025-01-01T00:00:00Z","source":"form"}]}""";
        await api.PutAsync("/api/v1/customers/c2", refusal);
        await api.PutAsync("/api/v1/customers/c3", refusal.Replace("a-2", "a-3", StringComparison.Ordinal));
        (await api.SendAsync(HttpMethod.Delete, "/api/v1/customers/c2")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        var refusals = store.ReadBlobNames(CustomerEditor.OptOutPrefix);
        refusals.ShouldNotBeEmpty();
        await DecideAsync(api);
        await SayAsync(api, "old");
        clock.AdvanceTo(new DateTimeOffset(2026, 4, 11, 8, 0, 0, TimeSpan.Zero));
        var first = (await FinishedAsync(retention, 1, clock)).Deleted;
        (first.Decisions, first.Journal, first.Ids > 0).ShouldBe((0, 0, true), "400 days are kept, ids 30");
        await DecideAsync(api);
        await SayAsync(api, "young");
        (await retention.SetDaysAsync(Allowed, Caller.Local)).ShouldBeEmpty();
        // Nothing of the journal is deleted without a checkpoint to rebuild from.
        store.Commit(new CommitBatch(0, long.MaxValue) { Blobs = { new BlobRow("test checkpoint", [1], store.ReadHead().Sequence) } });

        clock.AdvanceTo(new DateTimeOffset(2026, 4, 19, 8, 0, 0, TimeSpan.Zero));
        var run = await FinishedAsync(retention, 2, clock);

        var keptFrom = new DateTimeOffset(2026, 1, 19, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        run.Deleted.Decisions.ShouldBe(1);
        run.Deleted.Texts.ShouldBe(1, "the older one went with the journal");
        run.Deleted.Journal.ShouldBeGreaterThan(3);
        store.ReadDecisionsBetween(0, long.MaxValue, 100).Select(row => row.Time >= keptFrom).ShouldBe([true]);
        var journal = store.ReadJournal(1, 1_000);
        journal.ShouldAllBe(row => row.Time >= keptFrom);
        journal.Single(row => row.Kind == JournalKind.Event && row.Customer != 0).Payload.ShouldBeNull();
        store.VerifyChain().IsValid.ShouldBeTrue();
        var replay = new DecisionReplay(store, api.Engine.FindRevision).Run(0, long.MaxValue, 100, 1);
        (replay.Decisions, replay.Identical, replay.NotKept).ShouldBe((1, 1, 0));
        store.ReadBlobNames(CustomerEditor.OptOutPrefix).ShouldBe(refusals);
        (await api.GetAsync("/api/v1/customers/c3")).Body.GetProperty("consents")[0].GetProperty("granted").GetBoolean().ShouldBeFalse();
        (await api.GetAsync("/api/v1/customers/c2")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var report = api.Get<ReportStatistics>();
        report.Between(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 18)).ShouldBeEmpty();
        report.Between(new DateOnly(2026, 4, 11), new DateOnly(2026, 4, 12)).ShouldNotBeEmpty();
        report.Since.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(new DateOnly(2026, 1, 19));
        var answer = (await api.GetAsync("/api/v1/retention")).Body;
        answer.GetProperty("days").GetProperty("texts").GetInt32().ShouldBe(7);
        answer.GetProperty("next").GetDateTimeOffset().ShouldBe(run.Started.AddDays(1));
        answer.GetProperty("runs")[0].GetProperty("deleted").GetProperty("decisions").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Decide_AfterAMonth_WritesAWholeRecord()
    {
        await using var host = await EngineHost.StartAsync(ApiPolicy.Create());
        await host.Engine.IngestAsync([new EventInput("e-1", "c1", "message", host.Now, new Dictionary<string, Value>())]);
        foreach (var days in new[] { 1, 29, 2, 1 })
        {
            await host.DecideAsync("c1");
            await host.AdvanceAsync(TimeSpan.FromDays(days));
        }

        host.Store.ReadDecisionsBetween(0, long.MaxValue, 9).Select(row => row.IsFull).ShouldBe([true, false, false, true]);
    }

    [Fact]
    public async Task Restart_InTheMiddleOfARun_GoesOnWithTheSameRun()
    {
        using var folder = new TemporaryFolder();
        var time = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        long id;
        await using (var server = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", "--Nba:Clock=start=2026-01-01T08:00:00Z,speed=1"))
        {
            var store = (IHubStore)server.Services.GetService(typeof(IHubStore))!;
            store.Commit(new CommitBatch(0, long.MaxValue) { Decisions = { Decision(900, 1, time, true), Decision(900, 2, time, false), Decision(900, 3, time, false) } });
            var retention = (RetentionStore)server.Services.GetService(typeof(RetentionStore))!;
            id = await retention.BeginAsync(DateTimeOffset.FromUnixTimeMilliseconds(time), default);
            await retention.AddAsync(id, new RetentionCounts { Decisions = store.Compact(new CompactionRequest(DecisionsBefore: time + 1, MaxRows: 1)).Decisions }, default);
            store.ReadDecisions(900, long.MaxValue, 9).Count.ShouldBe(2);
        }

        await using var again = await StudioServer.StartAsync(folder, null, "--Nba:Demo=false", "--Nba:Clock=start=2027-06-01T08:00:00Z,speed=600");
        var run = await FinishedAsync((RetentionStore)again.Services.GetService(typeof(RetentionStore))!, 1);

        (run.Id, run.Deleted.Decisions).ShouldBe((id, 3L));
        ((IHubStore)again.Services.GetService(typeof(IHubStore))!).ReadDecisions(900, long.MaxValue, 9).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 90, 7, 120, 365, RetentionKind.Journal, 90)]
    [InlineData(90, 0, 7, 120, 365, RetentionKind.Decisions, 90)]
    [InlineData(90, 90, 0, 120, 365, RetentionKind.Texts, 1)]
    [InlineData(90, 90, 91, 120, 365, RetentionKind.Texts, 1)]
    [InlineData(90, 90, 7, 119, 365, RetentionKind.Deliveries, 120)]
    [InlineData(90, 90, 7, 120, 0, RetentionKind.Audit, 365)]
    [InlineData(3651, 90, 7, 120, 365, RetentionKind.Journal, 90)]
    public async Task SetDays_NotAllowed_SaysWhichAndChangesNothing(int journal, int decisions, int texts, int deliveries, int audit, RetentionKind wrong, int minimum)
    {
        using var data = new ConsoleDataFixture();
        var retention = data.Get<RetentionStore>();

        var issue = (await retention.SetDaysAsync(new RetentionDays(journal, decisions, texts, deliveries, audit), Caller.Local)).ShouldHaveSingleItem();

        (issue.Kind, issue.Minimum).ShouldBe((wrong, minimum));
        (await retention.ReadDaysAsync()).ShouldBe(new RetentionDays(400, 400, 400, 120, 3650));
        (await data.Get<AuditLog>().ListAsync(9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SetDays_ByAnAdmin_IsKeptAndAudited()
    {
        using var data = new ConsoleDataFixture();
        var retention = data.Get<RetentionStore>();
        await Should.ThrowAsync<UnauthorizedAccessException>(() => retention.SetDaysAsync(Allowed, Caller.ForAccount("mia", "1", [Scopes.Read, Scopes.Design, Scopes.Publish])));

        (await retention.SetDaysAsync(Allowed, Caller.ForAccount("ann", "2", [Scopes.Admin]))).ShouldBeEmpty();

        (await retention.ReadDaysAsync()).ShouldBe(Allowed);
        var entry = (await data.Get<AuditLog>().ListAsync(9)).ShouldHaveSingleItem();
        (entry.Who, entry.What, entry.Target).ShouldBe(("ann", "setting.changed", RetentionStore.DaysSetting));
        entry.After.ShouldNotBeNull().ShouldContain("\"texts\":7");
    }

    private static async Task DecideAsync(ApiServer api) =>
        (await api.PostAsync("/api/v1/decisions", """{"customerId":"c1","channel":"web","placements":[{"name":"hero"}]}""")).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    private static async Task SayAsync(ApiServer api, string id) =>
        await api.Engine.IngestAsync([new EventInput(id, "c1", "message", api.Get<HubClock>().GetUtcNow(), new Dictionary<string, Value> { ["text"] = Value.OfText("terrible network") })]);

    private static async Task<RetentionRun> FinishedAsync(RetentionStore retention, int count, HubClock? moved = null)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await retention.ListAsync(9) is { } runs && runs.Count >= count && runs[^count].Finished is not null)
            {
                return runs[^count];
            }

            moved?.AdvanceTo(moved.GetUtcNow().AddHours(1));
            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {count} of retention did not finish.");
    }
}
