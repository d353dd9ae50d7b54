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
