using NbaStudio.Data;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>Saving a trigger from the console: a change first, published by a second step, with nothing of others undone.</summary>
public sealed class TriggerEditorTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    private ITriggerEditor Editor => _api.Get<ITriggerEditor>();

    private IChangePublisher Publisher => _api.Get<IChangePublisher>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Propose_NewTrigger_IsInForceOnlyAfterItIsPublished()
    {
        var form = Editor.Open(null, "en")!;
        form.Channels.Select(c => c.Id).ShouldBe(["mail"]);
        form.Scopes.ShouldContain(("group/plans", "plans"));

        var proposal = await Editor.ProposeAsync(New("bought"), null, Caller.Local);

        proposal.Change.ShouldNotBeNull().Lines.ShouldHaveSingleItem().Difference.ShouldBe(PolicyDifferenceKind.Added);
        _api.Engine.Policy!.Triggers.Count.ShouldBe(1);
        var publication = await Publisher.PublishAsync(proposal.Change.Id, proposal.Change.Hash, Caller.Local);
        publication.Revision.ShouldBe(_api.Engine.Policy!.Revision);
        _api.Engine.Policy.Triggers.Select(t => t.Name).ShouldBe(["leaving", "bought"]);
        (await _api.Get<AuditLog>().ListAsync(20)).ShouldContain(entry => entry.What == "change.published" && entry.Who == "local");
    }

    [Fact]
    public async Task Propose_EditedPattern_ChangesThatFieldOnly()
    {
        var basis = Editor.Open("leaving", "en")!.Trigger;

        var proposal = await Editor.ProposeAsync(basis with { Pattern = "2 of event \"page_view\" within 10m" }, basis, Caller.Local);

        proposal.Change!.Lines.ShouldHaveSingleItem().Fields.Select(f => f.Field).ShouldBe(["pattern"]);
        (await Publisher.ReviewAsync(proposal.Change.Id))!.Change!.Lines.Count.ShouldBe(1);
        (await Publisher.ReviewAsync("nothing")).ShouldBeNull();
    }

    [Fact]
    public async Task Put_IntoAChange_StandsThereBesideItsOtherEdits()
    {
        var first = await Editor.ProposeAsync(New("bought"), null, Caller.Local);
        var change = first.Change!.Id;
        (await Editor.OpenAsync("nothing", change, "en")).ShouldBeNull();
        (await Editor.OpenAsync("leaving", "no-change", "en")).ShouldBeNull();

        // One that only the change has, one that is in force, and a new one.
        var bought = (await Editor.OpenAsync("bought", change, "en"))!;
        bought.Change.ShouldBe(change);
        (await Editor.PutAsync(bought, bought.Trigger with { CoolDown = "2d" }, Caller.Local)).Change.ShouldBe(change);
        var leaving = (await Editor.OpenAsync("leaving", change, "en"))!;
        (await Editor.PutAsync(leaving, leaving.Trigger with { Pattern = "2 of event \"page_view\" within 10m" }, Caller.Local)).Change.ShouldBe(change);
        (await Editor.PutAsync((await Editor.OpenAsync(null, change, "en"))!, New("again"), Caller.Local)).Change.ShouldBe(change);

        var lines = (await Publisher.ReviewAsync(change))!.Change!.Lines;
        lines.Select(l => (l.Id, l.Difference)).ShouldBe([("leaving", PolicyDifferenceKind.Changed), ("bought", PolicyDifferenceKind.Added), ("again", PolicyDifferenceKind.Added)], ignoreOrder: true);
        (await Editor.OpenAsync("bought", change, "en"))!.Trigger.CoolDown.ShouldBe("2d");
        (await _api.Get<ChangeStore>().ListAsync()).Count.ShouldBe(1);

        // Somebody else wrote the same field meanwhile.
        (await Editor.PutAsync(leaving, leaving.Trigger with { Pattern = "3 of event \"page_view\" within 10m" }, Caller.Local)).Clashes.ShouldHaveSingleItem().Field.ShouldBe("pattern");
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Editor.PutAsync(leaving, leaving.Trigger, new Caller(CallerKind.Key, "key:r", [Scopes.Read])));
    }

    [Fact]
    public async Task Propose_WithMistakes_IsRefusedWithAllOfThem()
    {
        var refused = await Editor.ProposeAsync(New("bought") with { Channels = ["web"], Pattern = "event \"purchase\" where amuont > 3" }, null, Caller.Local);

        refused.Change.ShouldBeNull();
        refused.IsConflict.ShouldBeFalse();
        refused.Notes.Select(n => n.Path).ShouldBe(["triggers/bought/pattern", "triggers/bought/channels/0"], ignoreOrder: true);
        (await _api.Get<ChangeStore>().ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Propose_WhenTheTriggerWasChangedMeanwhile_IsAConflictAndOthersWorkStays()
    {
        var basis = Editor.Open("leaving", "en")!.Trigger;
        var mine = basis with { Pattern = "2 of event \"page_view\" within 10m" };
        await PublishAsync(New("bought"), null);

        (await Editor.ProposeAsync(mine, basis, Caller.Local)).Change!.Lines.ShouldHaveSingleItem("what others added is no difference").Id.ShouldBe("leaving");
        await PublishAsync(basis with { CoolDown = "1d" }, basis);
        var conflict = await Editor.ProposeAsync(mine, basis, Caller.Local);

        (conflict.Change, conflict.IsConflict).ShouldBe((null, true));
        var newest = Editor.Open("leaving", "en")!.Trigger;
        var again = await Editor.ProposeAsync(newest with { Pattern = mine.Pattern }, newest, Caller.Local);
        await Publisher.PublishAsync(again.Change!.Id, again.Change.Hash, Caller.Local);
        var live = _api.Engine.Policy!.TriggerNamed("leaving")!;
        (live.Pattern!.Text, live.Timing.CoolDown).ShouldBe((mine.Pattern, 86_400_000));
    }

    [Fact]
    public async Task Publish_AfterOthersPublished_KeepsBothUnlessItIsTheSameTrigger()
    {
        var basis = Editor.Open("leaving", "en")!.Trigger;
        var waiting = await Editor.ProposeAsync(New("one"), null, Caller.Local);
        var edit = await Editor.ProposeAsync(basis with { CoolDown = "2d" }, basis, Caller.Local);
        await PublishAsync(New("two"), null);
        await PublishAsync(basis with { CoolDown = "1d" }, basis);

        (await Publisher.PublishAsync(waiting.Change!.Id, waiting.Change.Hash, Caller.Local)).Revision.ShouldNotBeNull();
        var publication = await Publisher.PublishAsync(edit.Change!.Id, edit.Change.Hash, Caller.Local);

        _api.Engine.Policy!.Triggers.Select(t => t.Name).ShouldBe(["leaving", "one", "two"], ignoreOrder: true);
        (publication.Revision, publication.IsConflict).ShouldBe((null, true));
        publication.Notes.ShouldHaveSingleItem().Path.ShouldBe("trigger/leaving");
        _api.Engine.Policy!.TriggerNamed("leaving")!.Timing.CoolDown.ShouldBe(86_400_000);
    }

    [Fact]
    public async Task Callers_WithoutTheScope_AreRefused()
    {
        var reader = new Caller(CallerKind.Key, "key:x", [Scopes.Read]);
        var change = (await Editor.ProposeAsync(New("bought"), null, Caller.Local)).Change!.Id;

        await Should.ThrowAsync<UnauthorizedAccessException>(() => Editor.ProposeAsync(New("two"), null, reader));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Publisher.PublishAsync(change, "", reader));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Publisher.PublishAsync(change, "", reader with { Scopes = [Scopes.Design] }));
    }

    [Fact]
    public void Open_UnknownTrigger_IsNull() => Editor.Open("nothing", "en").ShouldBeNull();

    [Fact]
    public async Task Vocabulary_HasWhatIsDeclaredSeenAndRaised()
    {
        await _api.PostAsync("/api/v1/events", $$"""{"eventId":"1","customerId":"c","type":"cart_added","time":"{{DateTimeOffset.UtcNow.AddSeconds(-1):O}}","properties":{"value":12.5,"item":"cup"} }""");
        var vocabulary = _api.Get<IPatternDesk>().Vocabulary("ja");

        vocabulary.Find("CART_ADDED")!.Properties.Select(p => (p.Name, p.Kind)).ShouldBe([("value", ValueKind.Number), ("item", ValueKind.Text)], ignoreOrder: true);
        vocabulary.Find("cart_added")!.Properties.Single(p => p.Name == "item").Samples.ShouldBe(["cup"]);
        vocabulary.Find("page_view")!.Properties.ShouldHaveSingleItem().Kind.ShouldBe(ValueKind.Text);
        vocabulary.Find("outcome.open")!.Label.ShouldBe("結果: 開封");
        vocabulary.Find("goal.reached")!.Properties.Select(p => p.Name).ShouldContain("goal");
    }

    [Fact]
    public async Task Test_OverDays_ListsCustomersAndRefusesWhatIsOutOfRange()
    {
        await _api.PostAsync("/api/v1/events", $$"""{"eventId":"1","customerId":"c-1","type":"purchase","time":"{{DateTimeOffset.UtcNow.AddSeconds(-1):O}}","properties":{"amount":12.5} }""");
        var desk = _api.Get<IPatternDesk>();

        var test = await desk.TestAsync("event \"purchase\"", TimeSpan.Zero, 7);

        (test.Matches, test.CustomersMatched, test.IsNonEvent).ShouldBe((1, 1, false));
        test.Listed[0].CustomerId.ShouldBe("c-1");
        test.Listed[0].Captured.ShouldBe([("amount", "12.5")]);
        test.Buckets.Sum(b => b.Count).ShouldBe(1);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => desk.TestAsync("event \"purchase\"", TimeSpan.Zero, 31));
        await Should.ThrowAsync<ArgumentException>(() => desk.TestAsync("event", TimeSpan.Zero, 1));
    }

    private async Task<ChangePublication> ProposedAsync(TriggerDocument trigger, TriggerDocument? basis)
    {
        var change = (await Editor.ProposeAsync(trigger, basis, Caller.Local)).Change!;
        return await Publisher.PublishAsync(change.Id, change.Hash, Caller.Local);
    }

    private async Task PublishAsync(TriggerDocument trigger, TriggerDocument? basis) =>
        (await ProposedAsync(trigger, basis)).Revision.ShouldNotBeNull();

    private static TriggerDocument New(string name) => new() { Name = name, Pattern = "event \"purchase\"", Channels = ["mail"] };
}
