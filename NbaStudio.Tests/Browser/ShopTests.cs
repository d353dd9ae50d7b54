using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[Collection(BrowserCollection.Name)]
public sealed class ShopTests(Support.Browser browser)
{
    // Noon in Japan, so that quiet hours keep nothing back; and nobody but the test acts, so that no cap is used up by chance.
    private static readonly string[] Noon = ["--Nba:Clock=start=2026-11-02T03:00:00Z,speed=1", "--Nba:Market:Customers=60", "--Nba:Market:Run=false"];

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("en", "dark", 1440)]
    [InlineData("ja", "light", 1440)]
    [InlineData("ja", "dark", 1440)]
    [InlineData("ja", "light", 390)]
    public async Task Browse_OffersAppearAndPushesPopUp_WithoutAxeViolations(string language, string theme, int width)
    {
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Origin, $"/shop?lang={language}", theme, width);
        List<string> mistakes = [];
        page.PageError += (_, error) => mistakes.Add(error);
        await page.Locator("#log .offer, #log .silence").First.WaitForAsync();

        await page.Locator("nav button[data-page='/plans']").ClickAsync();
        await page.Locator("#tiles article, #hero.offer").First.WaitForAsync();
        await PushAsync(page);
        await Shots.TakeAsync(page, $"shop-{language}-{theme}-{width}");

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        (await page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe(theme);
        (await page.Locator("#log .error").AllTextContentsAsync()).ShouldBeEmpty();
        mistakes.ShouldBeEmpty();
        (await page.ScanAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task Accept_OfferOnThePage_IsRecordedByTheHub()
    {
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Origin, "/shop?lang=en", "light", 1440);
        var engine = (NbaStudio.Engine.NbaEngine)server.Services.GetService(typeof(NbaStudio.Engine.NbaEngine))!;
        // What the page said last time is drawn over: a press waits until it has answered for where it is.
        var answers = page.Locator("#log .offer, #log .silence");
        await answers.First.WaitForAsync();
        foreach (var path in new[] { "/plans", "/devices", "/points", "/support" })
        {
            var before = await answers.CountAsync();
            await page.Locator($"nav button[data-page='{path}']").ClickAsync();
            await Poll.UntilAsync(async () => await answers.CountAsync() > before);
            if (await page.Locator("article .primary").CountAsync() > 0)
            {
                break;
            }
        }

        await page.Locator("article .primary").First.ClickAsync();
        await page.Locator("#log .outcome").WaitForAsync();

        var customer = await page.Locator("#customer").InputValueAsync();
        var kinds = await engine.ReadCustomerAsync(customer, c => c.Contacts.Entries.Select(e => e.Kind).ToHashSet());
        kinds.ShouldContain(NbaStudio.Engine.Customers.ContactKind.Accept);
        kinds.ShouldContain(NbaStudio.Engine.Customers.ContactKind.Click);
    }

    [Fact]
    public async Task Message_ThatIsUnhappy_IsReadAndAnsweredByAPush()
    {
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Origin, "/shop?lang=en", "light", 1440);
        await page.GetByText("Connected for pushes").WaitForAsync();

        await page.Locator("#message-text").FillAsync("Your network is terrible. No signal for three days and nobody helps me!");
        await page.Locator("#message button").PressAsync("Enter");

        await page.Locator(".push-message", new PageLocatorOptions { HasTextRegex = new("We are looking into it|お問い合わせを確認中です") }).WaitForAsync();
        (await page.Locator("#message-text").InputValueAsync()).ShouldBeEmpty();
        var engine = (NbaStudio.Engine.NbaEngine)server.Services.GetService(typeof(NbaStudio.Engine.NbaEngine))!;
        var customer = await page.Locator("#customer").InputValueAsync();
        var message = await engine.ReadCustomerAsync(customer, c => c.Timeline.Items.Last(item => item.Type == "message").Text);
        message.ShouldStartWith("sentiment negative, intent complaint, text Your network");

        var console = await browser.OpenAsync(server.Origin, $"/customers/{Uri.EscapeDataString(customer)}", "en", "light");
        await console.GetByText("Mood: negative, Intent: complaint").WaitForAsync();
        await console.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Stream_ConnectionLost_ComesBackByItself()
    {
        await using var server = await StartAsync();
        var page = await browser.OpenAsync(server.Origin, "/shop?lang=en", "light", 1440);
        await page.GetByText("Connected for pushes").WaitForAsync();

        ((NbaStudio.Channels.Streams.StreamRegistry)server.Services.GetService(typeof(NbaStudio.Channels.Streams.StreamRegistry))!).CloseAll();
        await page.GetByText("Trying again soon").WaitForAsync();
        await page.GetByText("Connected for pushes").WaitForAsync();
    }

    [Fact]
    public async Task Tokens_OnlyForDemoCustomersAndTheShopsChannels()
    {
        await using var server = await StartAsync();

        var (response, problem) = await server.SendAsync(
            HttpMethod.Post, "/shop/tokens", new StringContent("""{"customerId":"somebody","channel":"email"}""", System.Text.Encoding.UTF8, "application/json"));
        var (foreign, _) = await server.SendAsync(
            HttpMethod.Post, "/shop/tokens", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), ("Origin", "https://evil.example"));
        await using var own = await StudioServer.StartAsync("--Nba:Demo=false");
        var (none, _) = await own.SendAsync(HttpMethod.Get, "/shop");

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        problem!.Errors.ShouldNotBeNull().Select(error => error.Path).ShouldBe(["customerId", "channel"]);
        foreign.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        none.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private static async Task<StudioServer> StartAsync()
    {
        var server = await StudioServer.StartAsync(Noon);
        await Poll.UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, "/health/ready")).Response.IsSuccessStatusCode);
        return server;
    }

    /// <summary>Does what a visitor can do, as one customer after the other, until one of them gets a push.</summary>
    private static async Task PushAsync(IPage page)
    {
        var customers = await page.Locator("#customer option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)");
        foreach (var customer in customers)
        {
            await page.Locator("#customer").SelectOptionAsync(customer);
            await page.Locator("#log .offer, #log .silence").First.WaitForAsync();
            foreach (var type in new[] { "data_usage", "complaint", "purchase" })
            {
                var said = await page.Locator("#log .event").CountAsync();
                await page.Locator($"button[data-event='{type}']").ClickAsync();
                await Poll.UntilAsync(async () => await page.Locator("#log .event").CountAsync() > said || await page.Locator("#log li").CountAsync() >= 60);
                if (await page.Locator(".push-message").CountAsync() > 0)
                {
                    return;
                }
            }
        }

        await page.Locator(".push-message").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 3_000 });
    }
}
