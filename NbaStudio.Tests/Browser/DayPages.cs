using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Security.Accounts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>The steps of a marketer's day on the console's pages.</summary>
internal sealed partial class DayPages(DayLog day)
{
    public async Task SetUpAsync(IPage page, IEnumerable<string> log)
    {
        var code = log.Select(line => Code().Match(line)).First(m => m.Success).Groups[1].Value;
        await day.TypeAsync(page.Locator("input[name=Code]"), code);
        await day.TypeAsync(page.Locator("input[name=Name]"), "ada");
        await day.TypeAsync(page.Locator("input[name=Password]"), Person.Password);
        await day.TypeAsync(page.Locator("input[name=Again]"), Person.Password);
        await day.ClickAsync(page.Locator("button[type=submit]"));
        await page.ArrivesAsync("**/sign-in*");
        await SignInAsync(page, "ada");
    }

    private async Task SignInAsync(IPage page, string name)
    {
        await day.TypeAsync(page.Locator("input[name=Name]"), name);
        await day.TypeAsync(page.Locator("input[name=Password]"), Person.Password);
        await day.ClickAsync(page.Locator("button[type=submit]"));
        await page.Locator(".viewer", new() { HasTextString = name }).WaitForAsync();
    }

    public async Task EnterAsync(IPage page, string name)
    {
        await day.TypeAsync(page.Locator("input[name=Password]"), Person.Password);
        await day.TypeAsync(page.Locator("input[name=Again]"), Person.Password);
        await day.ClickAsync(page.Locator("button[type=submit]"));
        await page.ArrivesAsync("**/sign-in");
        await SignInAsync(page, name);
    }

    public async Task FoundAsync(IPage page)
    {
        await day.ClickAsync(page.Locator(".brand"));
        await page.Locator(".start-card li.next").WaitForAsync();
        List<string> faults = [];
        foreach (var look in PageLook.Of("en"))
        {
            faults.AddRange(await look.FaultsAsync(page, "day-01-guide"));
        }

        faults.ShouldBeEmpty(string.Join("\n", faults));
        await new PageLook("light", 1440, 900).ShowAsync(page);
        await day.ClickAsync(page.Locator(".start-card li.next a"));
        await OpenDataAsync(page, "workspace");
        await day.TypeAsync(page.GetByLabel("Name of the workspace"), "Corner shop");
        await day.TypeAsync(page.Locator("input[list=currencies]"), "JPY");
        await day.TypeAsync(page.Locator("input[list=zones]"), "Asia/Tokyo");
        await day.TypeAsync(page.GetByLabel("Decisions drawn evenly"), "0");
        await PutAsync(page);
        await OpenDataAsync(page, "attributes");
        await AddAttributeAsync(page, "First name", "名", "first_name", null);
        await AddAttributeAsync(page, "Age", "年齢", "age", "number");
        await AddAttributeAsync(page, "Fee", "月額", "fee", "money");
        await Shots.TakeAsync(page, "day-02-attributes");
        await OpenDataAsync(page, "channels");
        await day.ClickAsync(Button(page, "Website"));
        await day.TypeAsync(page.GetByLabel("Priority that trying out may cost"), "0");
        await day.TypeAsync(page.GetByLabel("Same decision again for"), "0s");
        await Shots.TakeAsync(page, "day-02-channel");
        await PutAsync(page);
        await page.Locator(".data-row", new() { HasTextString = "Website" }).WaitForAsync();
        await day.ClickAsync(page.Locator(".rule-reach.good-word a"));
        await day.ClickAsync(Button(page, "Approve and publish"));
        await page.GetByText("Published: revision 2 is in force.").WaitForAsync();
        await Shots.TakeAsync(page, "day-02-founded");
    }

    private async Task OpenDataAsync(IPage page, string view)
    {
        await day.ClickAsync(page.Locator(view == "attributes" ? ".page-tabs a:not([href*='view='])" : $".page-tabs a[href*='view={view}']"));
        await page.Locator(view == "attributes" ? ".page-tabs a.on:not([href*='view='])" : $".page-tabs a.on[href*='view={view}']").WaitForAsync();
    }

    private async Task AddAttributeAsync(IPage page, string english, string japanese, string key, string? type)
    {
        await day.ClickAsync(page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "New attribute" }).First);
        await day.TypeAsync(page.GetByLabel("Name, English"), english);
        await day.TypeAsync(page.GetByLabel("Name, Japanese"), japanese);
        if (type is not null)
        {
            await day.ChooseAsync(page.Locator(".data-fields select").First, type);
        }

        await PutAsync(page);
        await page.Locator(".data-row code", new() { HasTextString = key }).WaitForAsync();
    }

    // A check of what was written comes first.
    private async Task PutAsync(IPage page)
    {
        await day.ClickAsync(Button(page, "Add to change"));
        await page.Locator(".rule-reach.good-word").WaitForAsync();
        await page.ArrivesAsync("**/data?*change=*");
    }

    public async Task<string> InviteAsync(IPage page, string name, string role)
    {
        if (!page.Url.EndsWith("/settings", StringComparison.Ordinal))
        {
            await day.ClickAsync(page.Locator(".nav-item[href='/settings']"));
        }

        await day.TypeAsync(page.Locator("#invite-name"), name);
        await day.ClickAsync(page.Locator("section:has(#invite-title) label", new() { HasTextString = role }));
        await day.ClickAsync(page.Locator("section:has(#invite-title) button.primary"));
        return (await page.Locator(".account-once", new() { HasTextString = name }).Locator("code").TextContentAsync())!;
    }

    public async Task<string> MakeKeyAsync(IPage page)
    {
        await day.ClickAsync(page.Locator("main a[href='/settings/keys']"));
        await day.TypeAsync(page.Locator("#key-name"), "the shop");
        foreach (var scope in (string[])["ingest", "decide", "outcome"])
        {
            await day.ClickAsync(page.GetByLabel(scope, new() { Exact = true }));
        }

        await day.ClickAsync(Button(page, "Make the key"));
        return (await page.Locator(".account-once code").TextContentAsync())!;
    }

    public async Task BuildActionAsync(IPage page)
    {
        await day.ClickAsync(page.Locator(".nav-item[href='/actions']"));
        await page.Locator(".empty-state .primary").WaitForAsync();
        await Shots.TakeAsync(page, "day-03-empty-tree");
        await day.ClickAsync(page.Locator(".empty-state .primary"));
        await NameAsync(page, "Grow", "成長");
        await AddAsync(page, "path=grow");
        await day.ClickAsync(Button(page, "New group"));
        await NameAsync(page, "Plans", "プラン");
        await AddAsync(page, "path=grow%2Fplans");
        await day.ClickAsync(page.Locator(".item-tools").GetByRole(AriaRole.Button, new() { Name = "New action" }));
        await NameAsync(page, "Upgrade", "アップグレード");
        await day.TypeAsync(page.Locator("#f-value"), "customer.fee * 12");
        await Shots.TakeAsync(page, "day-04-action");
        await AddAsync(page, "path=grow%2Fplans%2Fupgrade");
    }

    public async Task WriteContentAsync(IPage page, string english, string japanese)
    {
        await day.ClickAsync(Button(page, "New treatment"));
        await WriteLanguagesAsync(page, english, japanese);
        await day.TypeAsync(page.Locator("#f-content-ja-button"), "見る");
        await Shots.TakeAsync(page, "day-05-content");
        await AddAsync(page, "path=grow%2Fplans%2Fupgrade%2Fupgrade-treatment");
    }

    private async Task WriteLanguagesAsync(IPage page, string english, string japanese)
    {
        await day.TypeAsync(page.Locator("#f-content-en-subject"), english);
        await day.ClickAsync(page.Locator("section:has(#content-title) .segmented button").Nth(1));
        await day.TypeAsync(page.Locator("#f-content-ja-subject"), japanese);
    }

    public async Task WriteRuleAsync(IPage page)
    {
        await day.ClickAsync(page.Locator("tr.action a"));
        await day.ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Edit the rules" }));
        await day.ClickAsync(Button(page, "Add a condition to the whole rule"));
        await day.ChooseAsync(page.Locator(".rule-subject").Last, "customer.age");
        await day.ChooseAsync(page.Locator(".rule-row-form").Last.Locator("select").Nth(1), "GreaterOrEqual");
        await day.TypeAsync(page.Locator(".rule-row-form").Last.Locator(".rule-value"), "18");
        await Poll.UntilAsync(async () => await page.Locator("#rule-text").InputValueAsync() == "customer.age >= 18");
        await page.Locator(".rule-figure").GetByText("of 4").WaitForAsync();
        await Shots.TakeAsync(page, "day-06-rule");
        await day.ClickAsync(Button(page, "Add to change"));
        await day.ClickAsync(page.Locator(".add-to-change .good-word a[href^='/publish']"));
        await page.Locator(".change-go-on").WaitForAsync();
        await Shots.TakeAsync(page, "day-07-go-on");
        await day.ClickAsync(page.Locator(".change-go-on a[href^='/actions']"));
    }

    public async Task CopyActionAsync(IPage page)
    {
        await day.ClickAsync(page.Locator("tr.action a"));
        await day.ClickAsync(page.Locator(".item-tools").GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }));
        await NameAsync(page, "Family plan", "家族プラン");
        await day.TypeAsync(page.Locator("#f-lever"), "0.5");
        await AddAsync(page, "path=grow%2Fplans%2Ffamily-plan");
        await OpenRowAsync(page, "Family plan");
        await day.ClickAsync(page.Locator("tr.treatment a"));
        await WriteLanguagesAsync(page, "Bring the family, {{customer.first_name}}", "ご家族も一緒に、{{customer.first_name}}さん");
        await AddAsync(page, "path=grow%2Fplans%2Ffamily-plan%2F");
    }

    public async Task CapAsync(IPage page)
    {
        await day.ClickAsync(page.Locator(".rule-reach a[href^='/publish']"));
        await day.ClickAsync(page.Locator(".change-go-on a[href^='/contacts']"));
        await day.ClickAsync(page.Locator(".contact-add").GetByRole(AriaRole.Button, new() { Name = "Cap", Exact = true }));
        await day.ChooseAsync(page.GetByLabel("What is counted or begins it"), "impression");
        await Poll.UntilAsync(async () => await Button(page, "Add to change").IsEnabledAsync());
        await Shots.TakeAsync(page, "day-08-cap");
        await day.ClickAsync(Button(page, "Add to change"));
        await page.Locator(".contact-row").GetByText("at most 3 seen in 7 days").WaitForAsync();
        await day.ClickAsync(page.Locator(".rule-reach.good-word a"));
    }

    public async Task SubmitAsync(IPage page)
    {
        await day.ClickAsync(Button(page, "Submit"));
        await page.Locator(".change-steps li.done", new() { HasTextString = "mia" }).WaitForAsync();
        await Shots.TakeAsync(page, "day-09-submitted");
    }

    public async Task ApproveAsync(IPage page, int revision, string[] words, string effect)
    {
        await day.ClickAsync(page.Locator(".nav-item[href='/publish']"));
        await day.ClickAsync(page.Locator(".change-list a").First);
        foreach (var word in words)
        {
            (await page.Locator("section:has(#words-title)").TextContentAsync())!.ShouldContain(word);
        }

        // The comparison begins by itself for whoever may approve.
        await page.Locator(".effect-body p[role=status]", new() { HasTextString = effect }).WaitForAsync();
        await Shots.TakeAsync(page, $"day-1{revision}-approver");
        await day.ClickAsync(Button(page, "Approve"));
        await day.ClickAsync(Button(page, "Publish"));
        await page.GetByText($"Published: revision {revision} is in force.").WaitForAsync();
        await Shots.TakeAsync(page, $"day-2{revision}-published");
    }

    public async Task PullLeverAsync(IPage page)
    {
        await day.ClickAsync(page.Locator(".nav-item[href='/levers']"));
        await day.TypeAsync(page.GetByRole(AriaRole.Spinbutton, new() { Name = "Lever of Family plan as a number" }), "3");
        await page.Locator(".lever-verdict:not(.old)").GetByText("of decisions would turn out differently").WaitForAsync();
        await Shots.TakeAsync(page, "day-30-lever");
        await day.ClickAsync(Button(page, "Add to change"));
        await page.ArrivesAsync("**/levers?change=*");
        await day.ClickAsync(page.Locator(".add-to-change .good-word a[href^='/publish']"));
        await SubmitAsync(page);
    }

    public async Task RollBackAsync(IPage page)
    {
        await day.ClickAsync(page.Locator(".nav-item[href='/publish']"));
        await day.ClickAsync(Button(page, "Roll back to revision 3"));
        await day.ClickAsync(page.Locator("dialog[open] .danger"));
        await page.GetByText("Published: revision 5 is in force.").WaitForAsync();
        await Shots.TakeAsync(page, "day-40-rolled-back");
    }

    private async Task NameAsync(IPage page, string english, string japanese)
    {
        await page.Locator("#f-id").WaitForAsync();
        await day.TypeAsync(page.Locator("#f-label-en"), english);
        await day.TypeAsync(page.Locator("#f-label-ja"), japanese);
    }

    // A check of what was written comes first; the address says what stands in the change.
    private async Task AddAsync(IPage page, string address)
    {
        await day.ClickAsync(Button(page, "Add to change"));
        await page.ArrivesAsync(url => url.Contains(address, StringComparison.Ordinal) && url.Contains("change=", StringComparison.Ordinal));
        await page.Locator("tr.selected").WaitForAsync();
        await page.Locator(".item-head .tag", new() { HasTextRegex = new("^(new|not in a change yet)$") }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private Task OpenRowAsync(IPage page, string name) => day.ClickAsync(page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true, IncludeHidden = true }) }).Locator("[data-fold]"));

    private static ILocator Button(IPage page, string name) => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [GeneratedRegex("enter the code (\\S+)")]
    private static partial Regex Code();
}
