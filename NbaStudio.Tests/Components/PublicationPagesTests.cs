using NbaStudio.Components.Pages.Publish;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class PublicationPagesTests
{
    [Fact]
    public async Task Notices_OfPlansAndWatches_SayHowTheyStand()
    {
        await using var console = new ConsoleHost();
        console.Publications.Fill();

        var page = await console.Host.Render<PublicationNotices>();

        var text = (await page.Document()).Body!.TextContent;
        text.ShouldContain("to be published");
        text.ShouldContain("then watched for 24 h");
        text.ShouldContain("Others changed the same meanwhile.");
        text.ShouldContain("5.2%");
        text.ShouldContain("rolled back to revision 45 by itself");
        text.ShouldContain("acceptance was 3.1%, at least 3.8% (2,400 seen)");
    }

    [Fact]
    public async Task Notices_Dismissed_GoAndOthersMayNot()
    {
        await using var console = new ConsoleHost();
        console.Publications.Fill();
        var page = await console.Host.Render<PublicationNotices>();

        await page.Click(".plan-list li:nth-child(2) button");
        await page.Until(document => document.QuerySelectorAll(".plan-list li").Length == 3);

        console.Publications.Calls.ShouldBe(["cancel clash"]);
        console.Viewer.Become(Caller.ForAccount("m", "1", Roles.ScopesOf([Roles.Marketer])));
        var other = await console.Host.Render<PublicationNotices>();
        (await other.Document()).QuerySelectorAll("button").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Planned for 18 Nov, 09:30, for 25.0% of customers.", "to go to 25.0% of customers")]
    [InlineData("ja", "顧客の25.0%だけに公開します。", "顧客の25.0%へ公開予定")]
    public async Task When_WithATimeAndAShare_PlansATrial(string language, string planned, string waits)
    {
        await using var console = new ConsoleHost(language);
        var page = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await page.Until(document => document.QuerySelector("#plan-try-at") is not null);
        (await page.Document()).QuerySelector("#plan-try-at")!.HasAttribute("disabled").ShouldBeTrue("it has no time yet");

        await page.Input("#plan-at", "2026-11-18T09:30");
        await page.Input("#plan-share", "25");
        await page.Click("#plan-try-at");

        await page.Until(document => document.QuerySelector(".move-result .good-word") is not null);
        (await page.Document()).QuerySelector(".move-result .good-word")!.TextContent.ShouldContain(planned);
        console.Publications.Calls.ShouldBe(["plan spring 2026-11-18T00:30  for 0.25"]);

        console.Publications.Fill();
        console.Publications.Plans[0] = console.Publications.Plans[0] with { Plan = console.Publications.Plans[0].Plan with { Share = 0.25 } };
        (await (await console.Host.Render<PublicationNotices>()).Document()).Body!.TextContent.ShouldContain(waits);
    }

    [Fact]
    public async Task When_WithATimeAndAWatch_PlansBoth()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await page.Until(document => document.QuerySelector("#plan-at") is not null);

        await page.Change("#plan-watch", true);
        await page.Until(document => document.QuerySelectorAll(".plan-numbers input").Length == 4);
        await page.Change(".plan-numbers label:nth-child(3) input", "40");
        await page.Input("#plan-at", "2026-11-18T09:30");
        await page.Click(".plan-at button");

        await page.Until(document => document.QuerySelector(".move-result .good-word") is not null);
        console.Publications.Calls.ShouldBe(["plan spring 2026-11-18T00:30 0.4"]);
    }

    [Fact]
    public async Task Publish_WithAWatch_BeginsItWithTheRevision()
    {
        await using var console = new ConsoleHost();
        console.Changes.Result = new NbaStudio.Live.Reading.BoardResult(true, [], 49);
        var page = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await page.Until(document => document.QuerySelector("#plan-watch") is not null);
        await page.Change("#plan-watch", true);

        await page.Click(".moves .primary");

        await page.Until(document => document.QuerySelector(".move-result") is not null);
        console.Publications.Calls.ShouldBe(["watch 49 24"]);
    }
}
