using Microsoft.Playwright;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>What only a real browser shows: keys, dialog, language, theme, no errors in its console.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BehaviourTests(Support.Browser browser)
{
    [Fact]
    public async Task Keys_OnTheLivePage_MovePauseAndOpen()
    {
        await using var site = await ConsoleSite.StartAsync(decisions: 40);
        var page = await browser.OpenAsync(site, "/");
        await page.Locator(".stream .row").First.WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("[data-stream-pause][aria-pressed=true]").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')")).ShouldBe("/decisions/d-1");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**/decisions/d-0");
        await page.Locator(".slide-rule").WaitForAsync();
    }

    [Fact]
    public async Task StopAllSending_ByKeyboard_AsksAndStops()
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/");
        await page.Locator(".button.stop").PressAsync("Enter");
        await page.Locator("dialog[open]").WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Keep sending");
        await page.Keyboard.PressAsync("Escape");
        site.Hub.Calls.ShouldBeEmpty();
        await page.Locator(".button.stop").PressAsync("Enter");
        await page.Locator("dialog[open] .danger").ClickAsync();
        await page.Locator(".stopped-bar").WaitForAsync();
        site.Hub.Calls.ShouldBe(["StopSendingAsync"]);
    }

    [Fact]
    public async Task LanguageAndTheme_AreSwitchedAndRemembered_WithoutErrors()
    {
        await using var site = await ConsoleSite.StartAsync(decisions: 40);
        var page = await browser.OpenAsync(site, "/customers");
        List<string> errors = [];
        page.Console += (_, message) => { if (message.Type == "error") { errors.Add(message.Text); } };
        await page.Locator("[data-theme-switch]").ClickAsync();
        (await page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("dark");
        await page.Locator(".languages a[lang=ja]").ClickAsync();
        await page.Locator("html[lang=ja][data-theme=dark] h1").WaitForAsync();
        (await page.Locator("h1").TextContentAsync()).ShouldBe("顧客");
        page.Url.ShouldEndWith("/customers");
        await SearchByKeys.RunAsync(page, "Hoshino");
        await page.Locator("tbody tr").First.WaitForAsync();
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnknownAddress_ShowsAPageAndAnswers404()
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/");
        var response = await page.GotoAsync(site.Address + "/nowhere");
        response!.Status.ShouldBe(404);
        await page.Locator("h1", new PageLocatorOptions { HasTextString = "Page not found" }).WaitForAsync();
    }

    [Fact]
    public async Task Culture_WithABadValueOrForeignAddress_IsRefusedOrStaysHere()
    {
        await using var site = await ConsoleSite.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var home = await client.GetStringAsync(site.Address + "/");
        home.ShouldNotContain("<script>", Case.Insensitive);
        home.ShouldContain("<html lang=\"en\"");
        (await client.GetAsync(site.Address + "/culture?culture=xx&returnUrl=/")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        var away = await client.GetAsync(site.Address + "/culture?culture=ja&returnUrl=//evil.example");
        away.Headers.Location!.ToString().ShouldBe("/");
        (await client.GetStringAsync(site.Address + "/")).ShouldContain("<html lang=\"ja\"");
        var unknown = await client.GetAsync(site.Address + "/api/v1/nothing");
        unknown.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }
}
