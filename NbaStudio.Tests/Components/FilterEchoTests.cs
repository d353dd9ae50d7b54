using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Controls;
using NbaStudio.Components.Pages.Events;
using NbaStudio.Components.Pages.Live;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>Filters that stand in the address of their page, so that they can be kept and sent.</summary>
public sealed class FilterEchoTests
{
    private readonly FilterEcho _echo = new("/rules", "q", "of");

    [Fact]
    public async Task Read_OfWhatThePageWrote_IsAnEchoHoweverLateItComes()
    {
        _echo.Read("", "").ShouldBe(FilterNews.Echo);
        await using var host = new ComponentHost();
        await host.Navigate("/rules");
        await _echo.WriteAsync(host.Js, "q=a");
        await _echo.WriteAsync(host.Js, "q=ab");
        await _echo.WriteAsync(host.Js, "q=abc");

        _echo.Read("q=a", "q=abc").ShouldBe(FilterNews.Echo);
        _echo.Read("q=a", "q=abc").ShouldBe(FilterNews.None);
        _echo.Read("q=abc", "q=abc").ShouldBe(FilterNews.Echo);
        _echo.Read("q=a", "q=abc").ShouldBe(FilterNews.Other, "somebody went back");
    }

    [Fact]
    public async Task Write_WhileThePageIsLeft_IsNoEchoWhenThatAddressComesFromElsewhere()
    {
        await using var host = new ComponentHost();
        await host.Navigate("/rules/action/a");
        _echo.Read("", "").ShouldBe(FilterNews.Echo);

        await _echo.WriteAsync(host.Js, "q=a");

        host.Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("/rules/action/a");
        _echo.Read("q=a", "").ShouldBe(FilterNews.Other);
    }

    [Fact]
    public void Query_LeavesOutWhatIsEmptyAndEscapesTheRest()
    {
        FilterEcho.Query(("q", "a&b"), ("of", null), ("new", "")).ShouldBe("q=a%26b");
        FilterEcho.Address("/rules", "", "change=c1").ShouldBe("/rules?change=c1");
        FilterEcho.Address("/rules", "").ShouldBe("/rules");
    }

    [Fact]
    public async Task Catalogue_TakesTheFilterOfTheAddressAndWritesItsOwn()
    {
        await using var console = new ConsoleHost();
        await console.Host.Navigate("/events?q=wish&new=1");
        var page = await console.Host.Render<EventsPage>();
        await page.Until(d => d.QuerySelectorAll(".event-types > li").Length == 1);
        (await page.Document()).QuerySelector("input[type=search]")!.GetAttribute("value").ShouldBe("wish");

        await page.Input("input[type=search]", "cart");

        Address(console).ShouldBe("/events?q=cart&new=1");
        await page.Click(".nothing .link");
        Address(console).ShouldBe("/events");
        await page.Until(d => d.QuerySelectorAll(".event-types > li").Length == 3);
        (await page.Document()).QuerySelector(".saved-filters").ShouldNotBeNull();
    }

    [Fact]
    public async Task Stream_TakesTheFilterOfTheAddressAndWritesItsOwn()
    {
        await using var console = new ConsoleHost();
        var channel = console.Feed.Channels[0].Id;
        await console.Host.Navigate("/?channel=" + channel);
        var page = await console.Host.Render<DecisionStream>();
        (await page.Document()).QuerySelectorAll(".pick select")[1].GetAttribute("value").ShouldBe(channel);

        await page.Change(".pick select", console.Feed.Objectives[0].Id);

        Address(console).ShouldBe($"/?objective={console.Feed.Objectives[0].Id}&channel={channel}");
        await console.Host.Navigate("/");
        await page.Until(d => d.QuerySelectorAll(".pick select")[1].GetAttribute("value") == "");
    }

    private static string Address(ConsoleHost console) => new Uri(console.Host.Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;
}
