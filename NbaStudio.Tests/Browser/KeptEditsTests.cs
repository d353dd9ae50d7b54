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

    [Fact]
    public async Task LongTexts_AreTakenAndKept_OrRefusedInWords()
    {
        var mail = console.Engine.Policy!.Document.Objectives.SelectMany(o => o.Groups.SelectMany(g => g.Actions.SelectMany(a => a.Treatments.Select(t => (Path: $"{o.Id}/{g.Id}/{a.Id}/{t.Id}", t.Channel)))))
            .First(t => t.Channel == "email").Path;
        var page = await browser.OpenAsync(console.Address, "/actions?path=" + Uri.EscapeDataString(mail));
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        var body = page.Locator("#f-content-en-body");
        var text = string.Concat(Enumerable.Repeat("春のご案内です。", 12_500)); // 100,000 characters, 300 KB
        await body.FillAsync(text);
        await Poll.UntilAsync(() => page.EvaluateAsync<bool>("() => Object.values(sessionStorage).some(v => v.length > 100000)"));

        await page.ReloadAsync();
        await page.Locator(".draft-note").WaitForAsync();
        (await body.InputValueAsync()).ShouldBe(text);

        var save = page.GetByRole(AriaRole.Button, new() { Name = "Add to change" });
        await body.FillAsync("Short");
        await Poll.UntilAsync(() => save.IsEnabledAsync());
        await body.FillAsync(new string('x', 200_001));
        (await body.EvaluateAsync<string>("field => field.validationMessage")).ShouldBe("At most 200,000 characters fit into one field; this has 200,001. Nothing of it was taken over.");
        await save.ClickAsync();
        await body.FillAsync("Short again");
        (await body.EvaluateAsync<string>("field => field.validationMessage")).ShouldBe("");
        await Poll.UntilAsync(() => page.EvaluateAsync<bool>("() => Object.values(sessionStorage).some(v => v.includes('Short again'))"));
        page.Url.ShouldNotContain("change=", Case.Sensitive, "nothing was saved while the field was too long");

        await page.GotoAsync(console.Address + "/rules/action/autopay?field=suitability");
        await page.Locator("#rule-text").FillAsync(string.Join(" or ", Enumerable.Range(0, 4_000).Select(i => $"customer.age = {i}")));
        await page.Locator("#rule-text").PressAsync("Tab");
        await page.Locator("#rule-issues li, #rule-issues p").First.WaitForAsync();
        await Shots.TakeAsync(page, "rule-too-long");
        await page.Context.CloseAsync();
    }
}
