using NbaStudio.Components.Layout;
using NbaStudio.Components.Pages.Publish;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class PublishPageTests
{
    [Fact]
    public async Task Lists_ShowMineFirstAndWhatWasPutAway()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish");
        await page.Until(d => d.QuerySelectorAll(".change-list a").Length == 3);
        var document = await page.Document();

        document.QuerySelectorAll(".change-list b").Select(b => b.TextContent).ShouldBe(["Spring <offers>", "Fewer e-mails", "Old idea"]);
        document.QuerySelectorAll(".revision-list > li").Length.ShouldBe(20);
        document.QuerySelectorAll(".revision-list button").Length.ShouldBe(19, "the one in force cannot be rolled back to");
        await page.Click(".show-more");
        (await page.Document()).QuerySelectorAll(".revision-list > li").Length.ShouldBe(25);
    }

    [Fact]
    public async Task RollBack_AsksOnceAndThenDoesIt()
    {
        await using var console = new ConsoleHost();
        console.Changes.Result = new BoardResult(true, [], 49);
        var page = await OpenAsync(console, "/publish");
        await page.Until(d => d.QuerySelector(".revision-list button") is not null);
        (await page.Document()).QuerySelector(".revision-list button")!.GetAttribute("data-open-dialog").ShouldBe("roll-back");

        await page.Click(".revision-list button");
        console.Changes.Calls.ShouldBeEmpty();
        (await page.Document()).QuerySelector("#roll-back")!.TextContent.ShouldContain("revision 47");
        await page.Click("#roll-back .danger");

        await page.Until(d => d.QuerySelector(".card-note .good-word") is not null);
        console.Changes.Calls.ShouldBe(["roll back 47"]);
    }

    [Fact]
    public async Task Change_InWords_IsGroupedByObjectiveAndEscaped()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".differences") is not null);
        var document = await page.Document();

        document.QuerySelectorAll(".difference-group h3").Select(h => h.TextContent).ShouldBe(["Retain", "Nurture", "Whole workspace"]);
        document.QuerySelector(".reworded del")!.TextContent.ShouldBe("5");
        document.QuerySelector(".reworded ins")!.TextContent.ShouldBe("10");
        document.QuerySelectorAll(".differences b").Select(b => b.TextContent).ShouldContain("Action “Points <double> weekend”");
        document.QuerySelector(".differences details summary")!.TextContent.ShouldBe("3 more");
        document.QuerySelector(".change-notes a")!.GetAttribute("href").ShouldBe("/events?view=pattern&trigger=cart-left");
        document.QuerySelectorAll(".moves button").Select(b => b.TextContent).ShouldBe(["Approve and publish", "Submit", "Put away"]);
    }

    [Fact]
    public async Task Publish_GivesTheHashThatWasShown_AndSaysWhatCameOfIt()
    {
        await using var console = new ConsoleHost();
        console.Changes.Result = new BoardResult(true, [], 49);
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".moves button") is not null);

        await page.Click(".moves .primary");

        await page.Until(d => d.QuerySelector(".move-result .good-word") is not null);
        console.Changes.Calls.ShouldBe(["Publish spring hash1 local"]);
        (await page.Document()).QuerySelector(".move-result")!.TextContent.ShouldContain("revision 49");
    }

    [Fact]
    public async Task Move_ThatIsDone_StandsInTheStepsAndLeavesNoEmptyCard()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".moves button") is not null);

        await page.Click(".moves .primary");

        await page.Until(_ => console.Changes.Calls.Count == 1);
        await page.Until(d => d.QuerySelectorAll(".moves button").All(b => !b.HasAttribute("disabled")));
        (await page.Document()).QuerySelector(".move-result").ShouldBeNull();
    }

    [Fact]
    public async Task Refusal_IsShownAndNothingIsSaidToBeDone()
    {
        await using var console = new ConsoleHost();
        console.Changes.Result = new BoardResult(false, [new ChangeNote("state", "It has to be approved.", null)]);
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".moves button") is not null);

        await page.Click(".moves .primary");

        await page.Until(d => d.QuerySelector(".move-result .bad-word") is not null);
        (await page.Document()).QuerySelector(".move-result")!.TextContent.ShouldContain("It has to be approved.");
    }

    [Fact]
    public async Task Conflicts_StandSideBySideAndAreDecidedOneByOne()
    {
        await using var console = new ConsoleHost();
        console.Changes.Detail = FakeChanges.InConflict;
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelectorAll(".conflicts article").Length == 2);
        var document = await page.Document();
        document.QuerySelectorAll(".conflicts article:nth-of-type(1) .side p").Select(p => p.TextContent).ShouldBe(["lever: 1.0 → 1.5", "lever: 1.0 → 2.0"]);
        document.QuerySelector(".conflicts article:nth-of-type(2) .side")!.TextContent.ShouldContain("It was removed.");
        document.QuerySelectorAll(".moves button").Select(b => b.TextContent).ShouldBe(["Put away"], "nothing in conflict is submitted or published");

        await page.Click(".conflicts article:nth-of-type(1) .side:nth-of-type(2) button");
        await page.Click(".conflicts article:nth-of-type(2) .side:nth-of-type(1) button");

        console.Changes.Calls.ShouldBe(["resolve spring objective retain mine", "resolve spring action gone theirs"]);
    }

    [Fact]
    public async Task Page_OfWhatIsNotThere_SaysSo()
    {
        await using var console = new ConsoleHost("ja");
        var page = await OpenAsync(console, "/publish?change=nothing");
        await page.Until(d => d.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("その変更はありません。");
    }

    [Fact]
    public async Task Lists_EmptyOrFailing_SaySo()
    {
        await using var console = new ConsoleHost();
        console.Changes.IsEmpty = true;
        var page = await OpenAsync(console, "/publish");
        await page.Until(d => d.QuerySelector(".empty-state") is not null);

        await using var failing = new ConsoleHost();
        failing.Changes.Fails = true;
        var broken = await OpenAsync(failing, "/publish");
        await broken.Until(d => d.QuerySelector(".error-card") is not null);
    }

    [Fact]
    public async Task Compare_SaysHowManyDecisionsTurnAndWhy()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-body button") is not null);
        console.Changes.Calls.ShouldBeEmpty("nothing is compared before it is asked for");

        await page.Click(".effect-body button");

        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        var body = (await page.Document()).QuerySelector(".effect-body")!;
        body.QuerySelector(".effect-figure")!.TextContent.ShouldContain("7.0%");
        body.QuerySelectorAll(".effect-tables td").Select(c => c.TextContent.Trim()).ShouldContain("silence");
        body.TextContent.ShouldContain("5G <handset>");
        body.QuerySelector("a[href='/decisions/d-7-3']").ShouldNotBeNull();
        console.Changes.Calls.ShouldBe(["effect Decisions spring"]);

        await page.Click("section[aria-labelledby=effect-title] .segmented button:last-child");
        await page.Until(d => d.QuerySelector(".effect-figure") is null);
        await page.Click(".effect-body .buttons button");
        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Calls.ShouldBe(["effect Decisions spring", "effect Customers spring"]);
    }

    [Theory]
    [InlineData("en", "Not in these figures: what the budgets “E-mails”, “Discounts” come to as they are used up.")]
    [InlineData("ja", "予算 「E-mails」、「Discounts」 が消化されていく影響は、この数字に含まれません。")]
    public async Task Compare_OtherBudgets_SaysThatTheyAreNotInTheFiguresAndWhereTheyAre(string language, string sentence)
    {
        await using var console = new ConsoleHost(language);
        console.Changes.Shown = FakeChanges.Effect with { Budgets = [("mail", "E-mails"), ("gifts", "Discounts")] };
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-body button") is not null);

        await page.Click(".effect-body button");

        await page.Until(d => d.QuerySelector(".effect-budgets") is not null);
        var note = (await page.Document()).QuerySelector(".effect-budgets")!;
        note.TextContent.ShouldContain(sentence);
        note.QuerySelector("a")!.GetAttribute("href").ShouldBe("/simulate?change=spring");
    }

    [Fact]
    public async Task Header_CountsMyOpenChangesOnly()
    {
        await using var console = new ConsoleHost();
        var link = await console.Host.Render<OpenChanges>();
        await link.Until(d => d.QuerySelector(".open-changes") is not null);
        (await link.Document()).QuerySelector(".open-changes")!.GetAttribute("title").ShouldBe("Your open changes: 1");
    }

    [Theory]
    [InlineData(ChangeStage.Open, false, true, new[] { ChangeMove.Submit, ChangeMove.Drop })]
    [InlineData(ChangeStage.Submitted, false, true, new[] { ChangeMove.Approve, ChangeMove.Withdraw, ChangeMove.Drop })]
    [InlineData(ChangeStage.Submitted, false, false, new[] { ChangeMove.Withdraw, ChangeMove.Drop })]
    [InlineData(ChangeStage.Submitted, true, true, new[] { ChangeMove.Publish, ChangeMove.Approve, ChangeMove.Withdraw, ChangeMove.Drop })]
    [InlineData(ChangeStage.Approved, false, false, new[] { ChangeMove.Publish, ChangeMove.Withdraw, ChangeMove.Drop })]
    [InlineData(ChangeStage.Dropped, true, true, new[] { ChangeMove.Restore })]
    [InlineData(ChangeStage.Published, true, true, new ChangeMove[0])]
    public void Moves_FollowTheStageAndWhoMayApprove(ChangeStage stage, bool isOnly, bool mayApprove, ChangeMove[] expected) =>
        PublishViewModel.Moves(FakeChanges.Sample with { Change = FakeChanges.Sample.Change with { Stage = stage }, IsOnlyApprover = isOnly, MayApprove = mayApprove }).ShouldBe(expected);

    [Fact]
    public void Steps_OfAChangeWithErrors_StopAtTheCheck() =>
        PublishViewModel.Steps(FakeChanges.InConflict).Select(s => s.State).ShouldBe([StepState.Done, StepState.Now, StepState.Later, StepState.Later, StepState.Later]);

    private static async Task<ComponentHost.Rendered> OpenAsync(ConsoleHost console, string path)
    {
        await console.Host.Navigate(path);
        return await console.Host.Render<PublishPage>();
    }

    [Fact]
    public async Task Effect_GroupOutsideTheLimits_WarnsBeforePublishing()
    {
        await using var console = new ConsoleHost();
        var before = Surveys.Fair with { Groups = [.. Surveys.Fair.Groups.Select(g => g with { Figure = 0.7, Verdict = NbaStudio.Engine.Serving.Census.FairnessVerdict.Within })] };
        console.Changes.Shown = FakeChanges.Effect with { Effect = FakeChanges.Effect.Effect with { Fairness = [Surveys.Fair], FairnessBefore = [before] }, Watched = ["Segment"] };
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-body button") is not null);
        await page.Click(".effect-body button");
        await page.Until(d => d.QuerySelector(".effect-body [role=alert]") is not null);
        var body = (await page.Document()).QuerySelector(".effect-body")!;
        body.QuerySelector("[role=alert]")!.TextContent.ShouldStartWith("With this change customers would be treated less alike");
        var student = body.QuerySelectorAll(".fairness tbody tr")[1];
        student.TextContent.ShouldContain("33.3%");
        student.TextContent.ShouldContain("now 70.0%");
        student.TextContent.ShouldContain("outside");
        body.QuerySelectorAll(".fairness tbody tr")[2].TextContent.ShouldContain("too few to say");
    }

    [Fact]
    public async Task TakeOut_AsksOnceAndTakesThatEditOnly()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".take-out") is not null);
        (await page.Document()).QuerySelectorAll(".take-out").ShouldHaveSingleItem("the others are no edits of their own").GetAttribute("data-open-dialog").ShouldBe("take-out");

        await page.Click(".take-out");
        console.Changes.Calls.ShouldBeEmpty();
        (await page.Document()).QuerySelector("#take-out h2")!.TextContent.ShouldContain("Loyalty 10%");
        await page.Click("#take-out .danger");

        await page.Until(_ => console.Changes.Calls.Count == 1);
        console.Changes.Calls.ShouldBe(["resolve spring action loyalty theirs"]);
    }

    [Theory]
    [InlineData(ChangeStage.Submitted, Scopes.Design)]
    [InlineData(ChangeStage.Open, Scopes.Read)]
    public async Task TakeOut_OfWhatIsSubmittedOrByAReader_IsNotOffered(ChangeStage stage, string scope)
    {
        await using var console = new ConsoleHost();
        console.Viewer.Become(new Caller(CallerKind.Account, "m.ito", [Scopes.Read, scope]));
        console.Changes.Detail = In(stage);
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".differences") is not null);

        (await page.Document()).QuerySelector(".take-out").ShouldBeNull();
    }

    [Fact]
    public async Task Submitted_OpenedByAnApprover_IsComparedByItself()
    {
        await using var console = new ConsoleHost();
        console.Changes.Detail = In(ChangeStage.Submitted);
        var page = await OpenAsync(console, "/publish?change=spring");

        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Calls.ShouldBe(["effect Decisions spring"]);
    }

    [Fact]
    public async Task Submitted_WhileItIsShown_IsComparedFromThenOn()
    {
        await using var console = new ConsoleHost();
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-body button") is not null);
        console.Changes.Calls.ShouldBeEmpty("it is still edited");
        console.Changes.Detail = In(ChangeStage.Submitted);

        await page.Click(".moves button:nth-of-type(2)");

        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Calls.ShouldBe(["Submit spring hash1 local", "effect Decisions spring"]);
    }

    [Fact]
    public async Task Submitted_ComparedBefore_ShowsThatAtOnce()
    {
        await using var console = new ConsoleHost();
        (console.Changes.Detail, console.Changes.Kept) = (In(ChangeStage.Submitted), FakeChanges.Effect);
        var page = await OpenAsync(console, "/publish?change=spring");

        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Calls.ShouldBeEmpty();
        (await page.Document()).QuerySelector(".effect-body")!.TextContent.ShouldContain("Compared");
    }

    [Fact]
    public async Task Submitted_OpenedByAReader_WaitsUntilItIsAsked()
    {
        await using var console = new ConsoleHost();
        console.Viewer.Become(new Caller(CallerKind.Account, "m.ito", [Scopes.Read]));
        console.Changes.Detail = In(ChangeStage.Submitted);
        var page = await OpenAsync(console, "/publish?change=spring");

        await page.Until(d => d.QuerySelector(".effect-body button") is not null);
        (await page.Document()).QuerySelector(".effect-body")!.TextContent.ShouldContain("Nothing is recorded or sent");
        console.Changes.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Approve_OfWhatBreaksALimit_WaitsForTheTick()
    {
        await using var console = new ConsoleHost();
        console.Changes.Detail = In(ChangeStage.Submitted) with { IsOnlyApprover = false };
        console.Changes.Kept = Breaking;
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector("#fair-seen") is not null);
        (await page.Document()).QuerySelector(".fair-seen label")!.TextContent.ShouldContain("Segment");
        (await page.Document()).QuerySelector(".moves .primary")!.HasAttribute("disabled").ShouldBeTrue();

        await page.Change("#fair-seen", true);
        await page.Until(d => !d.QuerySelector(".moves .primary")!.HasAttribute("disabled"));
        await page.Click(".moves .primary");

        await page.Until(_ => console.Changes.Calls.Count == 2);
        console.Changes.Calls.ShouldBe(["see warnings spring hash1 local", "Approve spring hash1 local"]);
    }

    [Fact]
    public async Task Approve_OfWhatWasTickedBefore_DoesNotAskAgain()
    {
        await using var console = new ConsoleHost();
        console.Changes.Detail = In(ChangeStage.Submitted) with { IsOnlyApprover = false };
        console.Changes.Kept = Breaking with { WarningsSeen = true };
        var page = await OpenAsync(console, "/publish?change=spring");

        await page.Until(d => d.QuerySelector("#fair-seen") is not null);
        (await page.Document()).QuerySelector("#fair-seen")!.HasAttribute("checked").ShouldBeTrue();
        (await page.Document()).QuerySelector(".moves .primary")!.HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task Approve_OfWhatBreaksNoLimitAnyMore_NeedsNoTick()
    {
        await using var console = new ConsoleHost();
        console.Changes.Detail = In(ChangeStage.Submitted) with { IsOnlyApprover = false };
        console.Changes.Kept = Breaking;
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector("#fair-seen") is not null);

        // Customers are another kind: nothing is watched over them.
        await page.Click("section[aria-labelledby=effect-title] .segmented button:last-child");
        await page.Until(_ => console.Changes.Ended == 1);
        (await page.Document()).QuerySelector("#fair-seen").ShouldNotBeNull();
        await page.Click("section[aria-labelledby=effect-title] .segmented button:first-child");
        await page.Click(".effect-body .buttons button");

        await page.Until(d => d.QuerySelector("#fair-seen") is null);
        (await page.Document()).QuerySelector(".moves .primary")!.HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task Switch_WhileItIsCompared_BeginsTheOtherKindAndShowsWhatIsKept()
    {
        await using var console = new ConsoleHost();
        var hold = new TaskCompletionSource();
        console.Changes.Detail = In(ChangeStage.Submitted);
        console.Changes.Shown = FakeChanges.Effect with { Effect = FakeChanges.Effect.Effect with { Changed = 1_000 } };
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Holds = hold.Task;
        // A click ends with the comparison that it begins.
        var again = page.Click(".effect-body .buttons button");
        await page.Until(d => d.QuerySelector(".effect-body[aria-busy=true]") is not null);

        var click = page.Click("section[aria-labelledby=effect-title] .segmented button:last-child");
        await page.Until(_ => console.Changes.Calls.Count == 3);
        console.Changes.Calls.ShouldBe(["effect Decisions spring", "effect Decisions spring", "effect Customers spring"]);
        console.Changes.Kept = FakeChanges.Effect;
        await page.Click("section[aria-labelledby=effect-title] .segmented button:first-child");
        await page.Until(d => d.QuerySelector(".effect-figure") is not null);

        hold.SetResult();
        await Task.WhenAll(again, click);
        await page.Until(_ => console.Changes.Ended == 3);
        var body = (await page.Document()).QuerySelector(".effect-body")!;
        body.GetAttribute("aria-busy").ShouldBe("false");
        body.QuerySelector(".effect-figure b")!.TextContent.ShouldBe("7.0%", "those that were given up came later");
    }

    [Theory]
    [InlineData("hash2", 48)]
    [InlineData("hash1", 49)]
    public async Task Edits_OrThePolicyInForce_OtherWhileItIsCompared_AreComparedAnew(string hash, int revision)
    {
        await using var console = new ConsoleHost();
        var hold = new TaskCompletionSource();
        console.Changes.Detail = In(ChangeStage.Submitted);
        console.Changes.Result = new BoardResult(false, [new ChangeNote("state", "It was edited.", null)]);
        var page = await OpenAsync(console, "/publish?change=spring");
        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
        console.Changes.Holds = hold.Task;
        // A click ends with the comparison that it begins.
        var again = page.Click(".effect-body .buttons button");
        await page.Until(d => d.QuerySelector(".effect-body[aria-busy=true]") is not null);

        console.Changes.Detail = In(ChangeStage.Submitted) with { Hash = hash, Revision = revision };
        var click = page.Click(".moves .primary");

        await page.Until(_ => console.Changes.Calls.Count(call => call == "effect Decisions spring") == 3);
        hold.SetResult();
        await Task.WhenAll(again, click);
        await page.Until(d => d.QuerySelector(".effect-figure") is not null);
    }

    private static EffectView Breaking => FakeChanges.Effect with { Effect = FakeChanges.Effect.Effect with { Fairness = [Surveys.Fair] }, Watched = ["Segment"] };

    private static ChangeDetail In(ChangeStage stage) => FakeChanges.Sample with { Change = FakeChanges.Sample.Change with { Stage = stage } };
}
