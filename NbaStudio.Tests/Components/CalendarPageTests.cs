using NbaStudio.Components.Pages.Calendar;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class CalendarPageTests
{
    [Fact]
    public async Task Page_OfAMonth_DrawsEachRowWithItsWordsAndOneLink()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/calendar");

        var document = await page.Document();
        document.QuerySelector(".calendar-title")!.TextContent.ShouldBe("November 2026");
        document.QuerySelectorAll(".calendar-days > span").Length.ShouldBe(30);
        document.QuerySelectorAll(".calendar-grid h3").Select(h => h.FirstChild!.TextContent.Trim()).ShouldBe(["Publishing", "Schedules", "Validity of actions", "Quiet hours", "Periods of budgets"]);
        var row = document.QuerySelectorAll(".calendar-grid li")[2];
        row.QuerySelector(".calendar-name a")!.TextContent.ShouldBe("3 months <half>");
        row.TextContent.ShouldContain("Valid from 12 Nov to 24 Dec · App push, E-mail");
        var bar = row.QuerySelector(".calendar-track a")!;
        (bar.GetAttribute("href"), bar.GetAttribute("tabindex"), bar.GetAttribute("style")).ShouldBe(("/actions?path=retain%2Fstay%2Fhalf", "-1", "left:0%;width:100%"));
        row.QuerySelector(".calendar-track")!.GetAttribute("aria-hidden").ShouldBe("true");
        document.QuerySelectorAll(".calendar-now").Length.ShouldBe(6, "today is in sight");
        document.QuerySelector(".calendar-foot")!.TextContent.ShouldContain("12 more actions run whatever the date.");
    }

    [Fact]
    public async Task Table_SaysTheSameInWords()
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/calendar?from=2026-11-19&span=week&channel=push");

        await page.Click(".calendar-ask .segmented:last-child button:last-child");

        var document = await page.Document();
        document.QuerySelectorAll(".calendar-table tbody tr").Length.ShouldBe(6);
        document.QuerySelectorAll(".calendar-table tbody tr")[3].TextContent.ShouldContain("一時停止");
        document.QuerySelectorAll(".calendar-steps a").Select(a => a.GetAttribute("href"))
            .ShouldBe(["/calendar?from=2026-11-09&span=week&channel=push", "/calendar?from=2026-11-23&span=week&channel=push", "/calendar?from=2026-11-16&span=week&channel=push"]);
        console.Calendar.Asked.ShouldBe([new CalendarQuestion(new DateOnly(2026, 11, 16), CalendarSpan.Week, "push")]);
    }

    [Fact]
    public async Task Page_WithNothingDated_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        console.Calendar.IsEmpty = true;

        var page = await OpenAsync(console, "/calendar?from=nonsense&span=year", ".empty-state");

        (await page.Document()).QuerySelector(".empty-state a")!.GetAttribute("href").ShouldBe("/actions");
        console.Calendar.Asked[0].ShouldBe(new CalendarQuestion(new DateOnly(2026, 11, 1), CalendarSpan.Month, null));
    }

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console, string path, string wait = ".calendar-grid")
    {
        await console.Host.Navigate(path);
        var page = await console.Host.Render<CalendarPage>();
        await page.Until(d => d.QuerySelector(wait) is not null);
        return page;
    }
}
