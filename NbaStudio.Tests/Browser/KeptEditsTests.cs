using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>What is typed and not added to a change outlives the page that it was typed into, as after an ended session; and it is asked about before it goes.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeptEditsTests(Support.Browser browser, RealConsole console)
{
    [Fact]
    public async Task Typed_ThenThePageIsMadeAnew_IsThereAgainAndIsAskedAbout()
    {
        var page = await browser.OpenAsync(console.Address, "/contacts");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        var row = page.Locator(".contact-row").Filter(new() { HasText = "4 messages in 7 days" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Edit 4 messages in 7 days" }).ClickAsync();
        await TypeAsync(row.GetByRole(AriaRole.Spinbutton, new() { Name = "How many" }), "77");
        // As the browser asks before the tab goes.
        await Poll.UntilAsync(() => page.EvaluateAsync<bool>("() => { const leaving = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaving); return leaving.defaultPrevented; }"));
        await page.ReloadAsync();
        await page.Locator(".draft-note").WaitForAsync();
        (await row.GetByRole(AriaRole.Spinbutton, new() { Name = "How many" }).InputValueAsync()).ShouldBe("77");

        await page.Locator("nav a[href='/levers']").ClickAsync();
        await page.Locator(".leave-bar").WaitForAsync();
        await Shots.TakeAsync(page, "contacts-leave");
        await page.Locator(".leave-bar .danger").ClickAsync();
        // By name: which row stands first changes while the list is laid out.
        var lever = page.Locator(".lever-row.objective").Filter(new() { HasText = "Grow" }).GetByRole(AriaRole.Spinbutton);
        await TypeAsync(lever, "1.7");
        await page.ReloadAsync();
        await page.Locator(".draft-note").WaitForAsync();
        await Poll.UntilAsync(async () => await lever.InputValueAsync() == "1.7");
        await page.Locator(".draft-note button").ClickAsync();
        await page.GetByText("Nothing is changed.").WaitForAsync();

        await page.GotoAsync(console.Address + "/contacts");
        await row.WaitForAsync();
        (await page.Locator(".draft-note").CountAsync()).ShouldBe(0, "what was left behind is not taken up again");

        async Task TypeAsync(ILocator field, string text)
        {
            await field.FillAsync(text);
            await field.PressAsync("Tab");
            await Poll.UntilAsync(async () => (await page.EvaluateAsync<string>("JSON.stringify(sessionStorage)")).Contains(text, StringComparison.Ordinal));
        }
    }
}
