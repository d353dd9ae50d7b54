using NbaStudio.Components.Pages.Customers;
using NbaStudio.Components.Pages.Decisions;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class ReaderPagesTests
{
    [Fact]
    public async Task CustomersPage_WhenReadingFails_SaysSoAndRetries()
    {
        await using var console = new ConsoleHost();
        console.Readers.Fails = true;
        var page = await console.Host.Render<CustomersPage>();
        await page.Until(document => document.QuerySelector(".error-card") is not null);
        console.Readers.Fails = false;
        await page.Click(".error-card button");
        await page.Until(document => document.QuerySelectorAll("tbody tr").Length == 25);
        (await page.Document()).QuerySelector(".page-sub")!.TextContent.ShouldBe("60 customers");
    }

    [Fact]
    public async Task CustomerPage_OfAnUnknownId_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "<nobody>" });
        await page.Until(document => document.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("No customer has the id \"<nobody>\".");
    }

    [Theory]
    [InlineData("en", "Granted", "E-mail, marketing", "source: the customer unsubscribed", "source: form, proof: F-3, sent by key:crm", "nothing changed")]
    [InlineData("ja", "同意", "メール(マーケティング)", "出所：顧客による配信停止", "出所：form、証跡：F-3、送信者：key:crm", "変わりませんでした")]
    public async Task CustomerPage_HistoryOfConsent_IsReadWhenAskedForAndPaged(string language, string granted, string what, string left, string sent, string older)
    {
        await using var console = new ConsoleHost(language);
        var mail = new LiveChannel("email", "email", new LocalizedText("email", new Dictionary<string, string> { ["en"] = "E-mail", ["ja"] = "メール" }));
        console.Readers.Consents.Add(new(mail, "marketing", false, ConsoleSamples.Noon, ConsoleSamples.Noon, "unsubscribe", null, null, true));
        console.Readers.Consents.AddRange(Enumerable.Range(1, 11).Select(i => new ConsentEntry(mail, "marketing", true, ConsoleSamples.Noon.AddDays(-i), ConsoleSamples.Noon.AddDays(-i), "form", $"F-{i}", "key:crm", i < 11)));
        var page = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await page.Until(d => d.QuerySelector(".consent-history button") is not null);
        (await page.Document()).QuerySelectorAll(".consent-history li").ShouldBeEmpty("nobody asked yet");

        await page.Click(".consent-history button");
        await page.Until(d => d.QuerySelectorAll(".consent-history li").Length == 10);
        var rows = (await page.Document()).QuerySelectorAll(".consent-history li");
        rows[0].TextContent.ShouldContain(left);
        rows[3].TextContent.ShouldContain(granted);
        rows[3].QuerySelector("b")!.TextContent.ShouldBe(what);
        rows[3].QuerySelector(".consent-how")!.TextContent.ShouldBe(sent);

        await page.Click(".consent-history > button:last-child");
        await page.Until(d => d.QuerySelectorAll(".consent-history li").Length == 12);
        (await page.Document()).QuerySelectorAll(".consent-history li")[^1].TextContent.ShouldContain(older);
        (await page.Document()).QuerySelectorAll(".consent-history > button").Length.ShouldBe(1, "there is no more");
    }

    [Fact]
    public async Task CustomerPage_OfAKnownId_ExplainsWhyAndWhyNot()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await page.Until(document => document.QuerySelectorAll(".candidate").Length == 10);
        var document = await page.Document();
        document.QuerySelector(".slide-rule")!.GetAttribute("aria-label")!.ShouldEndWith("priority 2,258");
        document.QuerySelectorAll(".equation .price").Single().TextContent.ShouldBe("− 12");
        document.QuerySelectorAll(".made-of").ShouldHaveSingleItem().TextContent.ShouldBe("V is made of: engagement 8.4% × ¥11,750; harm 0.20% × −¥23,100");
        document.QuerySelector(".fields")!.TextContent.ShouldContain("¥4,280");
        document.QuerySelectorAll(".next-best li").Length.ShouldBe(4);
    }

    [Fact]
    public async Task CustomerPage_Erasing_AsksFirstAndNamesWhom()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await page.Until(document => document.QuerySelector("#erase-customer") is not null);
        var document = await page.Document();
        document.QuerySelector("a[download]")!.GetAttribute("href").ShouldBe("/api/v1/customers/kw-004182/export");
        document.QuerySelector("#erase-customer h2")!.TextContent.ShouldStartWith("Erase ");
        console.Readers.Erased.ShouldBeEmpty();

        await page.Click("#erase-customer .danger");

        console.Readers.Erased.ShouldBe(["kw-004182"]);
    }

    [Fact]
    public async Task CustomerPage_ChoosingAChannel_ExplainsThePreviewAndGoesBack()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<CustomerPage>(new Dictionary<string, object?> { ["CustomerId"] = "kw-004182" });
        await page.Until(document => document.QuerySelectorAll(".next-best li").Length == 4);
        (await page.Document()).QuerySelector("#why-title")!.TextContent.ShouldBe("Why this, why not the others");

        await page.Click(".next-best li:nth-child(2) button");

        var preview = await page.Document();
        preview.QuerySelector("#why-title")!.TextContent.ShouldBe("What would be decided now");
        preview.QuerySelector(".next-best .on")!.TextContent.ShouldContain("Renew early");
        preview.QuerySelector(".why .card-foot")!.TextContent.ShouldContain("nothing was recorded or sent");
        preview.QuerySelector(".why a[href^='/decisions/']").ShouldBeNull();

        await page.Click(".why .card-foot button:not(.help-tip)");
        (await page.Document()).QuerySelector(".why a[href='/decisions/d-0']").ShouldNotBeNull();
    }

    [Fact]
    public async Task DecisionPage_Replay_SaysWhetherItIsIdentical()
    {
        await using var console = new ConsoleHost("ja");
        var page = await console.Host.Render<DecisionPage>(new Dictionary<string, object?> { ["DecisionId"] = "d-0" });
        await page.Until(document => document.QuerySelector(".fields") is not null);
        await page.Click(".page-head .button");
        await page.Until(document => document.QuerySelector(".tag.good") is not null);
        (await page.Document()).QuerySelector(".tag.good")!.TextContent.ShouldContain("同じ結果");
    }

    [Theory]
    [InlineData("today", "With today's policy")]
    [InlineData("change:spring", "With the change “spring”")]
    public async Task DecisionPage_ReplayUnderAnotherPolicy_ShowsBothSidesAndWhy(string way, string title)
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<DecisionPage>(new Dictionary<string, object?> { ["DecisionId"] = "d-0" });
        await page.Until(document => document.QuerySelector(".page-head select") is not null);
        (await page.Document()).QuerySelectorAll(".page-head option").Select(o => o.TextContent).ShouldBe(["As recorded", "With today's policy", "With the change “Spring <offers>”", "With the change “Fewer e-mails”"]);

        await page.Change(".page-head select", way);
        await page.Click(".page-head button:not(.help-tip)");
        await page.Until(document => document.QuerySelector(".replay-card") is not null);

        var document = await page.Document();
        document.QuerySelector("#replay-title")!.TextContent.ShouldBe(title);
        document.QuerySelectorAll(".replay-row.other .equation").Length.ShouldBe(2);
        document.QuerySelector(".replay-card")!.TextContent.ShouldContain("Lost <now>.");
        document.QuerySelector(".replay-card .models-foot")!.TextContent.ShouldContain("Age");
        var listed = document.QuerySelectorAll(".replay-slots")[1].ChildElementCount;
        await page.Click(".replay-card .show-more");
        (await page.Document()).QuerySelectorAll(".replay-slots")[1].ChildElementCount.ShouldBeGreaterThan(listed);
    }
}
