using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>A trial on the pages Publish and Measure, in both languages and every look.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TrialPagesTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Pages_WithATrial_HaveNoFaults(string language)
    {
        await using var site = await ConsoleSite.StartAsync();
        site.Trials.Trials.Add(FakeTrials.Running);
        site.Measure.View = () => FakeMeasure.Tried;
        var page = await browser.OpenAsync(site, "/publish", language);
        await page.Locator("#trial-widen").WaitForAsync();
        List<string> faults = [];
        foreach (var look in PageLook.Of(language))
        {
            faults.AddRange(await look.FaultsAsync(page, "trial-publish-" + language));
        }

        await page.GotoAsync(site.Address + "/measure");
        await page.Locator("[aria-labelledby=trial] tbody tr").First.WaitForAsync();
        foreach (var look in PageLook.Of(language))
        {
            faults.AddRange(await look.FaultsAsync(page, "trial-measure-" + language));
        }

        faults.ShouldBeEmpty();

        // An open page would hold up the end of the site.
        await page.Context.CloseAsync();
    }
}
