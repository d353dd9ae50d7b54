using Microsoft.Playwright;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>The console's pages over the real hub, its demo policy and its simulated market.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RealConsoleTests(Support.Browser browser, RealConsole console)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Pages_OverTheRealHub_HaveNoAxeViolationsAndDoNotOverflow(string language)
    {
        string[] paths =
        [
            "/", "/customers", $"/customers/{console.Spoken.CustomerId}", "/actions", "/actions?path=retain%2Fstay", $"/decisions/{console.Spoken.DecisionId}",
            "/rules", "/rules/group/stay?field=applicability", "/rules/condition/adult", "/rules/audiences",
        ];
        List<string> faults = [];
        IReadOnlyList<PageLook> looks = language == "ja" ? [new("dark", 1440, 900), new("light", 1200, 900)] : PageLook.Of(language);
        var page = await browser.OpenAsync(console.Address, paths[0], language);
        foreach (var path in paths)
        {
            if (path != paths[0])
            {
                await page.GotoAsync(console.Address + path);
                await page.Locator("h1").WaitForAsync();
            }

            await page.Locator(".stream .row, .card table, .card .candidates, .rule-places li, .rule-figure").First.WaitForAsync();
            foreach (var look in looks)
            {
                faults.AddRange(await look.FaultsAsync(page, $"real-{path.Trim('/').Split('?')[0].Replace('/', '-')}-{language}"));
            }
        }

        await page.Context.CloseAsync();
        faults.ShouldBeEmpty(string.Join("\n", faults));
    }

    [Fact]
    public async Task Stream_FilterPauseOpenAndReplay_WorkOnRealDecisions()
    {
        var page = await browser.OpenAsync(console.Address, "/");
        await page.Locator(".stream .row").First.WaitForAsync();
        await page.Locator(".stream-head select").Nth(1).SelectOptionAsync("web");
        await Poll.UntilAsync(async () => (await page.Locator(".stream .row .what .second").AllTextContentsAsync()) is { Count: > 0 } places && places.All(place => place.Trim().StartsWith("Web", StringComparison.Ordinal)));
        await page.Locator("[data-stream-pause]").ClickAsync();
        await page.Locator("[data-stream-pause][aria-pressed=true]").WaitForAsync();

        await page.Locator(".stream .row").First.ClickAsync();
        await page.ArrivesAsync("**/decisions/d-*");
        await page.Locator(".why .candidate").First.WaitForAsync();
        await page.Locator(".page-head button:not(.help-tip)").ClickAsync();

        (await page.Locator(".page-head .tag.good").TextContentAsync())!.ShouldContain("the same choice, bit for bit");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Customer_PreviewOfAnotherChannel_IsExplainedInTheReadersLanguage()
    {
        // Whether the market let this customer open the app is chance: here it is sure.
        var opened = new EventInput("opened-by-the-test", console.Spoken.CustomerId, "app_open", console.Engine.Now, new Dictionary<string, Value>());
        (await console.Engine.IngestAsync([opened]))[0].Status.ShouldBe(EventStatus.Accepted);
        var page = await browser.OpenAsync(console.Address, $"/customers/{console.Spoken.CustomerId}", "ja");
        await page.Locator(".why .candidate").First.WaitForAsync();
        (await page.Locator(".next-best li").CountAsync()).ShouldBe(console.Engine.Policy!.Channels.Count);

        await page.Locator(".next-best li").Nth(1).Locator("button").ClickAsync();

        await page.Locator("#why-title", new PageLocatorOptions { HasTextString = "今決定したらどうなるか" }).WaitForAsync();
        // As it is read: what a rule says word for word stands behind its tip.
        var words = await page.Locator(".candidates").InnerTextAsync();
        words.ShouldNotContain("aggregate.");
        words.ShouldNotContain("count(event");
        await page.Locator(".fields-more").ClickAsync();
        await page.Locator(".fields").First.GetByText("アプリの起動(7日)").WaitForAsync(); // the whole list comes with the next drawing
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task StopAllSending_HoldsMessagesUntilItIsResumed()
    {
        var page = await browser.OpenAsync(console.Address, "/");
        await page.Locator(".button.stop").ClickAsync();
        await page.Locator("dialog[open] .danger").ClickAsync();
        await page.Locator(".stopped-bar").WaitForAsync();
        console.Engine.SendingStopped.ShouldBeTrue();
        console.Market.Start();
        try
        {
            await Poll.UntilAsync(() => Task.FromResult(Waiting() > 0), seconds: 60);
            await page.ReloadAsync();
            await page.Locator(".stopped-bar").WaitForAsync();
            await Poll.UntilAsync(async () => !(await page.Locator(".stopped-bar").TextContentAsync())!.Contains(" 0 messages are held", StringComparison.Ordinal));
        }
        finally
        {
            console.Market.Stop();
        }

        await page.Locator(".stopped-bar button").ClickAsync();
        await page.Locator(".button.stop").WaitForAsync();
        console.Engine.SendingStopped.ShouldBeFalse();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Header_MarketLanguageThemeAndSearch_Work()
    {
        var page = await browser.OpenAsync(console.Address, "/actions");
        await page.Locator(".market button").ClickAsync();
        await page.Locator(".market-text", new PageLocatorOptions { HasTextString = "speed" }).WaitForAsync();
        console.Market.IsRunning.ShouldBeTrue();
        await page.Locator(".market button").ClickAsync();
        await page.Locator(".market-text", new PageLocatorOptions { HasTextString = "stopped" }).WaitForAsync();
        await page.ReloadAsync();
        await page.Locator(".market-text", new PageLocatorOptions { HasTextString = "stopped" }).WaitForAsync();

        await page.Locator("[data-theme-switch]").ClickAsync();
        await page.Locator(".languages a[lang=ja]").ClickAsync();
        await page.Locator("html[lang=ja][data-theme=dark] h1").WaitForAsync();
        await SearchByKeys.RunAsync(page, console.Spoken.CustomerId);
        await page.Locator("tbody tr").First.WaitForAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        await page.Context.CloseAsync();
    }

    private long Waiting() => console.Engine.Store.CountOutbox(OutboxStatus.Held) + console.Engine.Store.CountOutbox(OutboxStatus.Pending);
}
