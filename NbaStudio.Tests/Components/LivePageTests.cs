using AngleSharp.Dom;
using NbaStudio.Components.Pages.Live;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class LivePageTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task LivePage_WithoutDecisions_OffersToStartTheMarket()
    {
        await using var console = new ConsoleHost();
        console.Hub.Market = new(false, 60);
        var page = await console.Host.Render<LivePage>();
        (await page.Document()).QuerySelector(".live-empty")!.TextContent.ShouldContain("start the simulated market");
        await page.Click(".live-empty button");
        console.Hub.Calls.ShouldBe(["StartMarketAsync"]);
    }

    [Fact]
    public async Task LivePage_OfANewWorkspace_LeadsOnInTheOpenChangeUntilItIsPutAway()
    {
        await using var console = new ConsoleHost();
        console.Guide.View = new GuideView(
            [(GuideStep.Attributes, GuideState.Done), (GuideStep.Channel, GuideState.Done), (GuideStep.Action, GuideState.InChange), (GuideStep.Publish, GuideState.Done), (GuideStep.Decision, GuideState.Open)],
            "c 1", "web", "he'ro");
        var page = await console.Host.Render<LivePage>();
        await page.Until(document => document.QuerySelector(".start-card") is not null);
        var card = (await page.Document()).QuerySelector(".start-card")!;

        card.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/data?change=c%201", "/data?view=channels&change=c%201", "/actions?change=c%201", "/publish?change=c%201", "/settings/keys"]);
        card.QuerySelectorAll("li.done").Length.ShouldBe(4);
        card.QuerySelector("li.next .start-call")!.TextContent.ShouldContain("""'{"requestId":"first","customerId":"ann","channel":"web","placements":[{"name":"he'\''ro"}]}'""");
        (await page.Document()).QuerySelector(".live-empty").ShouldBeNull("one card says what to do");

        await page.Click(".start-away");

        await page.Until(document => document.QuerySelector(".start-card") is null && document.QuerySelector(".live-empty") is not null);
    }

    [Fact]
    public async Task LivePage_WhenADecisionArrives_ShowsItWithItsEquation()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<LivePage>();
        console.Feed.OnDecision(ConsoleSamples.Decision(0));
        console.Clock.Advance(Tick);
        await page.Until(document => document.QuerySelectorAll(".stream .row").Length == 1);
        var row = (await page.Document()).QuerySelector(".stream .row")!;
        row.GetAttribute("href").ShouldBe("/decisions/d-0");
        row.QuerySelector(".equation")!.GetAttribute("aria-label").ShouldBe("propensity 8.4%, times context 2.0, times value ¥11,200, times lever 1.2, priority 2,258");
        row.TextContent.ShouldContain("Yui Kashiwagi");
    }

    [Fact]
    public async Task LivePage_InJapanese_SpeaksJapaneseFromBackgroundUpdates()
    {
        await using var console = new ConsoleHost("ja");
        var page = await console.Host.Render<LivePage>();
        console.Feed.OnDecision(ConsoleSamples.Decision(2));
        console.Clock.Advance(Tick);
        await page.Until(document => document.QuerySelector(".stream .row")?.TextContent.Contains("見送り", StringComparison.Ordinal) == true);
        var line = (await page.Document()).QuerySelector(".silence-line .words")!.TextContent;
        string.Concat(line.Split()).ShouldBe("最高の優先度92が150を下回りました");
    }

    [Fact]
    public async Task LivePage_InAFloodOf20000_RendersAFewTimes()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<LivePage>();
        var before = console.Host.Batches;
        for (var n = 0; n < 20_000; n++)
        {
            console.Feed.OnDecision(ConsoleSamples.Decision(n));
            if (n % 1_000 == 0)
            {
                console.Clock.Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        console.Clock.Advance(Tick);
        await page.Until(document => document.QuerySelector(".stream .row")?.GetAttribute("href") == "/decisions/d-19999");
        // One second of the clock: at most 11 for the stream, 5 each for the page and the age, and a batch for every level below.
        (console.Host.Batches - before).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task Stream_WhenPaused_HoldsItsRowsAndCountsNewOnes()
    {
        await using var console = new ConsoleHost();
        console.Feed.OnDecision(ConsoleSamples.Decision(0));
        var page = await console.Host.Render<DecisionStream>();
        await page.Click("[data-stream-pause]");
        for (var n = 1; n <= 12; n++)
        {
            console.Feed.OnDecision(ConsoleSamples.Decision(n));
        }

        console.Feed.OnOutcome(new LiveOutcome("d-0", LiveResult.Accepted, Amount: 1_850));
        console.Clock.Advance(Tick);
        await page.Until(document => Text(document, ".stream-head .quiet") == "12 new decisions" && document.QuerySelector(".row .accepted") is not null);
        (await page.Document()).QuerySelectorAll(".stream .row").Length.ShouldBe(1);
        (await page.Document()).QuerySelector(".row .accepted")!.TextContent.ShouldContain("+¥1,850");
        await page.Click(".stream-head .quiet");
        (await page.Document()).QuerySelectorAll(".stream .row").Length.ShouldBe(9);
    }

    [Fact]
    public async Task Stream_WithAFilterThatMatchesNothing_SaysSoAndClears()
    {
        await using var console = new ConsoleHost();
        console.Feed.OnDecision(ConsoleSamples.Decision(0));
        var page = await console.Host.Render<DecisionStream>();
        await page.Change(".pick:nth-of-type(1) select", "serve");
        (await page.Document()).QuerySelector(".nothing")!.TextContent.ShouldContain("No decision matches Serve.");
        await page.Click(".nothing button");
        (await page.Document()).QuerySelectorAll(".stream .row").Length.ShouldBe(1);
    }

    [Fact]
    public async Task LivePage_WhileTheHubRecovers_MarksItsNumbersAsOld()
    {
        await using var console = new ConsoleHost();
        console.Feed.OnDecision(ConsoleSamples.Decision(0));
        var page = await console.Host.Render<LivePage>();
        console.Clock.Advance(TimeSpan.FromSeconds(15));
        console.Feed.OnCondition(HubCondition.Recovering);
        console.Clock.Advance(Tick);
        await page.Until(document => document.QuerySelector(".live-age.stale") is not null && document.QuerySelector(".live-grid.stale") is not null);
        (await page.Document()).QuerySelector(".live-age")!.TextContent.ShouldContain("Last update 14:32:07, 15 s ago");
    }

    private static string? Text(IDocument document, string selector) => document.QuerySelector(selector)?.TextContent.Trim();
}
