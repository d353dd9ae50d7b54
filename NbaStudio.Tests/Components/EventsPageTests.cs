using NbaStudio.Components.Pages.Events;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class EventsPageTests
{
    [Fact]
    public async Task Catalogue_DeclaredSeenAndRaised_AreToldApart()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events");
        await page.Until(d => d.QuerySelectorAll(".event-types > li").Length == 3);
        var rows = (await page.Document()).QuerySelectorAll(".event-types > li");
        rows[0].TextContent.ShouldContain("412");
        rows[1].TextContent.ShouldContain("only seen");
        rows[2].TextContent.ShouldContain("raised by the hub");

        await page.Click(".event-types > li:nth-child(1) .fold");
        var details = (await page.Document()).QuerySelector(".event-details")!;
        details.TextContent.ShouldContain("required");
        details.QuerySelector(".tag.caution")!.TextContent.ShouldBe("differs", "a text where an amount is declared");
        details.QuerySelector(".declare").ShouldBeNull();
        await page.Click(".filters .segmented button:nth-child(2)");
        (await page.Document()).QuerySelectorAll(".event-types > li").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Declare_FromAnOpenChange_GoesIntoIt()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?change=spring");
        await page.Until(d => d.QuerySelector(".event-types") is not null);
        await page.Click(".event-types > li:nth-child(2) .fold");
        await page.Click(".declare .add-to-change .primary");

        await page.Until(d => d.QuerySelector(".declare .good-word[role=status] a[href='/publish?change=spring']") is not null);
        var put = console.Items.Puts.ShouldHaveSingleItem();
        put.Change.ShouldBe("spring");
        put.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(i => i.Kind.ShouldBe("event"), i => i.Id.ShouldBe("wishlist_added"), i => i.What.ShouldBe(ItemWriteKind.Add));
        console.Events.Calls.ShouldBeEmpty("no change of its own");
        (await page.Document()).QuerySelector(".declare .primary")!.GetAttribute("aria-disabled").ShouldBe("true", "it stands there now");
    }

    [Fact]
    public async Task Declare_MakesAChangeAndPublishesItByASecondClick()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events");
        await page.Until(d => d.QuerySelector(".event-types") is not null);
        await page.Click(".event-types > li:nth-child(2) .fold");
        await page.Click(".declare .primary");
        await page.Until(d => d.QuerySelector(".change-card .change-lines") is not null);
        console.Events.Calls.ShouldBe(["declare wishlist_added local"]);
        (await page.Document()).QuerySelector(".change-card")!.TextContent.ShouldContain("/changes/change1/publish");

        await page.Click(".change-card .primary");
        await page.Until(d => d.QuerySelector(".change-card .good-word b") is not null);
        (await page.Document()).QuerySelector(".change-card")!.TextContent.ShouldContain("revision 49");
        console.Events.Calls[^1].ShouldBe("publish change1 hash1 local");
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/events?view=triggers")]
    [InlineData("/events?view=timers")]
    public async Task Part_WhenReadingFailsOrNothingIsThere_SaysSo(string path)
    {
        await using var console = new ConsoleHost();
        console.Events.Fails = true;
        var page = await OpenAsync(console, path);
        await page.Until(d => d.QuerySelector(".error-card") is not null);
        (console.Events.Fails, console.Events.IsEmpty) = (false, true);
        await page.Click(".error-card button");
        await page.Until(d => d.QuerySelector(".empty-state") is not null);
    }

    [Fact]
    public async Task Triggers_ShowSentencesFunnelsRunsAndGoals()
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/events?view=triggers");
        await page.Until(d => d.QuerySelectorAll(".runs li").Length == 5 && d.QuerySelector("#goals-title") is not null);
        var document = await page.Document();
        var first = document.QuerySelector(".triggers > li")!;
        first.QuerySelector("p")!.TextContent.ShouldBe("「カートに追加」のあと45分以内に「購入」がないとき");
        first.QuerySelectorAll(".trigger-funnel b").Select(b => b.TextContent).ShouldBe(["120", "116", "86", "80", "9"]);
        first.QuerySelector(".funnel-lost")!.TextContent.ShouldBe("期間外4件、見送り30件");
        document.QuerySelectorAll(".runs button").Length.ShouldBe(1, "only what runs can be stopped");

        await page.Click(".runs button");
        console.Events.Calls.ShouldBe(["stop r2 local"]);
    }

    [Fact]
    public async Task Timers_ByStep_ShowCountsAndTheSoonest()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=timers");
        await page.Until(d => d.QuerySelectorAll(".soonest tbody tr").Length == 15);
        var document = await page.Document();
        document.QuerySelectorAll(".timer-figures dd").Select(d => d.TextContent).ShouldBe(["61", "1", "12"]);
        document.QuerySelector(".bucket-chart svg")!.GetAttribute("aria-label")!.ShouldContain("61 customers wait");
        document.QuerySelectorAll(".bucket-chart tbody tr").Length.ShouldBe(43, "the empty ones are left out of the table");
        document.QuerySelector(".soonest tbody tr")!.TextContent.ShouldContain("Overdue");
        await page.Click(".card-head .segmented button:nth-child(3)");
        await page.Until(d => d.QuerySelector(".bucket-chart .caption")!.TextContent.Contains("1 d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pattern_BuiltTestedAndSaved_GoesThroughAChange()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern");
        await page.Until(d => d.QuerySelector("#sentence-kind") is not null);
        (await page.Document()).QuerySelector(".journal-test .primary")!.HasAttribute("disabled").ShouldBeTrue();
        await page.Change("#sentence-kind", "Sequence");
        await page.Change("#part0-event", "cart_added");
        await page.Change("#part1-event", "purchase");
        (await page.Document()).QuerySelector(".reads")!.TextContent.ShouldBe("“Put in the cart”, then no “Purchase” within 45 min");

        await page.Click(".part-line ~ .condition-line .add");
        await page.Change("#part0-row0-property", "cart_value");
        await page.Change("#part0-row0-operator", "GreaterOrEqual");
        await page.Change("#part0-row0-value", "10000");
        (await page.Document()).QuerySelector(".same-text code")!.TextContent.ShouldBe("event \"cart_added\" where cart_value >= 10000 then not event \"purchase\" within 45m");

        await page.Change("#trigger-name", "carts");
        await page.Change(".checks input", true);
        await page.Change("#trigger-rest", "1d");
        await page.Click(".journal-test .primary");
        await page.Until(d => d.QuerySelectorAll(".matches tbody tr").Length == 10);
        console.Events.Calls[^1].ShouldStartWith("test 7 1.00:00:00 event \"cart_added\" where");
        (await page.Document()).QuerySelectorAll(".test-result > .caution-word").Length.ShouldBe(5);

        await page.Click(".settings-body .buttons .primary");
        await page.Until(d => d.QuerySelector(".change-card") is not null);
        var proposed = console.Events.Proposed!;
        (proposed.Name, proposed.CoolDown, proposed.Channels[0]).ShouldBe(("carts", "1d", "push"));
        await page.Click(".change-card .primary");
        await page.Until(d => d.QuerySelector(".change-card .good-word b") is not null);
        var published = await page.Document();
        published.QuerySelector(".change-card")!.TextContent.ShouldContain("revision 49");
        published.QuerySelectorAll(".matches tbody tr").Length.ShouldBe(10, "the test stays");
        await page.Click(".change-card .button");
        (await page.Document()).QuerySelector(".change-card").ShouldBeNull();
    }

    [Fact]
    public async Task Pattern_Conflict_KeepsWhatWasWritten()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left");
        await page.Until(d => d.QuerySelector("#sentence-amount") is not null);
        await page.Change("#sentence-amount", "30");
        console.Events.Conflicts = true;
        await page.Click(".settings-body .buttons .primary");
        await page.Until(d => d.QuerySelector(".change-card .bad-word") is not null);
        (await page.Document()).QuerySelector(".change-card")!.TextContent.ShouldContain("still here");

        console.Events.Conflicts = false;
        await page.Click(".change-card .primary");
        await page.Until(d => d.QuerySelector(".change-card") is null);

        (await page.Document()).QuerySelector("#sentence-amount")!.GetAttribute("value").ShouldBe("30");
        await page.Click(".settings-body .buttons .primary");
        console.Events.Proposed!.Pattern!.ShouldEndWith("within 30m");
        console.Events.Proposed.FollowUps.ShouldBe(["cart-unopened"], "what the page does not show stays");
    }

    [Fact]
    public async Task Pattern_StalePublication_OffersToMakeTheChangeAgain()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left");
        await page.Until(d => d.QuerySelector("#sentence-amount") is not null);
        await page.Click(".settings-body .buttons .primary");
        await page.Until(d => d.QuerySelector(".change-card .change-lines") is not null);
        console.Events.Conflicts = true;
        await page.Click(".change-card .primary");
        await page.Until(d => d.QuerySelector(".change-card .bad-word") is not null);
        console.Events.Conflicts = false;
        await page.Click(".change-card .primary");

        await page.Until(d => d.QuerySelector(".change-card .bad-word") is null);
        console.Events.Calls.ShouldBe(["propose cart-left", "publish change1 hash1 local", "propose cart-left"]);
    }

    [Fact]
    public async Task Pattern_WrongText_ShowsTheMistakeInTheLanguageOfThePage()
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left");
        await page.Until(d => d.QuerySelector("#sentence-kind") is not null);
        await page.Click(".card-head .segmented button:nth-child(2)");
        await page.Input("#pattern-text", "event \"cart_added\" where cart_valeu > 3");
        var issue = (await page.Document()).QuerySelector(".pattern-issues li")!;
        issue.TextContent.ShouldContain("名前が見つかりません");
        issue.QuerySelector("code")!.TextContent.ShouldBe("cart_valeu");
        issue.TextContent.ShouldContain("cart_value");

        await page.Input("#pattern-text", "event \"cart_added\" whre");
        await page.Click(".card-head .segmented button:nth-child(1)");
        (await page.Document()).QuerySelector(".unread").ShouldNotBeNull();
        await page.Click(".unread .button");
        (await page.Document()).QuerySelector("#pattern-text")!.GetAttribute("value").ShouldBe("event \"cart_added\" whre");
    }

    [Fact]
    public async Task Pattern_EditedInSentenceTextAndSettings_IsUndoneStepByStep()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left");
        await page.Until(d => d.QuerySelector("#sentence-kind") is not null);
        (await page.Document()).QuerySelector("[data-undo]")!.HasAttribute("disabled").ShouldBeTrue("nothing was edited");
        var before = Text(await page.Document());
        await page.Change("#trigger-label", "Left behind");
        await page.Change("#trigger-rest", "3d");
        await page.Click(".card-head .segmented button:nth-child(2)");
        await page.Input("#pattern-text", "event  \"cart_added\" where");

        await page.Click("[data-undo]");
        Text(await page.Document()).ShouldBe(before);
        await page.Click("[data-undo]");
        await page.Click("[data-undo]");
        (await page.Document()).QuerySelector("#trigger-label")!.GetAttribute("value").ShouldNotBe("Left behind");
        (await page.Document()).QuerySelector("[data-undo]")!.HasAttribute("disabled").ShouldBeTrue("this is how it began");
        await page.Click("[data-redo]");
        await page.Click("[data-redo]");
        await page.Click("[data-redo]");
        (await page.Document()).QuerySelector("#pattern-text")!.GetAttribute("value").ShouldBe("event  \"cart_added\" where", "as it was typed");
        (await page.Document()).QuerySelector("#trigger-label")!.GetAttribute("value").ShouldBe("Left behind");

        static string? Text(AngleSharp.Dom.IDocument document) => document.QuerySelector("#pattern-text")?.GetAttribute("value") ?? document.QuerySelector(".same-text code")?.TextContent;
    }

    [Fact]
    public async Task Test_CancelledOrFailing_SaysSo()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left");
        await page.Until(d => d.QuerySelector(".journal-test .primary") is not null);
        console.Events.Hold = new TaskCompletionSource();
        var run = page.Click(".journal-test .primary");
        await page.Until(d => d.QuerySelector("[role=progressbar]") is { } bar && bar.GetAttribute("aria-valuenow") == "25");
        await page.Click(".journal-test .button");
        await run;
        await page.Until(d => d.QuerySelector(".journal-test .nothing") is not null);
        (await page.Document()).QuerySelector(".journal-test .nothing")!.TextContent.ShouldStartWith("Cancelled");

        (console.Events.Hold, console.Events.Fails) = (null, true);
        await page.Click(".journal-test .primary");
        await page.Until(d => d.QuerySelector(".journal-test .nothing")?.TextContent.StartsWith("The test did not run", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Pattern_OfAnUnknownTrigger_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=nothing");
        await page.Until(d => d.QuerySelector(".empty-state a") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("nothing");
    }

    [Fact]
    public async Task Pattern_InAChange_GoesIntoThatChange_AndEveryLinkStaysInIt()
    {
        await using var console = new ConsoleHost();
        var demo = NbaStudio.Demo.Policy.DemoPolicy.Create();
        var draft = demo with { Triggers = [.. demo.Triggers, demo.Triggers.First(t => t.Pattern is not null) with { Name = "fresh", Key = null, Label = new Dictionary<string, string> { ["en"] = "Fresh one" } }] };
        console.Items.Draft = NbaStudio.Engine.Policies.PolicyCompiler.Compile(draft, 48, ConsoleSamples.Noon).Snapshot.ShouldNotBeNull();
        var page = await OpenAsync(console, "/events?view=triggers&change=spring");
        await page.Until(d => d.QuerySelector(".trigger-name") is not null);
        var document = await page.Document();
        document.QuerySelector(".rule-reach")!.TextContent.ShouldContain("saved into this change");
        document.QuerySelectorAll(".rule-reach")[1].QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldContain("/events?view=pattern&trigger=fresh&change=spring");
        document.QuerySelector(".trigger-name")!.GetAttribute("href")!.ShouldEndWith("&change=spring");
        document.QuerySelectorAll(".page-tabs a").ShouldAllBe(a => a.GetAttribute("href")!.EndsWith("change=spring", StringComparison.Ordinal));

        await console.Host.Navigate("/events?view=pattern&trigger=cart-left&change=spring");
        await page.Until(d => d.QuerySelector("#sentence-amount") is not null);
        await page.Change("#sentence-amount", "30");
        await page.Click(".settings-body .buttons .primary");
        await page.Until(d => d.QuerySelector(".settings-body .good-word a") is not null);
        console.Events.Calls[^1].ShouldBe("put cart-left into spring");
        console.Events.Proposed!.Pattern!.ShouldEndWith("within 30m");
        (await page.Document()).QuerySelector(".settings-body .good-word a")!.GetAttribute("href").ShouldBe("/publish?change=spring");
        (await page.Document()).QuerySelector(".change-card").ShouldBeNull("it is published with the rest of the change");

        console.Events.Conflicts = true;
        await page.Change("#sentence-amount", "20");
        await page.Click(".settings-body .buttons .primary");
        await page.Until(d => d.QuerySelector(".settings-body [role=alert]") is not null);
    }

    [Fact]
    public async Task Page_OfAChangeThatIsNotThere_ShowsWhatIsInForceAndSaysSo()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern&trigger=cart-left&change=gone");
        await page.Until(d => d.QuerySelector("#sentence-amount") is not null);
        (await page.Document()).QuerySelector(".rule-reach")!.TextContent.ShouldContain("is not there");
        await page.Click(".settings-body .buttons .primary");
        console.Events.Calls[^1].ShouldBe("propose cart-left");
    }

    [Fact]
    public async Task Tabs_WhileAPatternIsWritten_KeepIt()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/events?view=pattern");
        await page.Until(d => d.QuerySelector("#part0-event") is not null);
        await page.Change("#part0-event", "purchase");
        await console.Host.Navigate("/events?view=timers");
        await page.Until(d => d.QuerySelector(".soonest") is not null);
        await console.Host.Navigate("/events?view=pattern");
        await page.Until(d => d.QuerySelector("#part0-event")?.GetAttribute("value") == "purchase");
    }

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console, string path)
    {
        await console.Host.Navigate(path);
        return await console.Host.Render<EventsPage>();
    }
}
