using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Browsing;

/// <summary>Searches with the keyboard alone. Right after a page was loaded, keys may come before it listens, or the box may be drawn anew while one types: then again.</summary>
internal static class SearchByKeys
{
    private const string Found = "**/customers?q=*";

    public static Task RunAsync(IPage page, string text) => Poll.UntilAsync(
        async () =>
        {
            await page.Keyboard.PressAsync("Control+k");
            if (!await page.EvaluateAsync<bool>("document.activeElement?.matches('[data-search]') ?? false"))
            {
                return false;
            }

            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.TypeAsync(text);
            await page.Keyboard.PressAsync("Enter");
            try
            {
                await page.WaitForURLAsync(Found, new PageWaitForURLOptions { Timeout = 4_000 });
                return page.Url.EndsWith($"?q={text}", StringComparison.Ordinal);
            }
            catch (TimeoutException)
            {
                return false;
            }
        },
        seconds: 60);
}
