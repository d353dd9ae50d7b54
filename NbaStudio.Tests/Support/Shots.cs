using Microsoft.Playwright;

namespace NbaStudio.Tests.Support;

/// <summary>Pictures of pages, taken only when NBA_SHOTS names a folder.</summary>
public static class Shots
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("NBA_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = page.ViewportSize!.Width < 500 });
        }
    }
}
