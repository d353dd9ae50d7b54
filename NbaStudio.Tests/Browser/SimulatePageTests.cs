using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>A scenario in the browser, over the real hub: run, read, and turned into a change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SimulatePageTests(Support.Browser browser, RealConsole console) : IClassFixture<RealConsole>
{
    [Fact]
    public async Task Scenario_RunAndTurnedIntoAChange_StandsInPublish()
    {
        var page = await browser.OpenAsync(console.Address, "/simulate");
        await SetLeverAsync(page);
        await page.Locator(".sim-run").ClickAsync();
        await page.Locator(".sim-verdict").WaitForAsync();
        (await page.Locator(".sim-table tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        await page.Locator(".sim-check p").First.WaitForAsync();
        var who = page.Locator(".sim-flips details").First;
        await who.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await who.Locator("a").CountAsync()).ShouldBeInRange(1, 20);
        (await who.Locator("a").First.GetAttributeAsync("href"))!.ShouldStartWith("/decisions/");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();
        await page.Locator(".add-to-change .good-word a").ClickAsync();
        await page.WaitForURLAsync("**/publish?change=*");
        await page.Locator(".differences").GetByText("lever").First.WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("ja", "light", 390)]
    public async Task Page_HasNoAxeViolationsAndFits(string language, string theme, int width)
    {
        var page = await browser.OpenAsync(console.Address, "/simulate", language, theme, width);
        await SetLeverAsync(page);
        await page.Locator(".sim-fields select").Nth(2).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator(".sim-run").ClickAsync();
        await page.Locator(".sim-front svg").WaitForAsync();

        await page.Locator(".sim-flips details summary").First.ClickAsync();
        await Shots.TakeAsync(page, $"simulate-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
        await page.Context.CloseAsync();
    }

    private static async Task SetLeverAsync(IPage page)
    {
        var number = page.Locator(".sim-lever").First.GetByRole(AriaRole.Spinbutton);
        await number.FillAsync("0.3");
        await number.PressAsync("Tab");
    }
}
