using NbaStudio.Components.Pages.Measure;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>Hold-outs and fairness limits: what they do in words, forms that say what is wrong where it is, and edits that go into a change.</summary>
public sealed class SetUpPageTests
{
    [Fact]
    public async Task Page_Empty_BeginsAHoldOutThatGoesIntoAChange()
    {
        await using var console = new ConsoleHost();
        console.Actions.Opened = FakeActions.Policy with { HoldOuts = [], Fairness = [] };
        var page = await console.Host.Render<SetUpPage>();
        await page.Until(d => d.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("Begin with 5% of customers");

        await page.Click("section[aria-labelledby=hold-outs] .empty-state button");
        await page.Until(d => d.QuerySelector(".add-to-change .primary:not([aria-disabled])") is not null);
        var share = "section[aria-labelledby=hold-outs] input[type=number]";
        await page.Change(share, "60");
        await page.Until(d => d.QuerySelector(".bad-word") is not null);
        (await page.Document()).QuerySelector(".bad-word")!.TextContent.ShouldBe("Allowed is more than 0 and at most 50%.");
        (await page.Document()).QuerySelector(".add-to-change .primary")!.HasAttribute("aria-disabled").ShouldBeTrue();

        await page.Change("section[aria-labelledby=hold-outs] select", "retain");
        await page.Change(share, "10");
        await page.Until(d => d.QuerySelector(".add-to-change .primary:not([aria-disabled])") is not null);
        await page.Click(".add-to-change .primary");
        await page.Until(_ => !console.Items.Puts.IsEmpty);
        var write = console.Items.Puts.Single().Items.ShouldHaveSingleItem();
        (write.Kind, write.What).ShouldBe(("holdOut", ItemWriteKind.Add));
        write.Fields.Select(f => (f.Field, f.Value)).ShouldBe([("id", "\"hold-out\""), ("scope", "\"retain\""), ("share", "0.1"), ("salt", "\"hold-out\"")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("en", "5.0% of customers hear nothing but service messages", "10.0% of customers get nothing of “Retain”", "Monthly fee", "mean value of what they are offered: 0.8 to 1.25 times all others", "The groups become others")]
    [InlineData("ja", "顧客の5.0%にはサービス連絡だけが届く", "顧客の10.0%には「維持」が届かない", "月額料金", "提示されるものの平均価値：ほかの全員の0.8倍から1.25倍まで", "グループが変わるため")]
    public async Task Page_SaysWhatEachDoes_AndWhatAnEditOrItsEndMeans(string language, string all, string one, string watched, string allowed, string anew)
    {
        await using var console = new ConsoleHost(language);
        console.Actions.Opened = FakeActions.Policy with
        {
            HoldOuts = [new() { Id = "universal", Share = 0.05, Salt = "u" }, new() { Id = "retain", Scope = "retain", Share = 0.1, Salt = "r" }],
            Fairness = [new() { Attribute = "monthly_fee", Measure = "meanValue", Low = 0.8, High = 1.25 }],
        };
        var page = await console.Host.Render<SetUpPage>();
        await page.Until(d => d.QuerySelectorAll(".data-row").Length == 3);
        var rows = (await page.Document()).QuerySelectorAll(".data-row");
        rows.Select(r => r.QuerySelector("b")!.TextContent).ShouldBe([all, one, watched]);
        rows[2].TextContent.ShouldContain(allowed);

        await page.Click(".data-row:first-child .contact-do button");
        await page.Change("section[aria-labelledby=hold-outs] input[type=number]", "8");
        await page.Until(d => d.QuerySelector(".caution-word") is { } note && note.TextContent.Contains(anew, StringComparison.Ordinal));

        await page.Click("section[aria-labelledby=fairness] .contact-do button:nth-child(2)");
        await page.Until(d => d.QuerySelector(".leave-bar") is not null);
        // What was typed is not lost without a question.
        await page.Click(".leave-bar .danger");
        await page.Until(d => d.QuerySelector("section[aria-labelledby=fairness] .contact-editor .add-to-change .primary:not([aria-disabled])") is not null);
        await page.Click(".add-to-change .primary");
        await page.Until(_ => !console.Items.Puts.IsEmpty);
        var write = console.Items.Puts.Single().Items.ShouldHaveSingleItem();
        (write.Kind, write.Id, write.What).ShouldBe(("fairness", "monthly_fee", ItemWriteKind.Delete));
    }
}
