using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Support;

/// <summary>Waits for what a page of Blazor does, where the browser's own signs do not fit.</summary>
public static class PageWaits
{
    /// <summary>What takes longer does not happen any more. Long, because other tests and builds share the machine.</summary>
    public const int Seconds = 60;

    /// <summary>Waits for an address. A page that Blazor changes in place sends no load event, which Playwright's wait for an address also asks for.</summary>
    /// <param name="pattern">** = anything, * = anything but a slash.</param>
    public static Task ArrivesAsync(this IPage page, string pattern)
    {
        var wanted = new Regex("^" + Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        return page.ArrivesAsync(wanted.IsMatch);
    }

    public static async Task ArrivesAsync(this IPage page, Func<string, bool> isThere)
    {
        try
        {
            await Poll.UntilAsync(() => Task.FromResult(isThere(page.Url)), Seconds);
        }
        catch (TimeoutException)
        {
            await Shots.TakeAsync(page, "stuck");
            throw new TimeoutException($"Still at {page.Url} after {Seconds} s. It says: {string.Join(" | ", await page.Locator("[role=alert], dialog[open], .add-to-change").AllInnerTextsAsync())}");
        }
    }

    /// <summary>Chooses a file once the field listens: Blazor ties its events a round trip after the field is drawn, faster than a person and slower than a test.</summary>
    public static async Task ChooseFileAsync(this ILocator input, FilePayload file)
    {
        await Poll.UntilAsync(() => input.EvaluateAsync<bool>("field => field._blazorInputFileNextFileId !== undefined"), Seconds);
        await input.SetInputFilesAsync(file);
    }
}
