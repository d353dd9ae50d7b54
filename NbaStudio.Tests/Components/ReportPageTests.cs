using NbaStudio.Components.Pages.Report;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class ReportPageTests
{
    [Fact]
    public async Task Page_AsOpened_IsOfSevenDaysByObjectiveAgainstTheSevenBefore()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ReportPage>();

        await page.Until(document => document.QuerySelectorAll(".report-table tbody tr").Length == 4);
        console.Reports.Questions[^1].ShouldBe(new ReportQuestion(new DateOnly(2026, 11, 11), new DateOnly(2026, 11, 17), ReportBy.Objective));
        var document = await page.Document();
        document.QuerySelectorAll(".report-totals .kpi").Length.ShouldBe(7);
        document.QuerySelector(".report-table tbody tr")!.TextContent.ShouldContain("+8.2%, was 1,700");
        document.QuerySelectorAll(".report-table tbody tr")[3].TextContent.ShouldContain("none before");
        document.QuerySelector("a[download]")!.GetAttribute("href").ShouldBe("/report/export.csv?from=2026-11-11&to=2026-11-17&by=objective");
        document.QuerySelector(".report-note")!.TextContent.ShouldContain("The journal begins on 2026-11-08");
    }

    [Fact]
    public async Task Choices_GoIntoTheAddress()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ReportPage>();
        await page.Until(document => document.QuerySelector(".report-table") is not null);

        await page.Change("#report-from", "2026-11-01");

        await page.Until(_ => console.Reports.Questions[^1].From == new DateOnly(2026, 11, 1));
        await page.Click(".report-quick button");
        await page.Until(_ => console.Reports.Questions[^1].From == new DateOnly(2026, 11, 17));
        await page.Click(".card-head .segmented button:last-child");
        await page.Until(_ => console.Reports.Questions[^1].By == ReportBy.Day);
    }

    [Fact]
    public async Task Page_OfATimeWithoutAnything_SaysSo()
    {
        await using var console = new ConsoleHost("ja");
        console.Reports.IsEmpty = true;
        var page = await console.Host.Render<ReportPage>();
        await page.Until(document => document.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("2026-11-08");
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-10", "2026-11-10", "2026-11-10")]
    [InlineData("2020-01-01", "2026-11-10", "2025-11-10", "2026-11-10")]
    [InlineData("nonsense", null, "2026-11-11", "2026-11-17")]
    [InlineData("0001-01-01", "9999-12-31", "2026-11-11", "2026-11-17")]
    public void Address_ThatCannotBeMeant_IsBroughtIntoBounds(string from, string? to, string first, string last)
    {
        var question = ReportLinks.Read(from, to, "ACTION", "", null, new DateOnly(2026, 11, 17), 7);

        (ReportLinks.Iso(question.From), ReportLinks.Iso(question.To), question.By, question.Objective).ShouldBe((first, last, ReportBy.Action, null));
        ReportLinks.Write("/report", question with { Objective = "a&b" }).ShouldEndWith("&by=action&objective=a%26b");
    }

    [Fact]
    public void Csv_WithFormulasAndCommas_IsSafe()
    {
        var question = new ReportQuestion(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 2), ReportBy.Action);
        var csv = System.Text.Encoding.UTF8.GetString(ReportCsv.Write(new ReportView(
            question, null, default, default, [new ReportRow("a", "=1+1, \"x\"", new ReportNumbers(1, 2, 3, 4, 5, 6.5, 7), default)], [], [])));

        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].TrimStart('\uFEFF').ShouldStartWith("action,name,chosen,delivered,seen,clicked,accepted,revenue,unsubscribed,chosen_before");
        lines[1].ShouldContain("1,2,3,4,5,6.5,7,0,0");
        lines[1].ShouldNotContain(",=1");
        lines[1].ShouldNotContain("\"=1");
    }
}
