using NbaStudio.Commands.Evaluate;
using NbaStudio.Components.Pages.Models;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Localization;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Models;

public sealed class StartWorkTests
{
    [Fact]
    public async Task Start_AfterACheck_IsDoneOnce_AndOnceMoreOnlyWhenAskedFor()
    {
        var starts = new FakeStarts();
        using var file = await OpenAsync();
        using var work = new StartWork(starts, file, new("accepted", "yes", ["id"], 0), "en", "new-web");

        (work.Target!.TreatmentId, work.CanStart, work.Effective).ShouldBe(("new-web", false, 500));
        work.ColumnOf("customer.age").ShouldBe("age");
        work.Ignored.ShouldBe(["id"]);
        await work.StartAsync(false, Caller.ForAccount("ann", "1", Scopes.All));
        starts.Asked.ShouldBeEmpty("nothing was checked");
        await work.CheckAsync();
        (work.CanStart, work.CountsFor).ShouldBe((true, 500));
        await work.StartAsync(false, Caller.ForAccount("ann", "1", Scopes.All));
        (work.Reply!.Outcome, work.CanStart).ShouldBe((ModelStartOutcome.Started, false));
        work.SetEffective("800");
        (work.Check, work.Reply).ShouldBe((null, null), "a change wants another check");
        await work.CheckAsync();
        await work.StartAsync(false, Caller.ForAccount("ann", "1", Scopes.All));
        work.Reply!.Outcome.ShouldBe(ModelStartOutcome.SameFile);
        await work.StartAsync(true, Caller.ForAccount("ann", "1", Scopes.All));
        (work.Reply!.Outcome, starts.Asked[^1].Settings.Again, starts.Asked[^1].Settings.Effective).ShouldBe((ModelStartOutcome.Started, true, 800));
    }

    [Fact]
    public async Task Choices_OfTreatmentHeadAndColumns_AreWhatIsAskedFor()
    {
        var starts = new FakeStarts();
        using var file = await OpenAsync();
        using var work = new StartWork(starts, file, new("accepted", "yes", [], 0), "en", null);
        work.Target!.TreatmentId.ShouldBe("gift-app", "the first");
        work.ChooseHead("Harm");
        work.Head.ShouldBeNull("it has no such head");
        work.Choose("new-web");
        work.ChooseHead("Harm");
        work.Map("customer.age", "");
        work.Map("customer.fee", "id");
        work.Map("customer.plan", "no such column");
        work.SetEffective("1");
        work.SetEffective("x");
        await work.CheckAsync();
        await work.StartAsync(false, Caller.ForAccount("ann", "1", Scopes.All));
        var (treatment, settings) = starts.Asked.Single();
        (treatment, settings.FurtherHead, settings.Effective).ShouldBe(("new-web", HeadKind.Harm, 30));
        settings.Map.ShouldBe([("customer.fee", "id")]);
        work.Choose("gift-app");
        work.Head.ShouldBeNull();
    }

    [Fact]
    public async Task Check_WithIssues_StartsNothing_AndEveryIssueHasWordsInBothLanguages()
    {
        var starts = new FakeStarts();
        starts.Issues.Add(new StartIssue("TooFew", "file", ["7", "100"]));
        using var file = await OpenAsync();
        using var work = new StartWork(starts, file, new("accepted", "yes", [], 0), "en", null);
        await work.CheckAsync();
        work.CanStart.ShouldBeFalse();
        work.Check!.Issues[0].Message(new Words("en")).ShouldBe("The file has 7 rows with an outcome.");
        work.Check.Issues[0].Allowed(new Words("ja")).ShouldBe("100行以上");
        await work.StartAsync(false, Caller.ForAccount("ann", "1", Scopes.All));
        starts.Asked.ShouldBeEmpty();
    }

    private static async Task<TrialFile> OpenAsync() => (await new FileTrials().OpenAsync(FileTrialsTests.Csv(true), "old.csv"))!;
}
