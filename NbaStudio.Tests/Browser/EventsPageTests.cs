using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Events &amp; triggers as a marketer uses it, over the real hub.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EventsPageTests(Support.Browser browser)
{
    private const string LeftCart = "event \"cart_added\" then not event \"purchase\" within 45m";
    private static readonly string[] Noon = ["--Nba:Clock=start=2026-11-02T03:00:00Z,speed=1", "--Nba:Market:Customers=20", "--Nba:Market:Run=false"];

    [Fact]
    public async Task Declare_ATypeThatOnlyCame_IsInForceAfterTwoClicks()
    {
        await using var server = await StartAsync();
        var engine = server.Services.GetRequiredService<NbaEngine>();
        await SendAsync(engine, "kw-000001", "wishlist_added", ("item", Value.OfText("case-17")), ("price", Value.OfNumber(1980)));
        var page = await browser.OpenAsync(server.Origin, "/events?view=timers");
        // The catalogue comes back where an address brings it in, from each of the others.
        foreach (var view in new[] { "triggers", "pattern" })
        {
            await page.Locator($".page-tabs a[href*='view={view}']").ClickAsync();
            await page.Locator($".page-tabs a.on[href*='view={view}']").WaitForAsync();
            await page.Locator(".page-tabs a:not([href*='view='])").ClickAsync();
            await page.Locator(".event-types > li").First.WaitForAsync();
        }

        var item = page.Locator(".event-types > li", new PageLocatorOptions { HasTextString = "wishlist_added" });
        await item.Locator(".fold").PressAsync("Enter");
        await item.GetByText("Declare from what was seen").PressAsync("Enter");
        await item.Locator(".change-lines").WaitForAsync();
        engine.Policy!.EventTypeIndexOf(new TextValue("wishlist_added")).ShouldBe(-1);
        await Shots.TakeAsync(page, "events-declare");

        await item.GetByText("Publish now").PressAsync("Enter");

        await Poll.UntilAsync(() => Task.FromResult(engine.Policy!.EventTypeIndexOf(new TextValue("wishlist_added")) >= 0));
        await Poll.UntilAsync(async () => !(await item.TextContentAsync())!.Contains("only seen", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Pattern_BuiltAsASentence_IsTestedOnTheJournalAndPublished()
    {
        await using var server = await StartAsync();
        var engine = server.Services.GetRequiredService<NbaEngine>();
        await SendAsync(engine, "kw-000003", "cart_added", ("product", Value.OfText("handset")), ("cart_value", Value.OfMoney(49_800)));
        await SendAsync(engine, "kw-000004", "cart_added", ("product", Value.OfText("case")), ("cart_value", Value.OfMoney(1_980)));
        await SendAsync(engine, "kw-000004", "purchase", ("product", Value.OfText("case")), ("amount", Value.OfMoney(1_980)));
        server.Services.GetRequiredService<HubClock>().AdvanceTo(engine.Now.AddMinutes(46));
        var page = await browser.OpenAsync(server.Origin, "/events?view=pattern");

        await page.Locator("#sentence-kind").SelectOptionAsync("Sequence");
        await page.Locator("#part0-event").FillAsync("cart_added");
        await page.Locator("#part1-event").FillAsync("purchase");
        await page.Locator("#part1-event").PressAsync("Tab");
        await page.Locator(".reads", new PageLocatorOptions { HasTextString = "“Put in the cart”, then no “Purchase” within 45 min" }).WaitForAsync();
        await page.Locator(".card-head .segmented button", new PageLocatorOptions { HasTextString = "Text" }).ClickAsync();
        (await page.Locator("#pattern-text").InputValueAsync()).ShouldBe(LeftCart);
        await page.Locator(".card-head .segmented button", new PageLocatorOptions { HasTextString = "Sentence" }).ClickAsync();
        (await page.Locator("#part1-event").InputValueAsync()).ShouldBe("purchase");

        await page.Locator("#test-days").FillAsync("2");
        await page.Locator(".journal-test .primary").ClickAsync();
        await page.Locator(".matches tbody tr").First.WaitForAsync();
        (await page.Locator(".matches tbody tr").CountAsync()).ShouldBe(1, "who bought in time is no match");
        (await page.Locator(".matches a").GetAttributeAsync("href")).ShouldBe("/customers/kw-000003");
        (await page.Locator(".matches .captured").TextContentAsync())!.ShouldContain("49800");
        await Shots.TakeAsync(page, "events-tested");
        (await page.ScanAsync()).ShouldBeEmpty();

        await page.Locator("#trigger-name").FillAsync("carts-again");
        await page.Locator(".checks label", new PageLocatorOptions { HasTextString = "App push" }).ClickAsync();
        await page.GetByText("Make the change").ClickAsync();
        await page.Locator(".change-lines").WaitForAsync();
        await page.GetByText("Publish now").ClickAsync();

        await page.ArrivesAsync("**trigger=carts-again");
        await page.Locator(".change-card .good-word b").WaitForAsync();
        engine.Policy!.TriggerNamed("carts-again")!.Pattern!.Text.ShouldBe(LeftCart);
        await page.Context.CloseAsync();
    }

    private static async Task<StudioServer> StartAsync()
    {
        var server = await StudioServer.StartAsync(Noon);
        await Poll.UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, "/health/ready")).Response.IsSuccessStatusCode);
        return server;
    }

    private static async Task SendAsync(NbaEngine engine, string customer, string type, params (string Name, Value Value)[] properties)
    {
        var reply = (await engine.IngestAsync([new EventInput($"{customer}-{type}", customer, type, engine.Now, properties.ToDictionary(p => p.Name, p => p.Value))]))[0];
        reply.Status.ShouldBe(EventStatus.Accepted, string.Join(", ", reply.Errors));
    }
}
