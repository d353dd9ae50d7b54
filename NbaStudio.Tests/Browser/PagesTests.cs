using Microsoft.Playwright;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class PagesTests(Support.Browser browser, PagesSite pages) : IClassFixture<PagesSite>
{
    public static TheoryData<string, string, string, int, int> Views()
    {
        var views = new TheoryData<string, string, string, int, int>();
        foreach (var path in new[] { "/customers", "/customers/kw-004182", "/actions?path=retain%2Fstay%2Fhalf", "/actions?path=retain%2Fstay%2Fhalf%2Fpush", "/decisions/d-0", "/text", "/text?model=intent", "/models", "/models/gift-app" })
        {
            views.Add(path, "en", "light", 1440, 900);
            views.Add(path, "ja", "dark", 1440, 900);
            views.Add(path, "en", "dark", 390, 844);
        }

        foreach (var path in new[] { "/events", "/events?view=triggers", "/events?view=pattern&trigger=cart-left", "/events?view=timers" })
        {
            views.Add(path, "en", "light", 1440, 900);
            views.Add(path, "ja", "dark", 1440, 900);
            views.Add(path, "en", "dark", 390, 844);
        }

        foreach (var path in new[] { "/publish", "/publish?change=spring", "/publish?change=clash", "/publish?revision=48" })
        {
            views.Add(path, "en", "light", 1440, 900);
            views.Add(path, "ja", "dark", 1440, 900);
            views.Add(path, "en", "dark", 390, 844);
            views.Add(path, "ja", "light", 390, 844);
        }

        views.Add("/events?view=pattern&trigger=cart-left", "ja", "light", 390, 844);

        // The other halves: every language in every theme.
        foreach (var (language, theme, width) in new[] { ("en", "dark", 1440), ("ja", "light", 1440), ("ja", "light", 390) })
        {
            views.Add("/text?model=intent", language, theme, width, 900);
            views.Add("/models", language, theme, width, 900);
        }

        return views;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_WithSamples_HasNoAxeViolations(string path, string language, string theme, int width, int height)
    {
        var page = await browser.OpenKeptAsync(pages.Site, path, language, theme, width, height);
        await page.Locator(".card table:visible, .card .fields, .card .candidates, .model-foot, .event-types, .triggers, .sentence-parts, .change-list, .differences").First.WaitForAsync();
        await Shots.TakeAsync(page, $"{path.Trim('/').Replace("?model=", "-", StringComparison.Ordinal).Replace("?view=", "-", StringComparison.Ordinal).Replace("?change=", "-", StringComparison.Ordinal).Replace("?revision=", "-", StringComparison.Ordinal).Split('?')[0].Replace('/', '-')}-{language}-{theme}-{width}");
        var axe = await page.ScanAsync();
        axe.Violations.ShouldBeEmpty(string.Join("\n", axe.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")));
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();

        // An open page would hold up the end of the site.
        await page.CloseAsync();
    }
}
