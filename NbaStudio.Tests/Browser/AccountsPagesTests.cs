using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NbaStudio.Data;
using NbaStudio.Data.Accounts;
using NbaStudio.Data.Pictures;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Security.Accounts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Signing in and the settings of accounts, in a real browser over the real hub.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccountsPagesTests(Support.Browser browser) : IAsyncLifetime
{
    private StudioServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await StudioServer.StartAsync("--Nba:Accounts:FormsPerMinute=200");
        await Person.MakeAsync(_server, "ann", Roles.Admin);
        await Person.MakeAsync(_server, "gus", Roles.Agent);
        await _server.Services.GetRequiredService<ApiKeyStore>().CreateAsync("the shop", [Scopes.Decide], Caller.Local);
        await _server.Services.GetRequiredService<PictureStore>().AddAsync(SamplePictures.Point, "point.png", Caller.Local);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("en", "light", 1440, 900)]
    [InlineData("ja", "dark", 1440, 900)]
    [InlineData("ja", "light", 390, 844)]
    [InlineData("en", "dark", 390, 844)]
    public async Task Pages_OfAccounts_HaveNoAxeViolationsAndDoNotOverflow(string language, string theme, int width, int height)
    {
        var page = await browser.OpenAsync(_server.Origin, "/sign-in", language, theme, width, height);
        List<string> faults = [];
        await LookAsync(page, "sign-in", faults);
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        var (token, _) = await accounts.RenewLinkAsync((await accounts.ListAsync()).Single(a => a.Name == "gus").Id, Caller.Local);
        token.ShouldNotBeNull();
        foreach (var (path, name) in new[] { ($"{DoorPaths.Welcome}?token={token}", "welcome"), ("/sign-in/code", "sign-in-code") })
        {
            // What came instead is told at once: a page without its form has failed here once, and nobody saw what it was.
            var answer = await page.GotoAsync(_server.Origin + path);
            (await page.Locator("button[type=submit]").CountAsync()).ShouldBe(1, $"{path}: {answer?.Status} {await page.Locator("body").InnerTextAsync()}");
            await LookAsync(page, name, faults);
        }

        await page.GotoAsync(_server.Origin + "/sign-in");
        await SignInAsync(page, "ann");
        await page.GotoAsync(_server.Origin + "/no-such-page");
        await page.Locator("main h1").WaitForAsync();
        await LookAsync(page, "not-found", faults);
        foreach (var path in (string[])["/settings", "/settings/workspace", "/settings/backups", "/settings/keys", "/settings/audit", "/settings/retention", "/settings/pictures", "/account"])
        {
            await page.GotoAsync(_server.Origin + path);
            await page.Locator(".account-table td, .card > .nothing").First.WaitForAsync();
            await LookAsync(page, path.Trim('/').Replace('/', '-'), faults);
        }

        await page.Locator("section:has(#own-second) button.primary").ClickAsync();
        await page.Locator(".qr svg").WaitForAsync();
        await LookAsync(page, "account-second", faults);
        faults.ShouldBeEmpty(string.Join("\n", faults));
        await page.Context.CloseAsync();

        async Task LookAsync(IPage page, string name, List<string> faults)
        {
            await Shots.TakeAsync(page, $"{name}-{language}-{theme}-{width}");
            faults.AddRange((await page.ScanAsync()).Select(v => $"{name} {v}"));
            if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
            {
                faults.Add($"{name} is wider than the window");
            }
        }
    }

    [Fact]
    public async Task Invite_LinkOfThePage_LetsAPersonInWhoSeesOnlyTheRolesPages()
    {
        var admin = await browser.OpenAsync(_server.Origin, "/sign-in");
        await SignInAsync(admin, "ann");
        await admin.GotoAsync(_server.Origin + "/settings");
        await admin.Locator("#invite-name").FillAsync("mia");
        await admin.Locator("section:has(#invite-title) label", new PageLocatorOptions { HasTextString = "Analyst" }).Locator("input").CheckAsync();
        await admin.Locator("section:has(#invite-title) button.primary").ClickAsync();
        var link = (await admin.Locator(".account-once code").TextContentAsync())!;
        await admin.Context.CloseAsync();

        var mia = await browser.OpenAsync(_server.Origin, new Uri(link).PathAndQuery);
        await mia.Locator("input[name=Password]").FillAsync(Person.Password);
        await mia.Locator("input[name=Again]").FillAsync(Person.Password);
        await mia.Locator("button[type=submit]").ClickAsync();
        await mia.ArrivesAsync("**/sign-in");
        await SignInAsync(mia, "mia");
        (await mia.Locator(".button.stop").CountAsync()).ShouldBe(0);
        (await mia.Locator("a[href='/settings']").CountAsync()).ShouldBe(0);
        await mia.GotoAsync(_server.Origin + "/settings");
        await mia.Locator("h1", new PageLocatorOptions { HasTextString = "not open to you" }).WaitForAsync();
        await mia.Context.CloseAsync();
    }

    [Fact]
    public async Task Session_EndedInTheMiddleOfAnEdit_KeepsWhatWasTyped()
    {
        var page = await browser.OpenAsync(_server.Origin, "/sign-in?returnUrl=" + Uri.EscapeDataString("/events?view=pattern"));
        await SignInAsync(page, "ann");
        await page.Locator("#trigger-name").FillAsync("my-trigger");
        await page.Locator("#trigger-label").FillAsync("Typed before the end");
        await page.Locator("#trigger-label").PressAsync("Tab");
        await Poll.UntilAsync(async () => await page.EvaluateAsync<bool>("Object.values(sessionStorage).some(text => text.includes('Typed before the end'))"));
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        await accounts.SignOutEverywhereAsync((await accounts.ListAsync()).Single(a => a.Name == "ann").Id, Caller.Local);

        await page.Locator(".session-ended a").ClickAsync();
        await SignInAsync(page, "ann");

        await page.Locator(".draft-note").WaitForAsync();
        (await page.Locator("#trigger-label").InputValueAsync()).ShouldBe("Typed before the end");
        (await page.Locator("#trigger-name").InputValueAsync()).ShouldBe("my-trigger");
        await page.Context.CloseAsync();
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.Locator("input[name=Name]").FillAsync(name);
        await page.Locator("input[name=Password]").FillAsync(Person.Password);
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator(".viewer", new PageLocatorOptions { HasTextString = name }).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }
}
