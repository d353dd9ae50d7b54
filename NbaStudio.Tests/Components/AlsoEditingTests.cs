using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Controls;
using NbaStudio.Data;
using NbaStudio.Live.Editing;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class AlsoEditingTests
{
    private static readonly Dictionary<string, object?> Item = new() { ["Kind"] = "action", ["Id"] = "half", ["Change"] = "mine" };

    [Fact]
    public async Task OpenChanges_OfTheItem_AreNamedWithTheirPeopleAndNotOnesOwn()
    {
        await using var console = new ConsoleHost();
        console.Changes.Touches.Add(new ItemTouch("action", "half", "spring", "Spring <offers>", ["ann", "bob"], ChangeState.Submitted, ConsoleSamples.Noon));
        console.Changes.Touches.Add(new ItemTouch("action", "half", "mine", "My change", ["local"], ChangeState.Open, ConsoleSamples.Noon));
        console.Changes.Touches.Add(new ItemTouch("action", "other", "far", "Far away", ["cid"], ChangeState.Open, ConsoleSamples.Noon));

        var page = await console.Host.Render<AlsoEditing>(Item);

        await page.Until(document => document.QuerySelectorAll(".also-editing p").Length == 1);
        var document = await page.Document();
        document.QuerySelector(".also-editing")!.TextContent.ShouldContain("ann, bob edited this in an open change");
        document.QuerySelector(".also-editing a")!.GetAttribute("href").ShouldBe("/publish?change=spring");
    }

    [Fact]
    public async Task SomebodyElse_WhoOpensTheItem_IsShownWhileTheyAreThere()
    {
        await using var console = new ConsoleHost();
        var presence = console.Host.Services.GetRequiredService<EditorPresence>();
        var page = await console.Host.Render<AlsoEditing>(Item);
        (await page.Document()).QuerySelector(".also-editing").ShouldBeNull();
        presence.Others("action", "half", "ann").ShouldBe(["local"], "the editor takes a seat itself");

        var seat = presence.Open("action", "half", "ann");
        await page.Until(document => document.QuerySelector(".also-editing") is not null);
        (await page.Document()).QuerySelector(".also-editing")!.TextContent.ShouldContain("Open here now, too: ann");

        seat.Dispose();
        await page.Until(document => document.QuerySelector(".also-editing") is null);
    }
}
