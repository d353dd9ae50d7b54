using Microsoft.Playwright;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class PagesTests(Support.Browser browser, PagesSite pages) : IClassFixture<PagesSite>
{
    private static readonly string[] Paths =
    [
        "/customers", "/customers/kw-004182", "/actions?path=retain%2Fstay%2Fhalf", "/actions?path=retain%2Fstay%2Fhalf%2Fpush", "/decisions/d-0", "/text", "/text?model=intent", "/models", "/models/gift-app",
        "/events", "/events?view=triggers", "/events?view=pattern&trigger=cart-left", "/events?view=timers",
        "/data", "/data?view=channels", "/measure/setup", "/calendar", "/settings/test-customers", "/publish", "/publish?change=spring", "/publish?change=clash", "/publish?revision=48", "/glossary",
    ];

    public static TheoryData<string, string> Views()
    {
        var views = new TheoryData<string, string>();
        foreach (var path in Paths)
        {
            views.Add(path, "en");
            views.Add(path, "ja");
        }

        return views;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_WithSamples_HasNoAxeViolations(string path, string language)
    {
        var page = await browser.OpenKeptAsync(pages.Site, path, language, "light", 1440, 900);
        await page.Locator(".card table:visible, .card .fields, .card .candidates, .model-foot, .event-types, .triggers, .sentence-parts, .change-list, .differences, .calendar-grid, .data-row, .glossary-word").First.WaitForAsync();
        var name = $"{path.Trim('/').Replace("?model=", "-", StringComparison.Ordinal).Replace("?view=", "-", StringComparison.Ordinal).Replace("?change=", "-", StringComparison.Ordinal).Replace("?revision=", "-", StringComparison.Ordinal).Split('?')[0].Replace('/', '-')}-{language}";
        List<string> faults = [];
        foreach (var look in PageLook.Of(language))
        {
            faults.AddRange(await look.FaultsAsync(page, name));
        }

        // The other halves: every language in every theme.
        if (path is "/text?model=intent" or "/models")
        {
            faults.AddRange(await new PageLook(language == "en" ? "dark" : "light", 1440, 900).FaultsAsync(page, name));
        }

        // An open page would hold up the end of the site.
        await page.CloseAsync();
        faults.ShouldBeEmpty(string.Join("\n", faults));
    }
}
