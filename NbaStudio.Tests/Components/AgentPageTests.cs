using System.Reflection;
using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Access;
using NbaStudio.Components.Layout;
using NbaStudio.Components.Pages.Agent;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class AgentPageTests
{
    private const string Leaving = "I want to cancel my contract and move to another operator";
    private static readonly Caller Agent = Caller.ForAccount("the-agent", "a", Roles.ScopesOf([Roles.Agent]));

    [Fact]
    public async Task Page_OfACustomer_ShowsOfferPointsAndWhatElse()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);

        var document = await page.Document();
        document.QuerySelector(".call-name")!.TextContent.ShouldBe("3 months half price");
        document.QuerySelector(".call-say")!.GetAttribute("lang").ShouldBe("ja", "what is said is in the customer's language");
        document.QuerySelectorAll(".call-say li").Length.ShouldBe(2);
        document.QuerySelectorAll(".call-others li").Length.ShouldBe(3);
        document.QuerySelector(".call-not")!.TextContent.ShouldContain("5G handset");
        document.QuerySelectorAll(".call-history li").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Note_ThatTellsTheIntent_DecidesAgainWithIt()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);

        await page.Input("#note", Leaving);

        await page.Until(document => document.QuerySelectorAll(".call-history li").Length == 2);
        console.Agent.Questions[^1].Context["intent"].ShouldBe("cancellation");
        (await page.Document()).QuerySelector(".call-history b")!.TextContent.ShouldContain("is now");
        var asked = console.Agent.Questions.Count;
        await page.Input("#note", Leaving + ".");
        console.Agent.Questions.Count.ShouldBe(asked, "nothing else was read, so nothing is decided again");
    }

    [Fact]
    public async Task Pick_OfAnIntent_CountsBeforeTheReading()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        await page.Input("#note", Leaving);

        await page.Change("#pick-intent", "billing");

        await page.Until(document => document.QuerySelectorAll(".call-history li").Length == 3);
        console.Agent.Questions[^1].Context["intent"].ShouldBe("billing");
        await page.Change("#pick-intent", "");
        console.Agent.Questions[^1].Context["intent"].ShouldBe("cancellation");
    }

    [Theory]
    [InlineData(1, AgentAnswer.Accept)]
    [InlineData(2, AgentAnswer.Later)]
    [InlineData(3, AgentAnswer.Decline)]
    public async Task Answer_IsRecordedAndTheNextOfferComesAtOnce(int button, AgentAnswer expected)
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);

        await page.Click($".call-answers button:nth-child({button})");

        await page.Until(document => document.QuerySelector(".call-name")!.TextContent == "Loyalty 10%");
        var (action, answer, question) = console.Agent.Answers.ShouldHaveSingleItem();
        (action, answer).ShouldBe(("3 months half price", expected));
        question.SetAside.ShouldBeEmpty();
        console.Agent.Questions[^1].SetAside.ShouldBe(["3 months half price"]);
        (await page.Document()).QuerySelector(".call-history .caption")!.TextContent.ShouldContain("Loyalty 10% leads");
    }

    [Fact]
    public async Task Answer_ThatWasOvertaken_IsNotClaimed()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        console.Agent.IsOvertaken = true;

        await page.Click(".call-answers button");

        await page.Until(document => document.QuerySelector(".call-offer [role=alert]") is not null);
        console.Agent.Answers.ShouldBeEmpty();
        (await page.Document()).QuerySelector(".call-name")!.TextContent.ShouldBe("3 months half price");
    }

    [Fact]
    public async Task Page_WhenTheHubFails_KeepsWhatWasTyped()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console);
        console.Agent.Fails = true;

        await page.Input("#note", Leaving);

        await page.Until(document => document.QuerySelector(".error-card") is not null);
        console.Agent.Fails = false;
        await page.Click(".error-card button");
        await page.Until(document => document.QuerySelector(".error-card") is null);
        console.Agent.Questions[^1].Context["intent"].ShouldBe("cancellation");
    }

    [Fact]
    public async Task Start_ListsAFewAndFindsByName()
    {
        await using var console = new ConsoleHost();
        console.Viewer.Become(Agent);
        var page = await console.Host.Render<AgentPage>();
        await page.Until(document => document.QuerySelectorAll(".callers li").Length == 8);

        await page.Input(".call-search input", "Mei");

        await page.Until(document => document.QuerySelectorAll(".callers li").Length == 1);
        (await page.Document()).QuerySelector(".callers a")!.GetAttribute("href").ShouldBe("/agent/kw-004184");
    }

    [Fact]
    public async Task Page_WithoutAChannelOrACustomer_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<AgentPage>(new Dictionary<string, object?> { ["CustomerId"] = "nobody" });
        await page.Until(document => document.QuerySelector(".call-unknown") is not null);
        console.Agent.HasNoChannel = true;
        var without = await console.Host.Render<AgentPage>();
        await without.Until(document => document.QuerySelector(".empty-state") is not null);
        (await without.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("kind agent");
    }

    [Fact]
    public async Task SideBar_OfAnAgent_HasTheDeskAndTheGlossary()
    {
        await using var console = new ConsoleHost();
        console.Viewer.Become(Agent);

        var bar = await console.Host.Render<SideBar>();

        (await bar.Document()).QuerySelectorAll("ul a").Select(a => a.GetAttribute("href")).ShouldBe(["/agent", "/glossary"]);
    }

    [Fact]
    public void Pages_ThatAnAgentMayOpen_AreTheDeskOneCustomerTheGlossaryAndTheOwnAccount()
    {
        var pages = typeof(AgentPage).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute)) && !t.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute)) && t.Name != "NotFound");

        pages.Where(p => (p.GetCustomAttribute<PageScopeAttribute>()?.Scope ?? Scopes.Read) is var scope && (scope.Length == 0 || Agent.Has(scope))).Select(p => p.Name).Order()
            .ShouldBe(["AgentPage", "CustomerPage", "GlossaryPage", "OwnAccountPage"]);
    }

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console)
    {
        console.Viewer.Become(Agent);
        var page = await console.Host.Render<AgentPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await page.Until(document => document.QuerySelector(".call-name") is not null);
        return page;
    }
}
