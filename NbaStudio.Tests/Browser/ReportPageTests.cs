using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("ja", "light", 390)]
    public async Task Page_WithSamples_HasNoAxeViolations(string language, string theme, int width)
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/report", language, theme, width, 900);
        await page.Locator(".report-table tbody tr").First.WaitForAsync();
        await Shots.TakeAsync(page, $"report-{language}-{theme}-{width}");

        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }
}
