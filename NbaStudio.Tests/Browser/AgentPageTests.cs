using Microsoft.Playwright;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class AgentPageTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("ja", "light", 390)]
    public async Task Page_InAConversation_HasNoAxeViolations(string language, string theme, int width)
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/agent/kw-004182", language, theme, width, 900);
        await page.Locator("#note").FillAsync(language == "ja" ? "料金が高いので解約して他社に移りたい" : "I want to cancel my contract and move to another operator");
        await page.Locator(".call-history li").Nth(1).WaitForAsync();
        await Shots.TakeAsync(page, $"agent-{language}-{theme}-{width}");

        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Conversation_ByKeyboard_FromSearchToAnswer()
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/agent");
        await page.Locator(".callers li").Nth(7).WaitForAsync();
        await page.Locator(".call-search input").FillAsync("Yui");
        await page.Locator(".callers li:only-child").WaitForAsync();
        await page.Locator(".callers a").PressAsync("Enter");
        await page.ArrivesAsync("**/agent/kw-004182");

        await page.GetByRole(AriaRole.Button, new() { Name = "Later" }).PressAsync("Enter");

        await page.Locator(".call-name", new() { HasText = "Loyalty 10%" }).WaitForAsync();
        await page.Locator(".call-history").GetByText("Later: 3 months half price").WaitForAsync();
        await page.Context.CloseAsync();
    }
}
