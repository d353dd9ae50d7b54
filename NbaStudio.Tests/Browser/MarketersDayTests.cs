using System.Text;
using System.Text.Json;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Browsing;

/// <summary>
/// A marketer's day from an empty workspace, on the real program: three people in three browsers, by pages only. Customers, decisions and outcomes are no page's work: they go over the API with the key that the
/// Settings page made.
/// The figures of the test's output stand in docs/marketers-day.md.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class MarketersDayTests(Support.Browser browser, ITestOutputHelper output) : IAsyncLifetime
{
    private const int MostClicks = 81;
    private readonly DayLog _day = new(output);
    private DayPages _pages = null!;
    private StudioServer _server = null!;
    private string _key = "";
    private int _asked;

    public async Task InitializeAsync()
    {
        _server = await StudioServer.StartAsync("--Nba:Demo=false");
        _pages = new DayPages(_day);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Day_FromAnEmptyWorkspace_EndsWithTheRightDecisions()
    {
        var admin = await browser.OpenAsync(_server.Origin, "/set-up");
        List<string> faults = [];
        foreach (var look in PageLook.Of("en").Reverse())
        {
            faults.AddRange(await look.FaultsAsync(admin, "set-up"));
        }

        faults.ShouldBeEmpty(string.Join("\n", faults));
        await _day.StepAsync("Set up the first account, sign in", () => _pages.SetUpAsync(admin, _server.Log.Lines));
        await _day.StepAsync("Currency, languages, attributes and channel by the guide; publish", () => _pages.FoundAsync(admin));
        var (forMia, forPaul) = ("", "");
        await _day.StepAsync("Invite a marketer and an approver", async () => (forMia, forPaul) = (await _pages.InviteAsync(admin, "mia", "Marketer"), await _pages.InviteAsync(admin, "paul", "Approver")));
        await _day.StepAsync("Make an API key", async () => _key = await _pages.MakeKeyAsync(admin));
        await KnowCustomersAsync();
        (await DecideAsync("ann")).GetProperty("silence").ValueKind.ShouldBe(JsonValueKind.Object, "there is nothing to say yet");

        var mia = await browser.OpenAsync(_server.Origin, new Uri(forMia).PathAndQuery);
        var paul = await browser.OpenAsync(_server.Origin, new Uri(forPaul).PathAndQuery);
        await _day.StepAsync("Marketer and approver set their passwords, sign in", async () =>
        {
            await _pages.EnterAsync(mia, "mia");
            await _pages.EnterAsync(paul, "paul");
        });

        await _day.StepAsync("Objective, group and action with value", () => _pages.BuildActionAsync(mia));
        await _day.StepAsync("Content in English and Japanese", () => _pages.WriteContentAsync(mia, "Upgrade now, {{customer.first_name}}", "今すぐアップグレード、{{customer.first_name}}さん"));
        await _day.StepAsync("Eligibility rule: 18 and older", () => _pages.WriteRuleAsync(mia));
        await _day.StepAsync("Copy as a second action, lever 0.5, its own content", () => _pages.CopyActionAsync(mia));
        await _day.StepAsync("Cap: seen three times in 7 days", () => _pages.CapAsync(mia));
        await _day.StepAsync("Submit", () => _pages.SubmitAsync(mia));
        await _day.StepAsync("Approver reads, compares, approves, publishes", () => _pages.ApproveAsync(paul, 3, ["customer.age >= 18", "今すぐアップグレード", "Family plan", "limit: 3"], "No decision could be compared"));

        var before = await ChosenAsync("ann", "upgrade", 3);
        before.GetProperty("content").GetProperty("subject").GetString().ShouldBe("Upgrade now, Ann");
        (await ChosenAsync("aoi", "upgrade", 3)).GetProperty("content").GetProperty("subject").GetString().ShouldBe("今すぐアップグレード、葵さん");
        (await DecideAsync("kid")).GetProperty("silence").ValueKind.ShouldBe(JsonValueKind.Object, "the rule asks for 18");
        await HearAsOftenAsTheCapLetsAsync("tom");

        await _day.StepAsync("Lever of the second action to 3, submit", () => _pages.PullLeverAsync(mia));
        await _day.StepAsync("Approver compares, approves, publishes", () => _pages.ApproveAsync(paul, 4, ["Family plan", "lever: 0.5 → 3.0"], "of decisions would turn out differently"));
        var turned = await ChosenAsync("ann", "family-plan", 4);
        turned.GetProperty("lever").GetDouble().ShouldBe(3);
        turned.GetProperty("content").GetProperty("subject").GetString().ShouldBe("Bring the family, Ann");

        await _day.StepAsync("Roll back", () => _pages.RollBackAsync(paul));
        var after = await ChosenAsync("ann", "upgrade", 5);
        after.GetProperty("priority").GetDouble().ShouldBe(before.GetProperty("priority").GetDouble(), 1e-9);
        _day.WriteTotal();
        await admin.Locator(".brand").ClickAsync();
        await admin.Locator(".kpis").WaitForAsync();
        await Poll.UntilAsync(async () => await admin.Locator(".start-card").CountAsync() == 0);
        // Seconds are measured, not judged: a busy machine is no mistake of a page. Clicks are the pages' own.
        _day.Clicks.ShouldBeLessThanOrEqualTo(MostClicks);
        foreach (var page in new[] { admin, mia, paul })
        {
            await page.Context.CloseAsync();
        }
    }

    private async Task KnowCustomersAsync()
    {
        foreach (var (id, name, age, language) in new[] { ("ann", "Ann", 41, "en"), ("aoi", "葵", 33, "ja"), ("kid", "Kim", 15, "en"), ("tom", "Tom", 52, "en") })
        {
            await CallAsync(HttpMethod.Put, "/api/v1/customers/" + id, $$"""{"attributes":{"first_name":"{{name}}","age":{{age}},"fee":3000},"language":"{{language}}"}""");
        }
    }

    private Task<JsonElement> DecideAsync(string customer) =>
        CallAsync(HttpMethod.Post, "/api/v1/decisions", $$"""{"requestId":"view-{{++_asked}}","customerId":"{{customer}}","channel":"web","placements":[{"name":"hero"}]}""");

    private async Task<JsonElement> ChosenAsync(string customer, string action, int revision)
    {
        var decision = await DecideAsync(customer);
        decision.GetProperty("revision").GetInt32().ShouldBe(revision);
        var chosen = decision.GetProperty("actions").EnumerateArray().ShouldHaveSingleItem();
        chosen.GetProperty("action").GetString().ShouldBe(action);
        return chosen;
    }

    // The cap lets three through that were seen, and not a fourth.
    private async Task HearAsOftenAsTheCapLetsAsync(string customer)
    {
        for (var i = 0; i < 3; i++)
        {
            var token = (await ChosenAsync(customer, "upgrade", 3)).GetProperty("trackingToken").GetString();
            await CallAsync(HttpMethod.Post, "/api/v1/outcomes", $$"""{"trackingToken":"{{token}}","outcome":"impression"}""");
        }

        (await DecideAsync(customer)).GetProperty("silence").ValueKind.ShouldBe(JsonValueKind.Object, "it was seen three times");
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = (await _server.SendAsync(method, path, content, ("X-Api-Key", _key))).Response;
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }
}
