using NbaStudio.Components.Layout;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class HeaderTests
{
    [Fact]
    public async Task StopAllSending_AsksOnce_ThenHoldsAndOffersToResume()
    {
        await using var console = new ConsoleHost();
        var header = await console.Host.Render<Header>();
        var bar = await console.Host.Render<StoppedBar>();
        (await bar.Document()).QuerySelector(".stopped-bar").ShouldBeNull();
        var dialog = (await header.Document()).QuerySelector("#stop-sending")!;
        dialog.TextContent.ShouldContain("Nothing leaves on any channel until somebody resumes.");
        (await header.Document()).QuerySelector(".button.stop")!.GetAttribute("data-open-dialog").ShouldBe("stop-sending");
        console.Hub.Calls.ShouldBeEmpty();

        await header.Click("#stop-sending .danger");
        console.Hub.Calls.ShouldBe(["StopSendingAsync"]);
        await bar.Until(document => document.QuerySelector(".stopped-bar") is not null);
        (await bar.Document()).QuerySelector(".stopped-bar")!.TextContent.ShouldContain("14 messages are held");
        (await header.Document()).QuerySelector(".button.stop").ShouldBeNull();

        await bar.Click(".stopped-bar button");
        await bar.Until(document => document.QuerySelector(".stopped-bar") is null);
        console.Hub.Calls.ShouldBe(["StopSendingAsync", "ResumeSendingAsync"]);
    }

    [Fact]
    public async Task Market_OfARealWorkspace_IsNotShown()
    {
        await using var console = new ConsoleHost();
        console.Hub.Market = null;
        console.Hub.Workspace = console.Hub.Workspace with { Simulated = false };
        (await (await console.Host.Render<Header>()).Document()).QuerySelector(".market").ShouldBeNull();
        (await (await console.Host.Render<HatchEdge>()).Document()).QuerySelector(".edge.hatched").ShouldBeNull();
    }

    [Fact]
    public async Task Market_WhenStopped_OffersToStart()
    {
        await using var console = new ConsoleHost("ja");
        var header = await console.Host.Render<Header>();
        (await header.Document()).QuerySelector(".market")!.TextContent.ShouldContain("60倍速");
        await header.Click(".market button");
        console.Hub.Calls.ShouldBe(["StopMarketAsync"]);
        (await header.Document()).QuerySelector(".market")!.TextContent.ShouldContain("停止中");
    }

    [Fact]
    public async Task Navigation_ListsOnlyPagesThatExist()
    {
        await using var console = new ConsoleHost();
        var links = (await (await console.Host.Render<SideBar>()).Document()).QuerySelectorAll("a.nav-item").Select(link => link.GetAttribute("href"));
        links.ShouldBe(["/", "/report", "/data", "/actions", "/rules", "/levers", "/contacts", "/events", "/text", "/customers", "/agent", "/simulate", "/models", "/measure", "/calendar", "/publish", "/settings", "/glossary"]);
    }
}
