using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class TextPageTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en", "light", 1440, "My bill is far too high", "bill and payment")]
    [InlineData("ja", "dark", 390, "電波が悪いので解約したい", "解約")]
    public async Task Try_ByKeyboard_ShowsLabelChancesAndPieces(string language, string theme, int width, string text, string label)
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/text?model=intent", language, theme, width, 900);
        await page.Locator("#try-input").FocusAsync();
        await page.Keyboard.TypeAsync(text);

        await page.Locator(".said b", new() { HasText = label }).WaitForAsync();
        (await page.Locator(".chances li").CountAsync()).ShouldBe(8);
        (await page.Locator(".pieces li").CountAsync()).ShouldBeGreaterThan(3);
        await Shots.TakeAsync(page, $"text-tried-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Models_ByKeyboard_SwitchAndAreAnnounced()
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/text");
        await page.Locator(".text-models a:not(.on)").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.ArrivesAsync("**/text?model=intent");
        await page.Locator(".text-models a[aria-current=page]", new() { HasText = "Intent" }).WaitForAsync();
        await page.Locator(".matrix tbody tr").Nth(7).WaitForAsync();
    }
}
