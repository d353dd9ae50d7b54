using NbaStudio.Components.Pages.Actions;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class ActionsPageTests
{
    [Fact]
    public async Task Edit_OfAnAction_GoesIntoTheChosenChangeWithWhatWasSeen()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");

        await page.Input("#f-value", "1200");
        await page.Change("#f-lever", "1.5");
        await page.Click(".item-form .segmented button:nth-child(2)");
        await page.Change(".item-foot .edit-change select", "spring");
        await page.Until(d => !d.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled"));
        await page.Click(".item-foot .primary");

        var put = console.Actions.Puts.ShouldHaveSingleItem();
        (put.Change, put.NewName).ShouldBe(("spring", "Edit of 3 months half"));
        put.Items.ShouldHaveSingleItem().Fields.ShouldBe([new("lever", "1.2", "1.5"), new("value", "\"customer.monthly_fee * 12 * 0.3\"", "\"1200\""), new("paused", null, "true")], ignoreOrder: true);
    }

    [Fact]
    public async Task Mistakes_StandAtTheirFieldsAndKeepItFromBeingSaved()
    {
        await using var console = new ConsoleHost();
        console.Actions.Check = ItemCheck.Clean with { Notes = [new ItemNote("action", "half", "validTo", true, "The end is before the start.", "later"), new ItemNote("action", "half", "value", false, "Looks <odd>.", null)] };
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");

        await page.Input("#f-value", "12");

        await page.Until(d => d.QuerySelector("#f-validTo-notes") is not null);
        var document = await page.Document();
        document.QuerySelector("#f-validTo")!.GetAttribute("aria-invalid").ShouldBe("true");
        document.QuerySelector("#f-validTo")!.GetAttribute("aria-describedby").ShouldBe("f-validTo-notes");
        document.QuerySelector("#f-value-notes")!.TextContent.ShouldContain("Looks <odd>.");
        document.QuerySelector("#f-value")!.HasAttribute("aria-invalid").ShouldBeFalse();
        document.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled").ShouldBeTrue();
    }

    [Theory]
    [InlineData("retain", "objective", "retain")]
    [InlineData("retain/stay", "group", "stay")]
    [InlineData("retain/stay/half/push", "treatment", "push")]
    public async Task StateAndDates_OfEveryLevel_AreWrittenAndRestoredWithOneClick(string path, string kind, string id)
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=" + Uri.EscapeDataString(path), ".item-form");

        await page.Click(".item-form .item-field .segmented button:last-child");
        (await page.Document()).QuerySelector(".item-tools")!.TextContent.ShouldContain("Restore");
        await page.Click(".item-tools .link:last-child");
        (await page.Document()).QuerySelector(".item-head")!.TextContent.ShouldNotContain("not in a change yet");
        await page.Click(".item-form .item-field .segmented button:nth-child(2)");
        await page.Change("#f-validTo", "2026-12-24T18:00");
        await page.Until(d => !d.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled"));
        await page.Click(".item-foot .primary");

        var item = console.Actions.Puts.ShouldHaveSingleItem().Items.ShouldHaveSingleItem();
        (item.Kind, item.Id).ShouldBe((kind, id));
        item.Fields.ShouldBe([new("paused", null, "true"), new("validTo", null, "\"2026-12-24T09:00:00Z\"")], ignoreOrder: true);
    }

    [Fact]
    public async Task Many_ActionsAndTreatments_AreEditedTogetherAndWhatIsUntouchedStays()
    {
        await using var console = new ConsoleHost();
        var page = await ManyAsync(console, ["half"], ["push"]);
        (await page.Document()).QuerySelector(".multi-edit [role=status]")!.TextContent.ShouldContain("1 actions and 1 treatments chosen");

        await page.Change("#m-state", "archived");
        await page.Change("#m-validTo", "2026-12-24T18:00");
        await page.Change(".multi-none input", true);
        await page.Change("#m-class", "service");
        await page.Change("#m-purpose", "=marketing");
        await page.Change("#m-group", "plan");
        await page.Until(d => !d.QuerySelector(".multi-edit .primary")!.HasAttribute("aria-disabled"));
        await page.Click(".multi-edit .primary");

        var put = console.Actions.Puts.ShouldHaveSingleItem();
        put.NewName.ShouldBe("Edit of 2 items");
        put.Items.Select(i => (i.Kind, i.Id)).ShouldBe([("action", "half"), ("treatment", "push")]);
        var from = put.Items[0].Fields.Single(f => f.Field == "validFrom");
        (from.Seen is null, from.Value).ShouldBe((false, null));
        put.Items[0].Fields.Where(f => f != from).ShouldBe(
            [new("parent", "\"stay\"", "\"plan\""), new("class", null, "\"service\""), new("purpose", null, "\"marketing\""), new("validTo", null, "\"2026-12-24T09:00:00Z\""), new("archived", null, "true")],
            ignoreOrder: true);
        put.Items[1].Fields.ShouldBe([new("validTo", null, "\"2026-12-24T09:00:00Z\""), new("archived", null, "true")], ignoreOrder: true);
    }

    [Fact]
    public async Task Many_WithAMistake_SayWhichAndAreNotPut()
    {
        await using var console = new ConsoleHost();
        console.Actions.Check = ItemCheck.Clean with { Notes = [new ItemNote("action", "half", "validTo", true, "The action ends <early>.", null), new ItemNote("action", "half", "lever", false, "Only a warning.", null)] };
        var page = await ManyAsync(console, ["half"], []);
        await page.Change("#m-validTo", "2020-12-24T18:00");

        await page.Until(d => d.QuerySelector(".multi-errors li") is not null);
        var document = await page.Document();
        document.QuerySelector(".multi-errors")!.TextContent.ShouldContain("1 items would have mistakes:");
        document.QuerySelector(".multi-errors li")!.TextContent.ShouldBe("half The action ends <early>.");
        document.QuerySelectorAll(".multi-errors li").Length.ShouldBe(1);
        document.QuerySelector(".multi-edit .primary")!.HasAttribute("aria-disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Undo_BringsBackWhatStoodThere()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Input("#f-value", "12");
        (await page.Document()).QuerySelector(".item-head")!.TextContent.ShouldContain("not in a change yet");

        await page.Click(".item-tools .icon-button");

        (await page.Document()).QuerySelector("#f-value")!.GetAttribute("value").ShouldBe("customer.monthly_fee * 12 * 0.3");
        (await page.Document()).QuerySelector(".item-head")!.TextContent.ShouldNotContain("not in a change yet");
    }

    [Fact]
    public async Task Conflict_IsShownSideBySideAndMineCanStand()
    {
        await using var console = new ConsoleHost();
        console.Actions.Result = new ItemEditResult(null, [], [new FieldConflict("action", "half", "value", "\"<9>\"", "\"12\"")]);
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Input("#f-value", "12");
        await page.Until(d => !d.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled"));
        await page.Click(".item-foot .primary");
        (await page.Document()).QuerySelectorAll(".edit-conflict code").Select(c => c.TextContent).ShouldBe(["<9>", "12"]);

        await page.Click(".edit-conflict button");

        console.Actions.Puts.Last().Items[0].Fields.ShouldBe([new("value", "\"<9>\"", "\"12\"")]);
    }

    [Fact]
    public async Task Guard_LeavingWithEdits_AsksFirst()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Input("#f-value", "12");

        (await page.Document()).QuerySelector(".leave-bar").ShouldBeNull();
        await console.Host.Navigate("/rules");

        await page.Until(d => d.QuerySelector(".leave-bar") is not null);
        (await page.Document()).QuerySelector(".leave-bar")!.TextContent.ShouldContain("1 items have edits");
    }

    [Fact]
    public async Task New_Action_GetsAnIdFromItsNameAndHangsUnderTheGroup()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay", ".item-form");
        await page.Click(".page-tools .primary");
        await page.Until(d => d.QuerySelector("#f-id") is not null);

        await page.Input("#f-label-en", "Spring offer");
        (await page.Document()).QuerySelector("#f-id")!.GetAttribute("value").ShouldBe("spring-offer");
        await page.Until(d => !d.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled"));
        await page.Click(".item-foot .primary");

        var item = console.Actions.Puts.ShouldHaveSingleItem().Items.ShouldHaveSingleItem();
        (item.Kind, item.Id, item.IsNew).ShouldBe(("action", "spring-offer", true));
        item.Fields.ShouldBe([new("parent", null, "\"stay\""), new("label/en", null, "\"Spring offer\"")], ignoreOrder: true);
    }

    [Fact]
    public async Task Copy_OfAnAction_CopiesItsTreatments()
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Click(".item-tools .link:nth-of-type(5)");
        await page.Until(d => d.QuerySelector("#f-id") is not null);
        (await page.Document()).QuerySelector(".item-form")!.TextContent.ShouldContain("配下の2件も一緒に複製されます。");
        await page.Until(d => !d.QuerySelector(".item-foot .primary")!.HasAttribute("aria-disabled"));

        await page.Click(".item-foot .primary");

        console.Actions.Puts.ShouldHaveSingleItem().Items.Select(i => (i.Kind, i.Id)).ShouldBe([("action", "half-2"), ("treatment", "push-2"), ("treatment", "mail-2")]);
    }

    [Fact]
    public async Task Pause_IsDoneAtOnceAndSaysHowToGoOn()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");

        await page.Click(".item-tools .link:last-child");

        await page.Until(d => d.QuerySelector(".item-head .good-word[role=status]") is not null);
        console.Actions.Calls.ShouldBe(["pause action half local"]);
        (await page.Document()).QuerySelector(".item-head [role=status]")!.TextContent.ShouldContain("revision 49");
    }

    [Theory]
    [InlineData("push", ".frame-phone .phone-card", "3か月半額でつづけませんか")]
    [InlineData("mail", ".frame-mail .mail-subject", "3か月半額")]
    public async Task Preview_OfATreatment_StandsInAFrameOfItsChannel(string treatment, string place, string text)
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf%2F" + treatment, ".item-form");

        await page.Until(d => d.QuerySelector(place) is not null);
        var document = await page.Document();
        document.QuerySelector(place)!.TextContent.ShouldContain(text);
        document.QuerySelector(".preview-missing")!.TextContent.ShouldContain("First nameの値がないため空白になります。");
        document.QuerySelectorAll("iframe").ShouldAllBe(f => f.GetAttribute("sandbox") == "");
        await page.Input("#f-content-ja-subject", "<b>新しい</b>");
        await page.Until(d => d.QuerySelector(place)!.TextContent.Contains("<b>新しい</b>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendTest_OfATreatment_SendsWhatIsOnShowAndNothingUnsaved()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf%2Fmail&change=spring", "#send-test");
        (await page.Document()).QuerySelectorAll("#test-customer option").Select(o => (o.TextContent, o.HasAttribute("disabled")))
            .ShouldBe([("Yui <Kashiwagi> (kw-004182)", false), ("Customer 9, who is no longer there", true)]);

        await page.Click("#send-test");

        await page.Until(d => d.QuerySelector(".send-test [role=status] p") is not null);
        console.Tests.Sent.ShouldBe([new TestMessage("spring", "mail", "en", 7)]);
        (await page.Document()).QuerySelector(".send-test [role=status]")!.TextContent.ShouldBe("The channel E-mail took the test for Yui <Kashiwagi>.");
        console.Tests.Result = new TestSent(TestSendStatus.Failed, "The receiver refused it with <422>");
        await page.Click("#send-test");
        await page.Until(d => d.QuerySelector(".send-test [lang=en]")?.TextContent == "The receiver refused it with <422>");
        await page.Input("#f-content-en-subject", "Another");
        await page.Until(d => d.QuerySelector("#send-test")!.HasAttribute("disabled"));
        (await page.Document()).QuerySelector("#send-test-about")!.TextContent.ShouldContain("no change yet");
    }

    [Fact]
    public async Task Delete_OfAnAction_SaysWhatGoesWithItAndStandsInAChange()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Click(".item-tools button[aria-expanded]");
        await page.Until(d => d.QuerySelector(".delete-item[aria-busy=false] [role=status]") is not null);
        (await page.Document()).QuerySelectorAll(".delete-item li").Select(li => li.TextContent).ShouldBe(["Treatment “push”", "Treatment “mail”"]);

        await page.Click(".delete-item .primary");

        await page.Until(_ => console.Items.Puts.Count == 1);
        var put = console.Items.Puts.ShouldHaveSingleItem();
        (put.Change, put.NewName).ShouldBe((null, "Delete 3 months half"));
        var write = put.Items.ShouldHaveSingleItem();
        (write.Kind, write.Id, write.What).ShouldBe(("action", "half", ItemWriteKind.Delete));
        write.Fields.ShouldContain(new FieldWrite("lever", "1.2", null));
    }

    [Fact]
    public async Task Delete_OfWhatSomebodyChangedMeanwhile_IsSaidAndNothingIsWritten()
    {
        await using var console = new ConsoleHost();
        console.Items.Result = new ItemsEditResult(null, [], [new FieldClash("action", "half", "lever", "3")]);
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf", ".item-form");
        await page.Click(".item-tools button[aria-expanded]");
        await page.Until(d => d.QuerySelector(".delete-item .primary") is { } button && !button.HasAttribute("aria-disabled"));

        await page.Click(".delete-item .primary");

        await page.Until(d => d.QuerySelector(".delete-item .edit-conflict") is not null);
        (await page.Document()).QuerySelector(".delete-item .edit-conflict")!.TextContent.ShouldContain("3");
    }

    [Fact]
    public async Task UnknownNode_SaysSo()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=nothing", ".empty-state");
        (await page.Document()).QuerySelector(".item-card")!.TextContent.ShouldContain("not");
    }

    [Fact]
    public async Task Change_ThatIsLookedAt_LeadsToItsPublicationAndItsSimulation()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/actions?path=retain%2Fstay%2Fhalf&change=spring", ".item-form");

        (await page.Document()).QuerySelectorAll(".rule-reach a").Select(a => a.GetAttribute("href")).Take(2).ShouldBe(["/publish?change=spring", "/simulate?change=spring"]);
    }

    private static Task<ComponentHost.Rendered> ManyAsync(ConsoleHost console, string[] actions, string[] treatments) =>
        console.Host.Render<MultiEdit>(new Dictionary<string, object?> { ["Book"] = new ActionBook(FakeActions.Policy, null), ["Chosen"] = actions, ["Treatments"] = treatments });

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console, string path, string wait)
    {
        await console.Host.Navigate(path);
        var page = await console.Host.Render<ActionsPage>();
        await page.Until(d => d.QuerySelector(wait) is not null);
        return page;
    }
}
