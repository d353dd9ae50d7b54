using NbaStudio.Components.Pages.Measure;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class SurveyPageTests
{
    [Fact]
    public async Task Page_ASurvey_SaysWhereCandidatesFallAndWhereItIsMended()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<SurveyPage>();
        await page.Until(d => d.QuerySelector(".survey-funnel") is not null && d.QuerySelector("button.button") is not null);
        var document = await page.Document();
        document.QuerySelector(".survey-summary p")!.TextContent.ShouldStartWith("The latest 5,000 decisions, since ");
        var stages = document.QuerySelectorAll(".survey-funnel > li").ToList();
        stages.Count.ShouldBe(9);
        stages[^1].QuerySelector(".survey-stage .number")!.TextContent.ShouldBe("3,600", "what is left is what was chosen");
        stages.Single(s => s.TextContent.StartsWith("Eligible", StringComparison.Ordinal)).QuerySelector("ul a")!.GetAttribute("href").ShouldBe("/rules/objective/retain?field=eligibility");
        var marks = document.QuerySelectorAll("section[aria-labelledby=survey-gaps] .survey-marks li").Select(li => li.TextContent).ToList();
        marks[0].ShouldStartWith("Age under 24");
        marks[1].ShouldStartWith("Plan is S");
        document.QuerySelector("section[aria-labelledby=survey-cost]")!.TextContent.ShouldContain("410 of 3,070 first places went to another than the best");
        var unseen = document.QuerySelectorAll(".survey-unseen tbody tr").ToList();
        unseen[0].TextContent.ShouldContain("Retain, 880 times");
        unseen[1].TextContent.ShouldContain("Handset 5G takes its place, 312 of 390 times");
        unseen[1].QuerySelectorAll("a")[^1].GetAttribute("href").ShouldBe("/levers");
        var beaten = document.QuerySelectorAll(".survey-beaten tbody tr").ShouldHaveSingleItem();
        beaten.QuerySelectorAll("a").Select(a => a.TextContent).ShouldBe(["Autopay <now>", "Handset 5G", "Levers"]);
        beaten.TextContent.ShouldContain("400 times, 80.0%");
    }

    [Fact]
    public async Task Page_ManyCauses_OpensThemAllAndCloses()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<SurveyPage>();
        await page.Until(d => d.QuerySelector(".survey-all") is not null);
        async Task<IReadOnlyList<string>> CausesAsync() => [.. (await page.Document()).QuerySelectorAll(".survey-funnel > li").Single(s => s.QuerySelector(".survey-all") is not null).QuerySelectorAll("ul li").Select(l => l.TextContent.Trim())];
        var few = await CausesAsync();
        few.Count.ShouldBe(5);
        few[^1].ShouldBe("4 more−400");

        await page.Click(".survey-all");
        (await CausesAsync()).ShouldContain(cause => cause.Contains("Action 7", StringComparison.Ordinal));
        (await page.Document()).QuerySelector(".survey-all")!.GetAttribute("aria-expanded").ShouldBe("true");
        await page.Click(".survey-all");
        (await CausesAsync()).ShouldBe(few);
    }

    [Fact]
    public async Task Page_NoDecisions_SaysWhatToDo()
    {
        await using var console = new ConsoleHost("ja");
        console.Measure.Survey = Surveys.None;
        var page = await console.Host.Render<SurveyPage>();
        await page.Until(d => d.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("まだ決定がありません");
    }
}
