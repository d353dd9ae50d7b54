using NbaStudio.Components.Pages.Publish;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class TrialCardTests
{
    [Fact]
    public async Task Running_SaysForWhomAndIsWidenedPublishedOrWithdrawn()
    {
        await using var console = new ConsoleHost();
        console.Trials.Trials.Add(FakeTrials.Running);
        var page = await console.Host.Render<TrialCard>();
        var document = await page.Document();
        document.Body!.TextContent.ShouldContain("10% of the customers have it since");
        document.QuerySelector(".plan-words a")!.TextContent.ShouldBe("Spring <offers>");
        document.QuerySelector("#trial-share")!.GetAttribute("value").ShouldBe("20", "twice as many are proposed");

        await page.Input("#trial-share", "8");
        (await page.Document()).QuerySelector("#trial-widen")!.HasAttribute("disabled").ShouldBeTrue("less is withdrawing");
        await page.Input("#trial-share", "51");
        (await page.Document()).QuerySelector("#trial-widen")!.HasAttribute("disabled").ShouldBeTrue("more than half is everyone");
        await page.Input("#trial-share", "30");
        await page.Click("#trial-widen");
        await page.Click("#trial-to-all .danger");
        await page.Click("#trial-withdraw .danger");

        await page.Until(d => d.QuerySelector("#trial-widen") is null);
        console.Trials.Calls.ShouldBe(["widen 49 0.3", "withdraw 49"]);
        console.Changes.Calls.ShouldBe(["Publish spring hash1 local"]);
        (await page.Document()).Body!.TextContent.ShouldContain("everyone has the policy in force");
    }

    [Fact]
    public async Task Refused_SaysWhy_AndOthersSeeNoButtons()
    {
        await using var console = new ConsoleHost();
        console.Trials.Trials.Add(FakeTrials.Running);
        console.Trials.Result = new BoardResult(false, [new ChangeNote("share", "0.2 is not more than 0.2.", "above 0.2")]);
        var page = await console.Host.Render<TrialCard>();
        await page.Click("#trial-widen");
        await page.Until(d => d.QuerySelector(".bad-word") is not null);
        (await page.Document()).Body!.TextContent.ShouldContain("0.2 is not more than 0.2.");

        console.Viewer.Become(Caller.ForAccount("m", "1", Roles.ScopesOf([Roles.Marketer])));
        (await (await console.Host.Render<TrialCard>()).Document()).QuerySelectorAll("button").ShouldBeEmpty();
    }

    [Fact]
    public async Task Ended_IsToldForAWeek()
    {
        await using var console = new ConsoleHost();
        console.Trials.Trials.Add(FakeTrials.Running with { State = TrialState.Withdrawn, EndedAt = ConsoleSamples.Noon.AddHours(-1), EndedBy = "watch", Note = "watch" });
        (await (await console.Host.Render<TrialCard>()).Document()).QuerySelector(".bad-word")!.TextContent.ShouldContain("it broke its watch");

        console.Trials.Trials[0] = console.Trials.Trials[0] with { EndedAt = DateTimeOffset.UnixEpoch };
        (await (await console.Host.Render<TrialCard>()).Document()).QuerySelector("section").ShouldBeNull();
    }

    [Fact]
    public async Task Change_GoesToAShareWithItsWatch()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await page.Until(document => document.QuerySelector("#plan-try") is not null);
        await page.Change("#plan-watch", true);
        await page.Input("#plan-share", "0");
        (await page.Document()).QuerySelector("#plan-try")!.HasAttribute("disabled").ShouldBeTrue();
        await page.Input("#plan-share", "25");
        await page.Click("#plan-try");

        await page.Until(_ => console.Trials.Calls.Count > 0);
        console.Trials.Calls.ShouldBe(["try spring 0.25 hash1 24"]);
    }

    [Fact]
    public async Task Change_OnTrial_ShowsItsTrialAndSteps()
    {
        await using var console = new ConsoleHost();
        console.Trials.Trials.Add(FakeTrials.Running);
        console.Changes.Detail = FakeChanges.Sample with { Change = FakeChanges.Sample.Change with { Stage = ChangeStage.OnTrial, SubmittedBy = "aiko", ApprovedBy = "ben" } };
        var page = await console.Host.Render<ChangePanel>(new Dictionary<string, object?> { ["Change"] = "spring" });
        await page.Until(document => document.QuerySelector("#trial-widen") is not null);
        var document = await page.Document();
        document.QuerySelectorAll(".moves button").ShouldBeEmpty("what can be done stands with the trial");
        document.QuerySelectorAll(".change-steps .done").Length.ShouldBe(4);
        document.QuerySelector(".change-steps .now")!.TextContent.ShouldContain("on trial");
        document.QuerySelector(".differences").ShouldNotBeNull();
    }

    [Fact]
    public async Task Notices_OfATrial_CompareWithEveryoneElse()
    {
        await using var console = new ConsoleHost();
        console.Publications.Watches.Add(new WatchView(
            new PublicationWatch(49, 48, ConsoleSamples.Noon.AddHours(-3), "aiko", WatchConditions.Usual, WatchState.Watching, null, null), new WatchCounts(18_200, 910, 40), new WatchCounts(2_310, 121, 4), 8_400, 4.2, IsTrial: true));
        console.Publications.Watches.Add(console.Publications.Watches[0] with
        {
            Watch = new PublicationWatch(44, 43, ConsoleSamples.Noon.AddDays(-3), "aiko", WatchConditions.Usual, WatchState.RolledBack, new BrokenCondition("harm", 0.031, 0.02, 2_400).ToNote(), ConsoleSamples.Noon.AddDays(-2)),
        });
        var text = (await (await console.Host.Render<PublicationNotices>()).Document()).Body!.TextContent;
        text.ShouldContain("Trial (revision 49)");
        text.ShouldContain("everyone else 5.0%, at least 3.8%");
        text.ShouldContain("the trial was withdrawn by itself");
    }
}
