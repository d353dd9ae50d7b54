using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Controls;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class SavedFiltersTests
{
    [Fact]
    public async Task Filter_SavedPickedAndForgotten_IsALinkToTheSameFilter()
    {
        await using var console = new ConsoleHost();
        var kept = console.Host.Services.GetRequiredService<FakeFilters>();
        var page = await console.Host.Render<SavedFilters>(new Dictionary<string, object?> { ["Page"] = "actions", ["Query"] = "status=paused", ["AddressOf"] = (string query) => "/actions?" + query });
        await page.Dispatch("details", "ontoggle", EventArgs.Empty);
        (await page.Document()).QuerySelector("ul").ShouldBeNull();
        (await page.Document()).QuerySelector("form button")!.HasAttribute("disabled").ShouldBeTrue("it has no name yet");

        await page.Input("form input", "Paused");
        await page.Dispatch("form", "onsubmit", EventArgs.Empty);

        var link = (await page.Document()).QuerySelector("li a")!;
        (link.TextContent, link.GetAttribute("href"), link.GetAttribute("aria-current")).ShouldBe(("Paused", "/actions?status=paused", "true"));
        kept.All.ShouldHaveSingleItem().Filter.Query.ShouldBe("status=paused");

        await page.Click("li button");
        kept.All.ShouldBeEmpty();
        (await page.Document()).QuerySelector("li").ShouldBeNull();
    }
}
