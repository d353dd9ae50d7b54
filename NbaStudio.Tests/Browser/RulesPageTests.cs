using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>A rule written in the browser, over the real hub: counted on the live base, tried on a customer, put into a change.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RulesPageTests(Support.Browser browser, RealConsole console)
{
    [Fact]
    public async Task Rule_EditedInLines_IsCountedTriedAndStandsInAChange()
    {
        var page = await browser.OpenAsync(console.Address, "/rules");
        await page.Locator("#rule-search").FillAsync("autopay");
        await page.Locator(".rule-places li").First.Locator("a[href='/rules/action/autopay?field=suitability']").ClickAsync();
        await page.Locator("#rule-text").WaitForAsync();
        var before = await page.Locator("#rule-text").InputValueAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a condition to the whole rule" }).ClickAsync();
        var subject = page.Locator(".rule-subject").Last;
        await subject.SelectOptionAsync("customer.age");
        await page.Locator(".rule-row-form").Last.Locator("select").Nth(1).SelectOptionAsync("GreaterOrEqual");
        await page.Locator(".rule-row-form").Last.Locator(".rule-value").FillAsync("40");
        await page.Locator(".rule-row-form").Last.Locator(".rule-value").PressAsync("Tab");

        await Poll.UntilAsync(async () => (await page.Locator("#rule-text").InputValueAsync()).Contains("customer.age >= 40", StringComparison.Ordinal));
        await Poll.UntilAsync(async () => (await page.Locator(".rule-figure").TextContentAsync())!.Contains("of 200", StringComparison.Ordinal));
        await Poll.UntilAsync(async () => await page.GetByRole(AriaRole.Button, new() { Name = "Next who passes" }).IsEnabledAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Next who passes" }).ClickAsync();
        (await page.Locator(".rule-verdict.passes").TextContentAsync())!.ShouldContain("Passes this rule");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next who fails" }).ClickAsync();
        await page.Locator(".rule-verdict.fails").WaitForAsync();
        await Shots.TakeAsync(page, "rule-edited");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();
        await page.Locator(".add-to-change .good-word a[href^='/publish']").ClickAsync();
        await page.ArrivesAsync("**/publish?change=*");
        await page.GetByText("40").First.WaitForAsync();
        await Shots.TakeAsync(page, "rule-in-change");

        // A page of its own still shows the published rule, and the change's address what the change makes of it.
        var change = System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["change"]!;
        (await TextAsync("")).ShouldBe(before);
        (await TextAsync("&change=" + change)).ShouldContain("customer.age >= 40");

        async Task<string> TextAsync(string query)
        {
            var other = await browser.OpenAsync(console.Address, "/rules/action/autopay?field=suitability" + query);
            await other.Locator("#rule-text").WaitForAsync();
            return await other.Locator("#rule-text").InputValueAsync();
        }
    }

    [Fact]
    public async Task Filter_TypedJustBeforeALinkIsFollowed_DoesNotDrawBack()
    {
        var page = await browser.OpenAsync(console.Address, "/rules");
        await page.RouteWebSocketAsync("**/*", HearLate);
        await page.ReloadAsync();
        var link = page.Locator(".rule-places li").First.GetByRole(AriaRole.Link, new() { Name = "Suitability" });
        var address = console.Address + await link.GetAttributeAsync("href");

        await page.Locator("#rule-search").FillAsync("a");
        await link.ClickAsync();

        await page.Locator("#rule-text").WaitForAsync();
        page.Url.ShouldBe(address);
        await page.GoBackAsync();
        await page.Locator("#rule-search").WaitForAsync();

        // The browser hears of everything a third of a second late.
        static void HearLate(IWebSocketRoute socket)
        {
            var server = socket.ConnectToServer();
            var before = Task.CompletedTask;
            server.OnMessage(frame => before = PassAsync(before, frame));

            async Task PassAsync(Task earlier, IWebSocketFrame frame)
            {
                await Task.Delay(333);
                await earlier;
                if (frame.Binary is { } bytes)
                {
                    socket.Send(bytes);
                }
                else
                {
                    socket.Send(frame.Text!);
                }
            }
        }
    }

    [Fact]
    public async Task Audiences_AreCounted_AndANewOneStandsInAChange()
    {
        var page = await browser.OpenAsync(console.Address, "/rules/audiences");
        await page.GetByText("200 customers looked at").WaitForAsync();
        var adults = page.Locator(".audience-table tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "Adults", Exact = true }) });
        (await adults.Locator(".rule-count .number").TextContentAsync())!.ShouldMatch("Adults: [1-9]");
        await adults.Locator(".audience-uses a").First.WaitForAsync();
        await page.GotoAsync(console.Address + "/rules/condition/adult");
        await page.Locator(".rule-uses a").First.WaitForAsync();
        await page.GotoAsync(console.Address + "/rules/audiences");
        await adults.Locator(".audience-uses a").First.WaitForAsync();
        List<string> faults = [];
        foreach (var look in PageLook.Of("en"))
        {
            faults.AddRange(await look.FaultsAsync(page, "audiences"));
        }

        faults.ShouldBeEmpty(string.Join("\n", faults));
        await page.Locator("#audience-name").FillAsync("ADULT");
        await page.GetByText("There is a condition named ADULT already.").WaitForAsync();
        await page.Locator("#audience-name").FillAsync("over forty");
        await page.Locator("#audience-when").FillAsync("customer.age >= 40");
        await page.Locator("#audience-when").PressAsync("Tab");

        await page.Locator(".audience-new .button.primary:not([aria-disabled])").ClickAsync();

        await page.ArrivesAsync("**/rules/condition/over%20forty?change=*");
        await Poll.UntilAsync(async () => (await page.Locator(".rule-figure").TextContentAsync())!.Contains("of 200", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rule_TypedByKeyboard_IsCompletedAndCheckedInTheField()
    {
        var page = await browser.OpenAsync(console.Address, "/rules/group/stay?field=eligibility");
        var text = page.Locator("#rule-text");
        await text.FillAsync("");
        await text.PressSequentiallyAsync("customer.pl");
        await page.Locator("[role=option][aria-selected=true]").Filter(new() { HasText = "customer.plan" }).WaitForAsync();
        List<string> faults = [];
        foreach (var look in PageLook.Of("en"))
        {
            faults.AddRange(await look.FaultsAsync(page, "completion"));
        }

        faults.ShouldBeEmpty(string.Join("\n", faults));
        await text.PressAsync("Enter");
        await Poll.UntilAsync(async () => await text.InputValueAsync() == "customer.plan");

        await text.PressSequentiallyAsync(" = \"");
        await page.Locator("[role=option]").First.WaitForAsync();
        var second = await page.Locator("[role=option] code").Nth(1).TextContentAsync();
        await text.PressAsync("ArrowDown");
        await page.Locator("[role=option][aria-selected=true]").Filter(new() { HasText = second }).WaitForAsync();
        await text.PressAsync("Tab");
        await Poll.UntilAsync(async () => await text.InputValueAsync() == $"customer.plan = {second}");

        // The lines follow while the focus stays; the field's own undo takes the value back.
        var value = page.Locator(".rule-row-form .rule-value");
        await Poll.UntilAsync(async () => await value.CountAsync() == 1 && await value.InputValueAsync() == second!.Trim('"'));
        (await text.EvaluateAsync<bool>("field => field === document.activeElement")).ShouldBeTrue();
        await text.PressAsync("Control+z");
        await Poll.UntilAsync(async () => await text.InputValueAsync() == "customer.plan = \"");
        await page.Locator("#rule-issues li").First.WaitForAsync();

        // Outside of it the same keys are the editor's.
        await page.GetByRole(AriaRole.Button, new() { Name = "Text", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Poll.UntilAsync(async () => await text.InputValueAsync() == $"customer.plan = {second}");
        await page.Keyboard.PressAsync("Control+Shift+Z");
        await Poll.UntilAsync(async () => await text.InputValueAsync() == "customer.plan = \"");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Rule_TextAndUndo_ByKeyboard()
    {
        var page = await browser.OpenAsync(console.Address, "/rules/group/stay?field=applicability");
        var text = page.Locator("#rule-text");
        var before = await text.InputValueAsync();

        await text.FillAsync("custmer.age >= 18");
        await text.PressAsync("Tab");
        await page.Locator("#rule-issues li").First.WaitForAsync();
        (await page.Locator("#rule-issues").TextContentAsync())!.ShouldContain("customer.age");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");

        await Poll.UntilAsync(async () => await text.InputValueAsync() == before);
        await page.Locator(".rule-line").Nth(1).WaitForAsync();
    }
}
