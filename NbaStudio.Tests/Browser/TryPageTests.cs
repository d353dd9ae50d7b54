using Microsoft.Playwright;
using NbaStudio.Tests.Models;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class TryPageTests(Support.Browser browser)
{
    [Theory]
    [InlineData("en", "light", 1440, "The hub would learn from it")]
    [InlineData("ja", "dark", 390, "ハブはこのファイルから学習できます")]
    public async Task File_Chosen_IsTriedAndJudgedInWords(string language, string theme, int width, string verdict)
    {
        await using var site = await ConsoleSite.StartAsync();
        var page = await browser.OpenAsync(site, "/models/try", language, theme, width, 900);
        await page.Locator("#try-file").ChooseFileAsync(new FilePayload { Name = "campaign.csv", MimeType = "text/csv", Buffer = FileTrialsTests.Csv(true).ToArray() });
        await page.Locator(".try-columns").WaitForAsync();
        await page.Locator(".try-columns label", new() { HasText = "id" }).First.Locator("input").UncheckAsync();
        await page.Locator(".button.primary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.Locator("#try-result-title", new() { HasText = verdict }).WaitForAsync();
        await Shots.TakeAsync(page, $"models-try-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 390)]
    public async Task File_Tried_StartsAModelAfterOneQuestion(string language, string theme, int width)
    {
        await using var site = await ConsoleSite.StartAsync();
        var starts = site.Starts;
        var page = await browser.OpenAsync(site, "/models/try?treatment=new-web", language, theme, width, 1000);
        await page.Locator("#try-file").ChooseFileAsync(new FilePayload { Name = "campaign.csv", MimeType = "text/csv", Buffer = FileTrialsTests.Csv(true).ToArray() });
        await page.Locator(".try-form .button.primary").ClickAsync();
        await page.Locator("#start-title").WaitForAsync();

        // All by keyboard: the check, the button that opens the question, the answer.
        var form = page.Locator("section[aria-labelledby=start-title]");
        await form.Locator(".buttons .button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await form.Locator(".start-figures").WaitForAsync();
        await form.Locator("[data-open-dialog]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#start-model[open]").WaitForAsync();
        await Shots.TakeAsync(page, $"models-start-{language}-{theme}-{width}");
        (await page.ScanAsync()).ShouldBeEmpty();
        starts.Asked.ShouldBeEmpty("nothing before the answer");
        await page.Locator("#start-model .button.danger").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await form.Locator("a.button").WaitForAsync();

        starts.Asked.Single().Treatment.ShouldBe("new-web");
        starts.Asked[0].Settings.Map.Order().ShouldBe([("customer.age", "age"), ("customer.plan", "plan")]);
        (starts.Asked[0].Settings.Target, starts.Asked[0].Settings.Positive, starts.Asked[0].Settings.MapsAll).ShouldBe(("accepted", "yes", true));
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }
}
