using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Browsing;

/// <summary>Moves to the search box by keyboard, as soon as the page listens: right after a page was loaded it may not yet.</summary>
internal static class SearchBoxKey
{
    public static Task PressAsync(IPage page) => Poll.UntilAsync(async () =>
    {
        await page.Keyboard.PressAsync("Control+k");
        return await page.EvaluateAsync<bool>("document.activeElement?.matches('[data-search]') ?? false");
    });
}
