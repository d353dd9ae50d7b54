using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace NbaStudio.Tests.Support;

/// <summary>Every rule of axe on the whole page. Only violations are worked out to the last element: what passes is not described, which takes longer than finding it.</summary>
/// <remarks>The checker is put into a document once, and asked there: its library for .NET puts it in for every look and opens a second page to sum up, which takes longer than the look.</remarks>
public static class AxeScan
{
    private const int MostNodes = 3;

    private static readonly string Checker = new BundledAxeScriptProvider().GetScript();

    /// <returns>A line for each rule that is broken, with the first elements that break it.</returns>
    public static async Task<IReadOnlyList<string>> ScanAsync(this IPage page)
    {
        // Nothing runs in the frame of an e-mail, the checker neither: its element is looked at, not what it shows.
        var inner = await page.QuerySelectorAllAsync("iframe:not([sandbox])");
        await AddAsync(page.MainFrame);
        foreach (var element in inner)
        {
            await AddAsync((await element.ContentFrameAsync())!);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async ({ most, iframes }) => (await axe.run(document, { resultTypes: ['violations'], iframes })).violations.map(v => v.id + ': ' + v.nodes.slice(0, most).map(n => n.html).join(' | '))
            """, new { most = MostNodes, iframes = inner.Count > 0 });
    }

    private static async Task AddAsync(IFrame frame)
    {
        if (!await frame.EvaluateAsync<bool>("!!window.axe"))
        {
            await frame.EvaluateAsync(Checker);
        }
    }
}
