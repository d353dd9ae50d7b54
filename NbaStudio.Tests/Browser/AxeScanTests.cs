using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>The checker of every page test finds what is wrong, else none of them could fail.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AxeScanTests(Support.Browser browser)
{
    [Fact]
    public async Task Scan_OfAPageMadeWorse_NamesTheRulesAndElements()
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/policies");
        (await page.ScanAsync()).ShouldBeEmpty();

        await page.EvaluateAsync("""document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="/one.png"><p style="color:#777;background:#888">Grey</p><iframe title="frame" srcdoc="<html lang=en><title>x</title><main><h1>t</h1><img src=/two.png></main></html>"></iframe>')""");
        await page.FrameLocator("iframe").Locator("h1").WaitForAsync();

        var found = await page.ScanAsync();
        found.ShouldContain(f => f.StartsWith("color-contrast: ", StringComparison.Ordinal) && f.Contains("Grey", StringComparison.Ordinal));
        found.ShouldContain(f => f.StartsWith("image-alt: ", StringComparison.Ordinal) && f.Contains("one.png", StringComparison.Ordinal) && f.Contains("two.png", StringComparison.Ordinal));
    }
}
