using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Attributes, channels and settings in the browser, over the real hub: what is used is named before it goes, and every form is right in all looks.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DataPageTests(Support.Browser browser, RealConsole console)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Forms_OfTheDemo_HaveNoFaultsAndNameWhatUsesThem(string language)
    {
        List<string> faults = [];
        var page = await browser.OpenAsync(console.Address, "/data", language);
        var fee = page.Locator(".data-row", new() { HasText = "monthly_fee" });
        await fee.Locator(".contact-do button").Nth(1).ClickAsync();
        await fee.Locator(".data-uses a").First.WaitForAsync();
        (await fee.Locator(".add-to-change .primary").IsDisabledAsync()).ShouldBeTrue("it is used");
        faults.AddRange(await LookAsync(page, $"data-delete-{language}", language));

        await fee.Locator(".contact-do button").First.ClickAsync();
        await fee.Locator(".data-fields").WaitForAsync();
        faults.AddRange(await LookAsync(page, $"data-attribute-{language}", language));

        await page.Locator(".page-tabs a[href*=channels]").ClickAsync();
        // Until the channels are there a row of the attributes may have the word too.
        await page.Locator(".page-tabs a.on[href*=channels]").WaitForAsync();
        var row = page.Locator(".data-row", new() { HasText = "web" }).First;
        await row.Locator(".contact-do button").First.ClickAsync();
        await row.Locator(".data-placement").First.WaitForAsync();
        faults.AddRange(await LookAsync(page, $"data-channel-{language}", language));

        await page.Locator(".page-tabs a[href*=workspace]").ClickAsync();
        await page.Locator("input[list=currencies]").WaitForAsync();
        await page.Locator("input[list=currencies]").FillAsync("yen1");
        await page.Locator("input[list=currencies]").PressAsync("Tab");
        faults.AddRange(await LookAsync(page, $"data-workspace-{language}", language));
        await page.Context.CloseAsync();
        faults.ShouldBeEmpty(string.Join("\n", faults));
    }

    [Fact]
    public async Task Typed_IsKeptUntilItIsDropped_AndNoNumberIsNoZero()
    {
        var page = await browser.OpenAsync(console.Address, "/data?view=channels");
        var rows = page.Locator(".data-row");
        await rows.First.Locator(".contact-do button").First.ClickAsync();
        var cost = page.Locator(".data-fields input[type=number]").First;
        await cost.FillAsync("7.5");
        await cost.PressAsync("Tab");
        // Taken and checked: its answer would otherwise come into what is typed next.
        await page.Locator(".add-to-change .primary[data-state=Ready]").WaitForAsync();
        await cost.FillAsync("");
        await cost.PressAsync("Tab");
        await page.Locator(".data-fields .caution-word").WaitForAsync();
        (await cost.InputValueAsync()).ShouldBe("7.5");

        await rows.Nth(1).Locator(".contact-do button").First.ClickAsync();
        await page.Locator(".leave-bar").WaitForAsync();
        (await page.Locator(".leave-bar").BoundingBoxAsync())!.Y.ShouldBeInRange(0, 300, "in sight, wherever the row stands");
        (await page.Locator(".leave-bar .button").First.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".leave-bar").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await cost.InputValueAsync()).ShouldBe("7.5", "nothing is lost by staying");
        await page.Locator(".page-tabs a[href='/data']").ClickAsync();
        await page.Locator(".leave-bar").WaitForAsync();
        (await page.ScanAsync()).ShouldBeEmpty();
        await page.Locator(".leave-bar .danger").ClickAsync();
        // By what is seen: the address changes without a load, which a wait for one can miss.
        await page.Locator(".page-tabs a[href='/data'][aria-current=page]").WaitForAsync();
        new Uri(page.Url).PathAndQuery.ShouldBe("/data");
        (await page.Locator(".leave-bar").CountAsync()).ShouldBe(0);
        await page.Context.CloseAsync();
    }

    private static async Task<IReadOnlyList<string>> LookAsync(IPage page, string name, string language)
    {
        List<string> faults = [];
        foreach (var look in PageLook.Of(language))
        {
            faults.AddRange(await look.FaultsAsync(page, name));
        }

        return faults;
    }
}
