using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Contact policies and budgets in the browser, over the real hub: counted, written as sentences, copied and deleted in a change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ContactsPageTests(Support.Browser browser, RealConsole console)
{
    [Fact]
    public async Task Cap_EditedAsASentence_StandsInAChange()
    {
        var page = await browser.OpenAsync(console.Address, "/contacts");
        await page.Locator(".contact-summary [role=status]").GetByText("In the latest").WaitForAsync();
        var row = page.Locator(".contact-row").Filter(new() { HasText = "4 messages in 7 days" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Edit 4 messages in 7 days" }).PressAsync("Enter");

        await row.GetByRole(AriaRole.Spinbutton, new() { Name = "How many" }).FillAsync("5");
        await row.GetByLabel("In what time, such as 7d").FillAsync("14d"); // leaves the first field: both have to stand
        await row.GetByLabel("In what time, such as 7d").PressAsync("Tab");
        await Poll.UntilAsync(async () => await row.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).IsEnabledAsync());
        await Shots.TakeAsync(page, "contacts-edit");
        await row.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();

        await page.ArrivesAsync("**/contacts?change=*");
        await page.Locator(".contact-row").GetByText("Everything: at most 5 sent in 14 days, counted together.").WaitForAsync();
        await page.Locator(".good-word a").First.ClickAsync();
        await page.Locator(".differences").GetByText("14 days").First.WaitForAsync();
    }

    [Fact]
    public async Task Copy_ThatChangesNothing_IsWarnedOfBeforeItIsAdded()
    {
        var page = await browser.OpenAsync(console.Address, "/contacts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy 3 pushes in 7 days" }).ClickAsync();
        var editor = page.Locator(".contact-editor");

        await editor.GetByRole(AriaRole.Spinbutton).FillAsync("9");
        await editor.GetByRole(AriaRole.Spinbutton).PressAsync("Tab");

        await editor.GetByText("This cap can never bind").WaitForAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();
        await page.ArrivesAsync("**/contacts?change=*");
        await page.Locator(".contact-row .caution-word").GetByText("This cap can never bind").First.WaitForAsync();
    }

    [Fact]
    public async Task Delete_AsksAndTakesItOutOfTheChangeOnly()
    {
        var page = await browser.OpenAsync(console.Address, "/contacts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete One thank-you in 30 days" }).ClickAsync();
        await page.Locator(".contact-editor").GetByText("Delete “One thank-you in 30 days”?").WaitForAsync();

        await page.Locator(".contact-editor").GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();

        await page.ArrivesAsync("**/contacts?change=*");
        await Poll.UntilAsync(async () => await page.GetByText("One thank-you in 30 days").CountAsync() == 0);
        (await page.Locator(".contact-row").CountAsync()).ShouldBeGreaterThan(10);
        console.Engine.Policy!.ContactRules.ShouldContain(r => r.Id == "thanks-month");
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("ja", "light", 390)]
    public async Task Page_HasNoAxeViolationsAndFits(string language, string theme, int width)
    {
        var page = await browser.OpenAsync(console.Address, "/contacts", language, theme, width);
        await Poll.UntilAsync(async () => await page.Locator(".contact-summary .track").CountAsync() == 0);
        await CheckAsync(page, $"contacts-{language}-{theme}-{width}");

        // Each kind of form, open; in the other views one rule and one budget.
        foreach (var place in language == "en" && width == 1440 ? new[] { 0, 10, 13, 15, 17, -1 } : [0, -1])
        {
            var rows = page.Locator(".contact-row");
            var row = rows.Nth(place < 0 ? await rows.CountAsync() - 1 : place);
            await row.Locator(".contact-do button").First.ClickAsync();
            await page.Locator(".contact-editor .contact-form").WaitForAsync();
            await CheckAsync(page, $"contacts-form{place}-{language}-{theme}-{width}");
        }

        await page.Context.CloseAsync();
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await Shots.TakeAsync(page, name);
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }
}
