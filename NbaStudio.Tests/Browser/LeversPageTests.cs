using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Levers moved in the browser, over the real hub: the latest decisions show what it turns, and it stands in a change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LeversPageTests(Support.Browser browser, RealConsole console)
{
    [Fact]
    public async Task Lever_MovedByKeyboard_ShowsItsEffectAndStandsInAChange()
    {
        var page = await browser.OpenAsync(console.Address, "/levers");
        await page.Locator(".mix-shift").WaitForAsync();
        // By name: which row stands first changes while the list is laid out.
        var row = page.Locator(".lever-row.objective").Filter(new() { HasText = "Grow" });
        var slider = row.GetByRole(AriaRole.Slider);
        var product = page.Locator(".lever-row.action .lever-product b").First;
        var before = await product.TextContentAsync();

        await slider.FocusAsync();
        for (var i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }

        await Poll.UntilAsync(async () => await product.TextContentAsync() != before);
        (await slider.GetAttributeAsync("aria-valuetext"))!.ShouldStartWith("×");
        await page.Locator(".lever-verdict:not(.old)").GetByText("of decisions would turn out differently").WaitForAsync();
        await Shots.TakeAsync(page, "levers-moved");

        // What was moved goes along, with what came of it.
        var link = await page.Locator(".lever-effect a[href^='/simulate?run=']").GetAttributeAsync("href");
        var simulate = await browser.OpenAsync(console.Address, link!);
        await simulate.Locator(".sim-verdict").WaitForAsync();
        (await simulate.Locator(".sim-lever").Filter(new() { HasText = "Grow" }).First.GetByRole(AriaRole.Spinbutton).InputValueAsync()).ShouldBe(await row.GetByRole(AriaRole.Spinbutton).InputValueAsync());
        await simulate.Context.CloseAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();
        await page.ArrivesAsync("**/levers?change=*");
        await page.Locator(".add-to-change .good-word a[href^='/publish']").WaitForAsync();
        (await row.GetByRole(AriaRole.Spinbutton).InputValueAsync()).ShouldNotBe("1");
        await page.GetByText("Nothing is changed.").WaitForAsync();
        await page.Locator(".add-to-change .good-word a[href^='/publish']").ClickAsync();
        await page.ArrivesAsync("**/publish?change=*");
        await page.Locator(".differences").GetByText("lever").First.WaitForAsync();
    }

    [Fact]
    public async Task Number_OutOfRange_IsToldAndSetsNothing()
    {
        var page = await browser.OpenAsync(console.Address, "/levers");
        var number = page.Locator(".lever-row").First.GetByRole(AriaRole.Spinbutton);

        await number.FillAsync("11");
        await number.PressAsync("Tab");

        (await page.Locator(".lever-bad").TextContentAsync())!.ShouldContain("11");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).IsEnabledAsync()).ShouldBeFalse();
        await number.FillAsync("0");
        await number.PressAsync("Tab");
        await page.Locator(".lever-row.action .lever-product").GetByText("off").First.WaitForAsync();
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("ja", "light", 390)]
    public async Task Page_HasNoAxeViolationsAndFits(string language, string theme, int width)
    {
        var page = await browser.OpenAsync(console.Address, "/levers", language, theme, width);
        await page.Locator(".mix-shift").WaitForAsync();
        var number = page.Locator(".lever-row.group").First.GetByRole(AriaRole.Spinbutton);
        await number.FillAsync("0.3");
        await number.PressAsync("Tab");
        await page.Locator(".lever-verdict:not(.old)").WaitForAsync();
        await Poll.UntilAsync(async () => await page.Locator(".lever-effect-body").GetAttributeAsync("aria-busy") == "false");
        await CheckAsync(page, $"levers-{language}-{theme}-{width}");

        await page.Locator(".lever-card .segmented button").Nth(1).ClickAsync();
        await page.Locator(".weights, .lever-card .empty-state").First.WaitForAsync();
        await CheckAsync(page, $"levers-weights-{language}-{theme}-{width}");
        await page.Locator(".weight-tools a").ClickAsync();
        await page.Locator("#weight-scope").WaitForAsync();
        await CheckAsync(page, $"levers-weight-new-{language}-{theme}-{width}");
        await page.Context.CloseAsync();
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await Shots.TakeAsync(page, name);
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }
}
