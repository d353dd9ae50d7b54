using System.Net;
using System.Text;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>The report over the real hub: what happened is counted as it happens, and from the journal the same.</summary>
public sealed class ReportTests(ReportTests.Hub shared) : IClassFixture<ReportTests.Hub>
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private readonly ApiServer _api = shared.Server;

    private IReportReader Reports => _api.Get<IReportReader>();

    [Fact]
    public async Task Report_OfTwoDays_CountsWhatHappened()
    {
        var report = await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(1), ReportBy.Objective), "en");

        report.Rows.ShouldHaveSingleItem().Id.ShouldBe("grow");
        var total = report.Total;
        (total.Chosen, total.Seen, total.Clicked, total.Accepted, total.Unsubscribed).ShouldBe((3, 3, 1, 1, 0));
        total.Revenue.ShouldBeGreaterThan(1000, "two successes of 12 fees");
        report.TotalBefore.ShouldBe(default);
        report.Since.ShouldBe(Day);
    }

    [Fact]
    public async Task Report_ByDay_ComparesWithTheDayBeforeIt()
    {
        var report = await Reports.ReadAsync(new ReportQuestion(Day.AddDays(1), Day.AddDays(1), ReportBy.Day), "en");

        var row = report.Rows.ShouldHaveSingleItem();
        (row.Id, row.Now.Chosen, row.Now.Accepted, row.Before.Chosen, row.Before.Accepted).ShouldBe(("2026-11-25", 2, 0, 1, 1));
        (await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(6), ReportBy.Day), "en")).Rows.Count.ShouldBe(7, "days without anything too");
    }

    [Fact]
    public async Task Report_ByActionAndChannel_Filters()
    {
        (await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(1), ReportBy.Action), "en")).Rows.Sum(r => r.Now.Chosen).ShouldBe(3);
        (await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(1), ReportBy.Channel, Channel: "web"), "en")).Rows.ShouldHaveSingleItem().Id.ShouldBe("web");
        (await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(1), ReportBy.Channel, Channel: "mail"), "en")).Total.ShouldBe(default);
        (await Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(1), ReportBy.Day, Objective: "serve"), "en")).Total.ShouldBe(default);
        await Should.ThrowAsync<ArgumentException>(() => Reports.ReadAsync(new ReportQuestion(Day, Day.AddDays(400), ReportBy.Day), "en"));
    }

    [Fact]
    public async Task Report_BySegment_CountsWhoBelongsNow()
    {
        await using var own = await StartAsync();
        (await own.PutAsync("/api/v1/customers/c2", """{"attributes":{"plan":"M","age":30,"fee":100}}""")).Status.ShouldBe(HttpStatusCode.Created);
        await AnswerAsync(own, "click", "c2");
        (await own.PutAsync("/api/v1/customers/c2", """{"attributes":{"age":12}}""")).Status.ShouldBe(HttpStatusCode.OK);
        var question = new ReportQuestion(Day.AddDays(1), Day.AddDays(1), ReportBy.Segment);

        var report = await own.Get<IReportReader>().ReadAsync(question, "ja");

        report.Rows.Select(r => (r.Id, r.Now.Chosen, r.Now.Clicked, r.Before.Chosen, r.Before.Accepted)).ShouldBe([("condition/adult", 2, 1, 1, 1), ("none", 1, 1, 0, 0)], ignoreOrder: true);
        report.Rows.Single(r => r.Id == "none").Name.ShouldBe("どのセグメントにも属さない");
        (report.Total, report.TotalBefore).ShouldBe(((await own.Get<IReportReader>().ReadAsync(question with { By = ReportBy.Objective }, "ja")).Total, report.Rows[0].Before + report.Rows[1].Before));
        (await own.Get<IReportReader>().ReadAsync(question with { Channel = "mail" }, "ja")).Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Members_OfWhoIsNotThere_AreLeftOut()
    {
        var question = new NbaStudio.Engine.Serving.Rules.RuleQuestion(ApiPolicy.Create(), [new("customer.age > 50", false), new("condition \"adult\"", false)], null);
        var known = _api.Engine.Store.FindAlias("c1")!.Value;

        var members = _api.Engine.FindMembers(question, [known, 987_654]);

        members.ShouldHaveSingleItem().Key.ShouldBe(known);
        members[known].ShouldBe([1]);
    }

    [Fact]
    public async Task Fill_FromTheJournal_CountsTheSame()
    {
        var fresh = new ReportStatistics(_api.Engine);

        fresh.Fill(_api.Engine.Store, _api.Engine.Store.ReadHead().Sequence, default);

        var live = _api.Get<ReportStatistics>();
        fresh.Between(Day, Day.AddDays(1)).OrderBy(d => d.Day).ThenBy(d => d.Treatment).ShouldBe(live.Between(Day, Day.AddDays(1)).OrderBy(d => d.Day).ThenBy(d => d.Treatment));
    }

    [Fact]
    public async Task Csv_OfTheSameAddress_IsAFile()
    {
        using var response = await _api.Server.Http.GetAsync("/report/export.csv?from=2026-11-24&to=2026-11-25&by=action");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldContain("action,name,chosen");
    }

    private static async Task AnswerAsync(ApiServer api, string outcome, string customer = "c1")
    {
        var decision = (await api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{customer}}","channel":"web","placements":[{"name":"hero"}]}""")).Body.GetProperty("decisionId").GetString();
        foreach (var kind in new[] { "impression", outcome })
        {
            (await api.PostAsync("/api/v1/outcomes", $$"""{"decisionId":"{{decision}}","outcome":"{{kind}}"}""")).Status.ShouldBe(HttpStatusCode.Accepted);
        }
    }

    private static async Task<ApiServer> StartAsync()
    {
        var api = await ApiServer.StartAsync(ApiPolicy.Create(), "--Nba:Clock=start=2026-11-24T08:00:00Z,speed=1");
        (await api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"M","age":40,"fee":100}}""")).Status.ShouldBe(HttpStatusCode.Created);
        await AnswerAsync(api, "accept");
        (await api.PutAsync("/api/v1/clock", """{"time":"2026-11-25T08:00:00Z"}""")).Status.ShouldBe(HttpStatusCode.OK);
        await AnswerAsync(api, "reject");
        await AnswerAsync(api, "click");
        return api;
    }

    /// <summary>A hub of two days, for those that only read the report.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
