using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NbaStudio.Configuration;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Something is left in the cart of the demo shop: 45 minutes later the reminder comes to the page that is still open. Who buys in time hears nothing.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LeftCartTests(Support.Browser browser)
{
    // Noon in Japan, and nobody but the test acts.
    private static readonly string[] Noon = ["--Nba:Clock=start=2026-11-02T03:00:00Z,speed=1", "--Nba:Market:Customers=60", "--Nba:Market:Run=false"];

    [Fact]
    public async Task LeftCart_AfterFortyFiveMinutes_RemindsOnceAndOnlyWhoDidNotBuy()
    {
        await using var server = await StudioServer.StartAsync(Noon);
        await Poll.UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, "/health/ready")).Response.IsSuccessStatusCode);
        var engine = server.Services.GetRequiredService<NbaEngine>();
        var clock = server.Services.GetRequiredService<HubClock>();

        // Who is held out, or drawn for the random check, hears nothing or something else; the keys that decide it differ by start.
        (await engine.PublishAsync(DemoPolicy.Create() with { HoldOuts = [], RandomCheck = 0 }, engine.Policy!.Revision + 1)).Succeeded.ShouldBeTrue();
        var leaves = await browser.OpenAsync(server.Origin, "/shop?lang=en", "light", 1440);
        var buys = await browser.OpenAsync(server.Origin, "/shop?lang=en", "light", 1440);
        var customers = await leaves.Locator("#customer option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)");
        await buys.Locator("#customer").SelectOptionAsync(customers[1]);
        foreach (var (page, customer) in new[] { (leaves, customers[0]), (buys, customers[1]) })
        {
            // Both are people for whom the reminder is worth saying, so that only the purchase makes the difference; and only the app may say it: two times in five an e-mail is chosen by those who may get both.
            await engine.UpsertCustomerAsync(customer, new CustomerPatch
            {
                Attributes = new Dictionary<string, Value> { ["monthly_fee"] = Value.OfMoney(8_000), ["device_age_months"] = Value.OfNumber(40), ["late_bills_12m"] = Value.OfNumber(0), ["age"] = Value.OfNumber(36) },
                Consents = [new ConsentInput("push", "marketing", true, engine.Now, "app", null), new ConsentInput("email", "marketing", false, engine.Now, "app", null)],
            });
            await page.GetByText("Connected for pushes").WaitForAsync();
            await page.Locator("button[data-event='cart_added']").ClickAsync();
            await page.Locator("#log .event", new PageLocatorOptions { HasTextString = "cart_added" }).WaitForAsync();
        }

        await buys.Locator("button[data-event='purchase']").ClickAsync();
        await buys.Locator("#log .event", new PageLocatorOptions { HasTextString = "purchase" }).WaitForAsync();

        clock.AdvanceTo(engine.Now.AddMinutes(44));
        await Poll.UntilAsync(async () => await engine.ReadCustomerAsync(customers[0], c => c.Timers.Items.Any(t => t.Kind == TimerKind.Pattern)));
        (await leaves.Locator(".push-message").CountAsync()).ShouldBe(0, "the 45 minutes are not over");
        clock.AdvanceTo(engine.Now.AddMinutes(2));

        var reminder = leaves.Locator(".push-message", new PageLocatorOptions { HasTextRegex = new("5G") });
        await reminder.WaitForAsync();
        (await reminder.TextContentAsync())!.ShouldContain("¥49,800", customMessage: "the message names what the cart is worth");
        await Shots.TakeAsync(leaves, "shop-left-cart");
        await Poll.UntilAsync(() => Task.FromResult(engine.Triggers.Of("cart-left").Matched == 1));
        (await engine.ReadCustomerAsync(customers[1], c => c.Patterns.ContainsKey("cart-left"))).ShouldBeFalse("nothing waits for who bought");
        (await buys.Locator(".push-message", new PageLocatorOptions { HasTextRegex = new("¥49,800") }).CountAsync()).ShouldBe(0);

        // The console tells the same story.
        var console = await browser.OpenAsync(server.Origin, "/events?view=triggers");
        var funnel = console.Locator(".triggers > li", new PageLocatorOptions { HasTextString = "Cart left for 45 minutes" }).First.Locator(".trigger-funnel b");
        await Poll.UntilAsync(async () => (await funnel.AllTextContentsAsync()) is ["1", "1", "1", "1", _]);
        foreach (var page in new[] { leaves, buys, console })
        {
            await page.Context.CloseAsync();
        }
    }
}
