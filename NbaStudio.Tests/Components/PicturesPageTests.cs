using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Pages.Settings;
using NbaStudio.Data.Pictures;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>The list of pictures in the settings.</summary>
public sealed class PicturesPageTests
{
    [Fact]
    public async Task Page_OfPictures_OffersRemovalOnlyOfWhatNothingUses()
    {
        await using var console = new ConsoleHost();
        var pictures = console.Host.Services.GetRequiredService<FakePictures>();
        pictures.All.AddRange([Picture('1', "hat.png"), Picture('2', "shoe.png")]);
        pictures.Uses[pictures.All[0].Id] = [new PictureUse("treatment", "t-1", "c1", "Autumn")];

        var page = await console.Host.Render<PicturesPage>();
        await page.Until(document => document.QuerySelectorAll("tbody tr").Length == 2);

        var rows = (await page.Document()).QuerySelectorAll("tbody tr");
        rows[0].QuerySelector(".picture-uses a")!.GetAttribute("href").ShouldBe("/publish?change=c1");
        rows[0].QuerySelector("button").ShouldBeNull();
        rows[1].QuerySelector("button")!.GetAttribute("aria-label").ShouldBe("Remove shoe.png");

        await page.Click("tbody button");
        (await page.Document()).QuerySelector("#remove-picture-title")!.TextContent.ShouldBe("Remove shoe.png?");
        await page.Click("#remove-picture .danger");
        await page.Until(document => document.QuerySelectorAll("tbody tr").Length == 1);
        (await page.Document()).QuerySelector(".good-word")!.TextContent.ShouldContain("shoe.png was removed");
    }

    private static Picture Picture(char digit, string name) => new(new string(digit, 64), name, "image/png", 40, 30, 1_200, "mia", DateTimeOffset.UnixEpoch);
}
