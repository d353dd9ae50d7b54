using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>A picture is uploaded in the action editor and drawn where the customer would see it, over the real hub.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PictureFieldTests(Support.Browser browser, RealConsole console)
{
    [Fact]
    public async Task Picture_OfAnEmail_IsUploadedNeedsWordsAndIsDrawnInTheFrame()
    {
        var page = await browser.OpenAsync(console.Address, "/actions?path=grow%2Fplan-upgrade%2Fupgrade-m%2Fupgrade-m-email");
        var field = page.Locator(".picture-field");
        await field.Locator("input[type=file]").ChooseFileAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() });
        await field.GetByText("whatever its name says").WaitForAsync();

        await field.Locator("input[type=file]").ChooseFileAsync(new FilePayload { Name = "point.jpg", MimeType = "image/jpeg", Buffer = SamplePictures.Point });

        await field.GetByText("point.jpg: 1 × 1").WaitForAsync();
        await page.GetByText("The picture has no words").First.WaitForAsync();
        (await page.Locator(".item-foot .primary").First.IsDisabledAsync()).ShouldBeTrue("whoever does not see it would get nothing");
        var drawn = page.FrameLocator(".mail iframe").Locator("img");
        await Poll.UntilAsync(async () => await drawn.CountAsync() == 1 && await drawn.EvaluateAsync<int>("image => image.naturalWidth") == 1);

        await page.Locator("[id^=f-content-][id$=imageAlt]").FillAsync("A teal point");
        await Poll.UntilAsync(async () => await page.Locator(".item-foot .primary").First.IsEnabledAsync());

        // Nothing can be scanned in a frame that runs nothing: the look is at a tile.
        await page.GotoAsync(console.Address + "/actions?path=grow%2Fplan-upgrade%2Fupgrade-m%2Fupgrade-m-web-hero");
        await field.Locator("summary").ClickAsync();
        await field.Locator("li button").First.ClickAsync();
        await field.Locator("li button[aria-pressed=true]").WaitForAsync();
        await page.Locator(".preview .tile img").WaitForAsync();
        List<string> faults = [];
        foreach (var look in PageLook.Of("en"))
        {
            faults.AddRange(await look.FaultsAsync(page, "picture-field"));
        }

        await page.Context.CloseAsync();
        faults.ShouldBeEmpty(string.Join("\n", faults));
    }
}
