using Microsoft.Playwright;

namespace NbaStudio.Tests.Support;

/// <summary>A theme and a size in which a page is looked at. An open page changes them as its own switch and its window would: loading it anew for each takes longer than the look.</summary>
public sealed record PageLook(string Theme, int Width, int Height)
{
    /// <summary>The looks of every page: with them in both languages, each theme is seen wide and narrow.</summary>
    public static IReadOnlyList<PageLook> Of(string language) => language == "ja" ? [new("dark", 1440, 900), new("light", 390, 844)] : [new("light", 1440, 900), new("dark", 390, 844)];

    public async Task ShowAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", Theme);
    }

    /// <summary>What is wrong with a page in this look: every violation of axe, and being wider than the window.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name)
    {
        await ShowAsync(page);
        await Shots.TakeAsync(page, $"{name}-{Theme}-{Width}");
        List<string> faults = [.. (await page.ScanAsync()).Select(v => $"{name} {Theme} {Width} {v}")];
        if (await WiderAsync(page) is { } what)
        {
            faults.Add($"{name} is wider than a window of {Width}: {what}");
        }

        return faults;
    }

    /// <summary>What stands out of the window, once the page has settled in its new size and with what it draws meanwhile; null = nothing.</summary>
    private static async Task<string?> WiderAsync(IPage page)
    {
        try
        {
            await Hosting.Poll.UntilAsync(() => page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), seconds: 5);
            return null;
        }
        catch (TimeoutException)
        {
            return await page.EvaluateAsync<string>("[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.tagName + '.' + e.className).join(' | ')");
        }
    }
}
