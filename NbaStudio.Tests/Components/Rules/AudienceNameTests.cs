using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components.Rules;

/// <summary>Audiences have a name in each language, edited like everything else into a change; rules go on writing the one they know.</summary>
public sealed class AudienceNameTests : IAsyncLifetime
{
    private ApiServer _api = null!;
    private ConsoleHost _console = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiServer.StartAsync(ApiPolicy.Create() with
        {
            Languages = ["en", "ja"],
            Audiences = [new() { Name = "everybody", Label = new Dictionary<string, string> { ["en"] = "Everybody", ["ja"] = "全員" }, When = "true" }],
            Triggers =
            [
                .. ApiPolicy.Create().Triggers, new() { Name = "tuesdays", Schedule = "every tuesday at 10:00", Audience = "everybody", Channels = ["mail"], ValidFor = "2h" },
            ],
        });
        _console = new ConsoleHost("ja", services => services.AddSingleton(_api.Engine).AddSingleton(_api.Get<IItemEditor>()).AddSingleton(_api.Get<IChangeBoard>()).AddSingleton(_api.Get<IRuleDesk>()));
    }

    public async Task DisposeAsync()
    {
        await _console.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Label_IsShownWhereverTheAudienceIsNamed()
    {
        (await _api.Get<ICalendarReader>().ReadAsync(new CalendarQuestion(new DateOnly(2026, 11, 1), CalendarSpan.Month, null), "ja"))!.Rows.Single(r => r.Sort == CalendarSort.Schedule).About.ShouldContain("全員");
        _api.Get<IScheduleReader>().Read("ja").Schedules.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.AudienceLabel.ShouldBe("全員"), s => s.Audience.ShouldBe("everybody"));
        _api.Get<IRuleDesk>().ReadNamed(_api.Engine.Policy!, "en").Single(n => n.Kind == "audience").Label.ShouldBe("Everybody");
        (await _api.GetAsync("/api/v1/schedules")).Body.GetProperty("schedules")[0].GetProperty("audience").GetString().ShouldBe("everybody", "programs know it by its name");
    }

    [Fact]
    public async Task Label_OfAnAudience_IsEditedIntoAChange()
    {
        var page = await _console.Host.Render<AudiencesPage>();
        await page.Until(d => d.QuerySelectorAll(".audience-table tbody tr").Any(row => row.QuerySelector("th a")!.TextContent == "全員"));
        var rows = (await page.Document()).QuerySelectorAll(".audience-table tbody tr").ToList();
        var at = rows.FindIndex(row => row.QuerySelector("th a")!.TextContent == "全員") + 1;

        await page.Click($".audience-table tbody tr:nth-child({at}) th button");
        await page.Until(d => d.QuerySelectorAll(".audience-label input").Length == 2);
        (await page.Document()).QuerySelector(".audience-label .primary")!.HasAttribute("aria-disabled").ShouldBeTrue("nothing is changed yet");
        await page.Change(".audience-label label:nth-of-type(2) input", "みんな");
        await page.Until(d => d.QuerySelector(".audience-label .primary:not([aria-disabled])") is not null);
        await page.Click(".audience-label .primary");
        await page.Until(d => d.QuerySelector(".audience-label") is null);

        var change = (await _api.Get<NbaStudio.Data.ChangeStore>().ListAsync()).ShouldHaveSingleItem();
        (await _api.Get<IItemEditor>().OpenAsync(change.Id))!.Document.Audiences.Single().Label.ShouldBe(new Dictionary<string, string> { ["en"] = "Everybody", ["ja"] = "みんな" }, ignoreOrder: true);
    }

    [Fact]
    public async Task New_GetsItsNameInRulesFromTheFirstLabel()
    {
        var page = await _console.Host.Render<AudiencesPage>();
        await page.Until(d => d.QuerySelector("#audience-name") is not null);
        await page.Change(".audience-new label:nth-of-type(1) input", "Young");
        await page.Change(".audience-new label:nth-of-type(2) input", "若者");
        (await page.Document()).QuerySelector("#audience-name")!.GetAttribute("value").ShouldBe("Young");
        await page.Change("#audience-when", "customer.age < 30");
        await page.Until(d => d.QuerySelector(".audience-new .primary:not([aria-disabled])") is not null);
        await page.Click(".audience-new .primary");

        await page.Until(_ => _api.Get<NbaStudio.Data.ChangeStore>().ListAsync().Result.Count == 1);
        var change = (await _api.Get<NbaStudio.Data.ChangeStore>().ListAsync()).Single();
        var made = (await _api.Get<IItemEditor>().OpenAsync(change.Id))!.Document.Conditions.Single(c => c.Name == "Young");
        made.Label!["ja"].ShouldBe("若者");
    }
}
