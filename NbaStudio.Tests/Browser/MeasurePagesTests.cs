using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class MeasurePagesTests(Support.Browser browser)
{
    [Theory]
    [InlineData("/measure", "en", "light", 1440)]
    [InlineData("/measure", "ja", "dark", 1440)]
    [InlineData("/measure", "en", "dark", 390)]
    [InlineData("/measure", "ja", "light", 390)]
    [InlineData("/measure/decisions", "ja", "dark", 1440)]
    [InlineData("/measure/decisions", "en", "light", 390)]
    public async Task Page_WithSamples_HasNoAxeViolationsAndFits(string path, string language, string theme, int width)
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, path, language, theme, width, 900);
        await page.Locator(".effect-chart, .survey-funnel").First.WaitForAsync();
        await page.Locator("text=/Estimate|推定する|Look again|調べ直す/").First.WaitForAsync();
        await Shots.TakeAsync(page, $"{path.Trim('/').Replace('/', '-')}-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        if (path == "/measure" && language == "en")
        {
            // What is chosen is what is said.
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Leavers" }).ClickAsync();
            await page.Locator("#verdict", new() { HasTextString = "leave" }).WaitForAsync();
        }

        // An open page would hold up the end of the site.
        await page.Context.CloseAsync();
    }
}
