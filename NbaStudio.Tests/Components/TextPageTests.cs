using NbaStudio.Components.Pages.Texts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class TextPageTests
{
    [Fact]
    public async Task Page_WithModels_OpensWithTheVerdict()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<TextPage>();
        await page.Until(document => document.QuerySelector(".text-quality .sentence") is not null);
        var document = await page.Document();
        document.QuerySelector(".text-quality .sentence")!.TextContent.ShouldStartWith("Mood is right for ");
        document.QuerySelectorAll(".matrix tbody tr").Length.ShouldBe(3);
        document.QuerySelector(".threshold-chart")!.GetAttribute("aria-label")!.ShouldContain("threshold of 50%");
        document.QuerySelectorAll(".examples tbody tr").Length.ShouldBe(25);
    }

    [Fact]
    public async Task Page_WithoutModels_SaysWhatToDo()
    {
        await using var console = new ConsoleHost("ja");
        console.Readers.HasNoTexts = true;
        var page = await console.Host.Render<TextPage>();
        await page.Until(document => document.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("textModels");
    }

    [Fact]
    public async Task Page_WhenReadingFails_SaysSoAndRetries()
    {
        await using var console = new ConsoleHost();
        console.Readers.Fails = true;
        var page = await console.Host.Render<TextPage>();
        await page.Until(document => document.QuerySelector(".error-card") is not null);
        console.Readers.Fails = false;
        await page.Click(".error-card button");
        await page.Until(document => document.QuerySelector(".text-quality") is not null);
    }

    [Fact]
    public async Task Examples_OnlyMistakes_ShowsThoseThatWereTakenForSomethingElse()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<TextPage>();
        await page.Until(document => document.QuerySelector(".examples") is not null);
        await page.Click(".text-examples .filters button");
        await page.Until(document => document.QuerySelectorAll(".examples .good-word").Length == 0);
        (await page.Document()).QuerySelectorAll(".examples .caution-word").Length.ShouldBe(25);
    }
}
