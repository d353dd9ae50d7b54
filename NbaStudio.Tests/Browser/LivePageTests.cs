using Microsoft.Playwright;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class LivePageTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en", "light", 1440, 900)]
    [InlineData("ja", "dark", 1440, 900)]
    [InlineData("en", "dark", 1200, 900)]
    [InlineData("ja", "light", 390, 844)]
    [InlineData("en", "light", 390, 844)]
    public async Task Live_WithTraffic_HasNoAxeViolations(string language, string theme, int width, int height)
    {
        await using var site = await ConsoleSite.StartAsync(decisions: 3_720);
        var page = await browser.OpenAsync(site, "/", language, theme, width, height);
        await page.Locator(".stream .row").First.WaitForAsync();
        await Shots.TakeAsync(page, $"live-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }
}
