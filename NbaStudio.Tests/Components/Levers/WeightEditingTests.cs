using System.Globalization;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Pages.Levers;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components.Levers;

/// <summary>Context weights edited on the page, over the real desks: theirs is taken where it stands, and neither what was saved nor what was given up comes back.</summary>
public sealed class WeightEditingTests(WeightEditingTests.Hub shared) : IClassFixture<WeightEditingTests.Hub>, IAsyncLifetime
{
    private const string Save = ".add-to-change .button.primary";
    private const string TakeTheirs = ".edit-conflict button:nth-of-type(2)";
    private const string Number = ".weight-editor .lever-number";

    private readonly Dictionary<string, string> _tab = [];
    private readonly ApiServer _api = shared.Server;
    private ConsoleHost _console = null!;
    private string _id = "";

    private IItemEditor Editor => _api.Get<IItemEditor>();

    public Task InitializeAsync()
    {
        _id = _api.Engine.Policy!.Document.ContextWeights[0].Key!.Value.ToString(CultureInfo.InvariantCulture);
        _console = new ConsoleHost(configure: services => services.AddSingleton(_api.Engine).AddSingleton(Editor).AddSingleton(_api.Get<IChangeBoard>())
            .AddSingleton(_api.Get<ILeverDesk>()).AddSingleton(_api.Get<IRuleDesk>()).AddSingleton(_api.Get<ISimulationDesk>()));
        _console.Host.Js.Answer = (call, arguments) => call switch
        {
            "nbaDrafts.keep" => Keep((string)arguments![0]!, (string)arguments[1]!),
            "nbaDrafts.has" => _tab.ContainsKey((string)arguments![0]!),
            "nbaDrafts.find" => new ComponentHost.FakeStream(_tab[(string)arguments![0]!]),
            "nbaDrafts.drop" => _tab.Remove((string)arguments![0]!),
            _ => null,
        };
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _console.DisposeAsync();

    [Fact]
    public async Task Theirs_InAChange_StandsWhereMineStood_AndTheRestOfMineStays()
    {
        var change = await WriteAsync(null, 3);
        var page = await OpenAsync($"&weight={_id}&change={change}");
        await page.Change(Number, "7");
        await page.Change("#weight-scope", "group/plans");
        await page.Until(_ => Drafts().Any(text => text.Contains("7", StringComparison.Ordinal)));
        await WriteAsync(change, 4);

        await page.Click(Save);
        await page.Click(TakeTheirs);

        (ValueOf(await page.Document(), Number), ValueOf(await page.Document(), "#weight-scope")).ShouldBe(("4", "group/plans"));
        (await page.Document()).QuerySelector(".draft-note").ShouldBeNull("nothing of before comes back");
        await page.Until(_ => Drafts() is [var text] && !text.Contains("7", StringComparison.Ordinal));
        await page.Click(Save);
        var saved = await ReadAsync(change, 0);
        (saved.Scope.Group, saved.Weight).ShouldBe(("plans", 4));
    }

    [Fact]
    public async Task Theirs_OfAChangePickedOnThePublishedPage_DoesNotClashAgain()
    {
        var change = await WriteAsync(null, 5);
        var page = await OpenAsync($"&weight={_id}");
        await page.Change(Number, "7");
        await page.Change(".add-to-change select", change);

        await page.Click(Save);
        await page.Click(TakeTheirs);

        ValueOf(await page.Document(), Number).ShouldBe("5");
        await page.Until(_ => Drafts().Length == 0);
        await page.Change(Number, "6");
        await page.Click(Save);
        (await ReadAsync(change, 0)).Weight.ShouldBe(6);
    }

    [Fact]
    public async Task Theirs_OfADeletion_LeavesTheWeight()
    {
        var change = await WriteAsync(null, 5);
        var page = await OpenAsync("");
        await page.Click(".weights .weight-do button");
        await page.Change(".delete-item select", change);

        await page.Click(".delete-item .button.primary");
        await page.Click(TakeTheirs);

        (await page.Document()).QuerySelector(".delete-item").ShouldBeNull();
        (await ReadAsync(change, 0)).Weight.ShouldBe(5);
    }

    [Fact]
    public async Task NewWeight_SavedIntoTheChangeThatIsShown_IsNoDraftAnyMore()
    {
        var change = await WriteAsync(null, 3);
        var page = await OpenAsync($"&weight=new&change={change}");
        await page.Change("#rule-text", "customer.age >= 60");
        await page.Until(_ => Drafts().Length == 1);

        await page.Click(Save);

        (await ReadAsync(change, 1)).When.ShouldBe("customer.age >= 60");
        Drafts().ShouldBeEmpty();
        await _console.Host.Navigate($"/levers?view=weights&weight=new&change={change}");
        await page.Until(document => document.QuerySelector("#rule-text") is not null);
        ValueOf(await page.Document(), "#rule-text").ShouldBe("");
        (await page.Document()).QuerySelector(".draft-note").ShouldBeNull();
    }

    [Fact]
    public async Task WeightMoved_WhileOneBeforeItIsDeleted_StaysMovedAndNoOtherIs()
    {
        var added = new[] { "customer.age >= 20", "customer.age >= 30", "customer.age >= 40" }.Select((when, place) => ItemWrites.Add("contextWeight", $"new-{place}", ItemWrites.Json(new ContextWeightDocument { When = when, Weight = 1.5 })));
        var change = (await Editor.PutAsync(new ItemsEdit(null, "Ages", [.. added]), Caller.Local)).Change.ShouldNotBeNull();
        var page = await OpenAsync($"&change={change}");
        await page.Change(".weights .lever-row:nth-child(3) .lever-number", "4");

        await page.Click(".weights .lever-row:nth-child(2) .weight-do button");
        await page.Click(".delete-item .button.primary");

        await page.Until(document => document.QuerySelectorAll(".weights .lever-row").Length == 3);
        (await page.Document()).QuerySelectorAll(".weights .lever-row").Select(row => (row.QuerySelector("code")!.TextContent, row.QuerySelector(".lever-number")!.GetAttribute("value")))
            .ShouldBe([("time.hour >= 18", "2"), ("customer.age >= 30", "4"), ("customer.age >= 40", "1.5")]);
        await page.Click(".lever-foot .button.primary");
        (await ReadAsync(change, 1)).Weight.ShouldBe(4);
        (await ReadAsync(change, 2)).Weight.ShouldBe(1.5);
    }

    private static string? ValueOf(IDocument document, string selector) => document.QuerySelector(selector)!.GetAttribute("value");

    private string[] Drafts() => [.. _tab.Where(kept => kept.Key.Contains(":weight:", StringComparison.Ordinal)).Select(kept => kept.Value)];

    private object Keep(string key, string text)
    {
        _tab[key] = text;
        return true;
    }

    private async Task<ComponentHost.Rendered> OpenAsync(string query)
    {
        await _console.Host.Navigate("/levers?view=weights" + query);
        return await _console.Host.Render<LeversPage>();
    }

    private async Task<ContextWeightDocument> ReadAsync(string change, int place) => (await Editor.OpenAsync(change))!.Document.ContextWeights[place];

    // What somebody else makes of the published weight.
    private async Task<string> WriteAsync(string? change, double weight)
    {
        var read = change is null ? _api.Engine.Policy!.Document.ContextWeights[0] : await ReadAsync(change, 0);
        var result = await Editor.PutAsync(new ItemsEdit(change, "Evenings", [ItemWrites.Edit("contextWeight", _id, ItemWrites.Json(read), ItemWrites.Json(read with { Weight = weight }))]), Caller.Local);
        return result.Change.ShouldNotBeNull();
    }

    /// <summary>A hub with one context weight; each test writes into a change of its own.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(
        () => ApiServer.StartAsync(ApiPolicy.Create() with { ContextWeights = [new() { When = "time.hour >= 18", Scope = new() { Objective = "grow" }, Weight = 2 }] }));
}
