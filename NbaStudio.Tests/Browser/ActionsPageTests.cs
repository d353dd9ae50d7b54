using System.Diagnostics;
using Microsoft.Playwright;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Policies;
using NbaStudio.Tests.Support;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Browsing;

/// <summary>Actions edited in the browser, over the real hub: fields, content, keys, many at once, files.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ActionsPageTests(Support.Browser browser, RealConsole console, ITestOutputHelper output)
{
    [Fact]
    public async Task Treatment_WrittenAndPreviewed_StandsInAChange()
    {
        var treatment = console.Engine.Policy!.Document.Objectives.SelectMany(o => o.Groups.SelectMany(g => g.Actions.SelectMany(a => a.Treatments.Select(t => (Path: $"{o.Id}/{g.Id}/{a.Id}/{t.Id}", Treatment: t)))))
            .First(t => t.Treatment.Channel == "web").Path;
        var page = await browser.OpenAsync(console.Address, "/actions?path=" + Uri.EscapeDataString(treatment));
        await page.Locator("#preview-customer").FillAsync(console.Spoken.CustomerId);
        await page.Locator("#preview-customer").PressAsync("Tab");
        await page.Locator("#f-content-en-subject").FillAsync("A title of the test for {{customer.first_name}}");

        await page.Locator(".tile b", new() { HasTextString = "A title of the test for" }).WaitForAsync();
        (await page.Locator(".tile b").TextContentAsync())!.ShouldNotContain("{{");
        await page.Locator("#f-content-en-subject").FillAsync("Hello {{customer.frist_name}}");
        await page.Locator("#f-content-en-subject-notes").GetByText("customer.first_name").WaitForAsync();
        await Shots.TakeAsync(page, "actions-mistake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.Locator("#f-content-en-button").FillAsync("Press here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to change" }).ClickAsync();

        await page.ArrivesAsync("**/actions?*change=*");
        await page.Locator(".rule-reach a").First.ClickAsync();
        await page.Locator(".differences ins").GetByText("Press here").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Edits_WhenLeaving_AreAskedAbout()
    {
        var page = await browser.OpenAsync(console.Address, "/actions");
        await page.Locator("[data-row].action").First.DragToAsync(page.Locator("[data-row].group").Nth(1));
        var groups = console.Engine.Policy!.Document.Objectives[0].Groups;
        await page.Locator(".parent-now", new() { HasTextString = groups[1].Label!["en"] }).WaitForAsync();
        await page.Locator("#f-label-en").FillAsync("Something else");
        await page.Locator(".nav-item[href='/rules']").ClickAsync();
        await page.Locator(".leave-bar").WaitForAsync();
        await Shots.TakeAsync(page, "actions-leave");
        page.Url.ShouldContain("/actions");
        await page.Locator(".leave-bar .danger").ClickAsync();
        await page.Locator("h1", new() { HasTextString = "Rules" }).WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task TwoBrowsers_OnOneAction_LoseNothing()
    {
        var group = console.Engine.Policy!.Document.Objectives[0].Groups[0];
        var path = Uri.EscapeDataString($"{console.Engine.Policy.Document.Objectives[0].Id}/{group.Id}/{group.Actions[^1].Id}");
        var ann = await browser.OpenAsync(console.Address, "/actions?path=" + path);
        await TypeAsync(ann, "#f-purpose", "news");
        await SaveAsync(ann);
        await ann.ArrivesAsync("**/actions?*change=*");
        var change = System.Web.HttpUtility.ParseQueryString(new Uri(ann.Url).Query)["change"]!;
        var bo = await browser.OpenAsync(console.Address, $"/actions?path={path}&change={change}");
        await bo.Locator("#f-label-en").WaitForAsync();

        // Different fields: both stand.
        await TypeAsync(ann, "#f-label-en", "Named by Ann");
        await SaveAsync(ann);
        await TypeAsync(bo, "#f-value", "4321");
        await SaveAsync(bo);
        await ExpectAsync(bo, "#f-label-en", "Named by Ann");
        await ExpectAsync(bo, "#f-value", "4321");

        // The same field: both are shown, and what else was typed stays.
        await TypeAsync(bo, "#f-label-en", "Named by Bo");
        await TypeAsync(bo, "#f-value", "8765");
        await TypeAsync(ann, "#f-label-en", "Named by Ann again");
        await SaveAsync(ann);
        await bo.Locator(".item-foot .primary").ClickAsync();
        await bo.Locator(".edit-conflict").WaitForAsync();
        (await bo.Locator(".edit-conflict code").AllTextContentsAsync()).ShouldBe(["Named by Ann again", "Named by Bo"]);
        await bo.Locator(".edit-conflict .button").Nth(1).ClickAsync();
        await ExpectAsync(bo, "#f-label-en", "Named by Ann again");
        await ExpectAsync(bo, "#f-value", "8765");
        await SaveAsync(bo);

        await ann.ReloadAsync();
        await ExpectAsync(ann, "#f-label-en", "Named by Ann again");
        await ExpectAsync(ann, "#f-value", "8765");
        await ann.Context.CloseAsync();
        await bo.Context.CloseAsync();

        async Task TypeAsync(IPage page, string field, string text)
        {
            await page.Locator(field).FillAsync(text);
            await page.Locator(field).PressAsync("Tab");
        }

        async Task SaveAsync(IPage page)
        {
            await page.Locator(".item-foot .primary:not([aria-disabled])").ClickAsync();
            // Nothing is left to add once it stands in the change.
            await page.Locator(".item-foot .primary[aria-disabled=true]").WaitForAsync();
        }

        Task ExpectAsync(IPage page, string field, string text) => Poll.UntilAsync(async () => await page.Locator(field).InputValueAsync() == text);
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("ja", "dark", 390)]
    public async Task EveryState_OverTheRealHub_HasNoAxeViolations(string language, string theme, int width)
    {
        var document = console.Engine.Policy!.Document;
        var (objective, group) = (document.Objectives[0], document.Objectives[0].Groups[0]);
        var action = group.Actions[0];
        string[] paths = [objective.Id, $"{objective.Id}/{group.Id}", $"{objective.Id}/{group.Id}/{action.Id}", .. action.Treatments.DistinctBy(t => t.Channel).Select(t => $"{objective.Id}/{group.Id}/{action.Id}/{t.Id}")];
        List<string> faults = [];
        var page = await browser.OpenAsync(console.Address, "/actions", language, theme, width);
        foreach (var path in paths)
        {
            await page.GotoAsync($"{console.Address}/actions?path={Uri.EscapeDataString(path)}");
            await page.Locator(".item-form").WaitForAsync();
            if (path.Count(c => c == '/') == 3)
            {
                await page.Locator(".preview [role=img], .preview p[role=status]").First.WaitForAsync();
            }

            await LookAsync("item-" + path.Split('/').Length + path.Split('/')[^1]);
            if (path == objective.Id)
            {
                await page.Locator(".item-tools button[aria-expanded]").ClickAsync();
                await page.Locator(".delete-item .data-uses a").First.WaitForAsync();
                await LookAsync("delete");
            }
        }

        await page.GotoAsync(console.Address + "/actions");
        await page.Locator("[data-row] input").First.WaitForAsync();
        await page.Locator("[data-row] input").First.CheckAsync();
        await page.Locator(".multi-edit").WaitForAsync();
        await LookAsync("multi");
        await page.Locator(".page-tools .primary").ClickAsync();
        await page.Locator("#f-id").WaitForAsync();
        await LookAsync("new");
        await page.Locator(".page-tools .button").First.ClickAsync();
        await page.Locator(".item-body input[type=file]").ChooseFileAsync(new FilePayload { Name = "wrong.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"id,lever,state\n{action.Id},much,gone\n") });
        await page.Locator(".csv-faults").WaitForAsync();
        await LookAsync("csv-wrong");
        await page.Locator(".item-body input[type=file]").ChooseFileAsync(new FilePayload { Name = "right.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"id,lever\n{action.Id},1.7\n") });
        await page.Locator(".differences li").First.WaitForAsync();
        await LookAsync("csv-right");
        await page.Context.CloseAsync();
        faults.ShouldBeEmpty(string.Join("\n", faults));

        async Task LookAsync(string name)
        {
            await Shots.TakeAsync(page, $"actions-{name}-{language}-{theme}-{width}");
            faults.AddRange((await page.ScanAsync()).Select(v => $"{name} {v}"));
            if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
            {
                faults.Add($"{name} is wider than the window");
            }
        }
    }

    [Fact]
    public async Task ManyActions_SearchKeysAndEditOfAll_Work()
    {
        var small = SmallPolicy.Create();
        var many = small with
        {
            Objectives =
            [
                small.Objectives[0] with
                {
                    Groups = [.. Enumerable.Range(0, 50).Select(g => new GroupDocument { Id = $"group-{g}", Actions = [.. Enumerable.Range(0, 50).Select(a => SmallPolicy.Action($"action-{g}-{a}", "web"))] })],
                },
            ],
            Triggers = [],
        };
        await using var api = await ApiServer.StartAsync(many);
        var page = await browser.OpenAsync(api.Server.Origin, "/actions");
        await page.Locator("[data-row]").First.WaitForAsync();

        await TimeAsync("search", () => page.Locator("#action-search").FillAsync("action-33-4"), () => Count(row => row.Contains("11 actions", StringComparison.Ordinal)));
        await TimeAsync("clear", () => page.Locator("#action-search").FillAsync(""), () => Count(text => text.Contains("2,500 actions", StringComparison.Ordinal)));
        await TimeAsync("open all", () => page.GetByRole(AriaRole.Button, new() { Name = "Open all" }).ClickAsync(), async () => await page.Locator("table.tree").GetAttributeAsync("aria-rowcount") == "2552");
        await page.Locator(".tree-scroll").FocusAsync();
        // Rows far down are drawn while the keys come to them.
        await Poll.UntilAsync(async () =>
        {
            await page.Keyboard.PressAsync("ArrowDown");
            return await FocusAsync() == "action-0-38";
        });
        await page.Keyboard.PressAsync("Space");
        await page.Locator(".multi-edit").WaitForAsync();
        await TimeAsync("open an item", () => page.Keyboard.PressAsync("Enter"), async () => await page.Locator(".item-form").CountAsync() == 1);
        await TimeAsync("type a lever", async () =>
        {
            await page.Locator("#f-lever").FillAsync("1.7");
            await page.Locator("#f-lever").PressAsync("Tab");
        }, async () => await page.Locator(".edited-dot").CountAsync() == 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset", Exact = true }).ClickAsync();
        await page.Locator("[data-row] [data-pick]").First.EvaluateAsync("e => e.closest('.tree-scroll').scrollTo(0, 0)");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose grow", Exact = true }).CheckAsync();
        await page.Locator(".multi-edit", new() { HasTextString = "2,500 actions chosen" }).WaitForAsync();
        await page.Locator(".multi-edit select").First.SelectOptionAsync("paused");
        await page.Locator(".multi-edit .primary").ClickAsync();
        await page.ArrivesAsync("**/actions?*change=*");
        await page.Locator("[data-row] .caution-word").First.WaitForAsync();
        await page.Context.CloseAsync();

        async Task<bool> Count(Func<string, bool> says) => says((await page.Locator(".filters [role=status]").TextContentAsync())!);

        Task<string?> FocusAsync() => page.EvaluateAsync<string?>("document.activeElement?.textContent?.trim()");

        // Measured, not judged: a busy machine is no mistake of the page.
        async Task TimeAsync(string what, Func<Task> act, Func<Task<bool>> done)
        {
            var clock = Stopwatch.StartNew();
            await act();
            await Poll.UntilAsync(done);
            output.WriteLine($"{what}: {clock.ElapsedMilliseconds} ms");
        }
    }
}
