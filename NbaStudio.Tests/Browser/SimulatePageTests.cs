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
        await PictureAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();
        await page.Locator(".add-to-change .good-word a[href^='/publish']").ClickAsync();
        await page.ArrivesAsync("**/publish?change=*");
        await page.Locator(".differences").GetByText("lever").First.WaitForAsync();
        await page.Locator(".effect-body .buttons button").ClickAsync();
        await page.Locator(".effect-body .effect-figure").GetByText("of decisions would turn out differently").WaitForAsync();
        (await page.Locator(".effect-body .effect-tables tbody tr").CountAsync()).ShouldBeGreaterThan(0);
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

    // The picture is of what is seen: as wide as the results, in two pixels for one, and not of one colour.
    private static async Task PictureAsync(IPage page)
    {
        var drawn = await page.RunAndWaitForDownloadAsync(() => page.Locator("button[data-picture]").ClickAsync());
        drawn.SuggestedFilename.ShouldBe("simulation.png");
        var bytes = await File.ReadAllBytesAsync(await drawn.PathAsync());
        bytes.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
        var (width, height) = (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        width.ShouldBe(2 * (int)(Math.Ceiling((await page.Locator(".sim-results").BoundingBoxAsync())!.Width) + 48));
        height.ShouldBeGreaterThan(1_000);
        bytes.Length.ShouldBeGreaterThan(50_000, "a page without text is a small picture");
        (await page.Locator("[data-picture-told]").IsVisibleAsync()).ShouldBeFalse();
    }

    private static async Task SetLeverAsync(IPage page)
    {
        var number = page.Locator(".sim-lever").First.GetByRole(AriaRole.Spinbutton);
        await number.FillAsync("0.3");
        await number.PressAsync("Tab");
    }
}
