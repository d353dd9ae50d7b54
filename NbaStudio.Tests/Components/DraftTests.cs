using NbaStudio.Components.Pages.Actions;
using NbaStudio.Components.Pages.Contacts;
using NbaStudio.Components.Pages.Foundations;
using NbaStudio.Components.Pages.Levers;
using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Components;

/// <summary>What editors give the tab to keep comes back as it stood: the same writes, with what was seen at first.</summary>
public sealed class DraftTests
{
    private static readonly PolicyDocument Policy = SmallPolicy.Create() with { ContactPolicies = [new() { Id = "week", Of = "sent", Limit = 3, Window = "7d" }] };

    [Fact]
    public void Contact_KeptAndTakenUp_WritesTheSame()
    {
        var (before, after) = (Contacts(), Contacts());
        ContactDraft.Of(before).ShouldBeNull();
        before.Open(before.Rules[0], ContactTask.Edit);
        ContactDraft.Of(before).ShouldBeNull("nothing is typed yet");
        before.Change(before.Edited! with { Rule = before.Edited.Rule! with { Limit = 5 } });

        after.Restore(ContactDraft.From(ContactDraft.Of(before)!.Write())!).ShouldBeTrue();

        after.Writes.ShouldHaveSingleItem().Fields.ShouldBe([new FieldWrite("limit", "3", "5")]);
        after.State.ShouldNotBe(SaveState.Ready, "it is checked first");
        after.IsUnsaved.ShouldBeTrue();
        ContactDraft.From("{}").ShouldBeNull();
        ContactDraft.From("[").ShouldBeNull();
        var gone = new ContactWork(PolicyCompiler.Compile(SmallPolicy.Create() with { ContactPolicies = [] }, 1, DateTimeOffset.UnixEpoch).Snapshot!, []);
        gone.Restore(ContactDraft.Of(before)!).ShouldBeFalse("the rule was deleted meanwhile");
        gone.Task.ShouldBe(ContactTask.None);
    }

    [Fact]
    public void Data_KeptAndTakenUp_WritesTheSameAndKeepsOfTheDocumentOnlyItsSettings()
    {
        var (before, after) = (new DataWork(new ActionBook(Policy, null)), new DataWork(new ActionBook(Policy, null)));
        before.Open(before.Workspace, DataTask.Edit);
        before.Change(before.Workspace with { Workspace = Policy with { Currency = "CHF" } });
        var text = DataDraft.Of(before)!.Write();
        text.ShouldNotContain("upgrade-mail");

        after.Restore(DataDraft.From(text)!).ShouldBeTrue();
        after.Writes.ShouldHaveSingleItem().Fields.ShouldBe(before.Writes[0].Fields);

        before.Add(DataItem.NewAttribute());
        DataDraft.Of(before).ShouldBeNull("nothing is typed yet");
        before.Change(before.Edited! with { Attribute = before.Edited!.Attribute! with { Name = "shoe_size" } });
        after.Restore(DataDraft.From(DataDraft.Of(before)!.Write())!).ShouldBeTrue();
        (after.Task, after.Edited!.Id).ShouldBe((DataTask.Add, "shoe_size"));
    }

    [Fact]
    public void Levers_KeptWhileOthersPublish_ClashWithWhatWasSeen()
    {
        var (before, after) = (Levers(1.2), Levers(1.4));
        before.ToDraft().ShouldBeNull();
        before.Set(before.Board.Rows[0], 2);
        before.Set(before.Board.Weights[0], 3);

        after.Restore(LeverDraft.From(before.ToDraft()!.Write())!).ShouldBeTrue();

        after.Writes().SelectMany(w => w.Fields).ShouldBe([new FieldWrite("lever", "1.2", "2"), new FieldWrite("weight", "2", "3")]);
        Levers(1).Restore(new LeverDraft([new KeptLever("action", "gone", 1, 2)])).ShouldBeFalse();
    }

    [Fact]
    public void Rules_KeptAndTakenUp_StandAsTheyWereWritten()
    {
        var kept = new KeptRule("spring", "condition", "adult", RuleField.When, "customer.age >= 18", "customer.age >= ");

        RuleDraft.From(new RuleDraft([kept]).Write())!.Rules.ShouldBe([kept]);
        RuleDraft.From("""{"Rules": [{"Kind": "condition"}]}""").ShouldBeNull();
    }

    [Fact]
    public void Action_KeptAndTakenUp_EditsTheSameAndCanBeUndone()
    {
        var book = new ActionBook(Policy, null);
        var works = new Dictionary<(string? Change, string Path), ItemWork> { [(null, "a")] = ItemWork.Of(book.Find("action", "upgrade")!), [("spring", "+")] = ItemWork.Copy(book, book.Find("group", "plans")!, "copy") };
        works[(null, "a")].Draft.WriteNumber("lever", "1.7");
        works[(null, "a")].Draft.WriteNumber("value", "much");

        var items = ActionDraft.From(ActionDraft.Of(works)!.Write())!.Items;

        items.Select(i => (i.Change, i.Path)).ShouldBe([(null, "a"), ("spring", "+")]);
        var edited = ItemWork.Of(items[0].Item);
        edited.ToEdits().ShouldHaveSingleItem().Fields.ShouldBe([new FieldPatch("lever", "1.1", "1.7")]);
        edited.Draft.Unread["value"].ShouldBe("much");
        edited.Draft.Undo();
        edited.Draft.IsChanged.ShouldBeFalse();
        ItemWork.Of(items[1].Item).ToEdits().Select(e => (e.Kind, e.Id, e.IsNew)).ShouldBe(works[("spring", "+")].ToEdits().Select(e => (e.Kind, e.Id, e.IsNew)));
        ActionDraft.Of(new Dictionary<(string? Change, string Path), ItemWork> { [(null, "b")] = ItemWork.Of(book.Find("action", "upgrade")!) }).ShouldBeNull();
        ActionDraft.From("""{"Items": [{"Path": "a", "Item": {"Kind": "action"}}]}""").ShouldBeNull();
    }

    private static ContactWork Contacts() => new(PolicyCompiler.Compile(Policy, 1, DateTimeOffset.UnixEpoch).Snapshot!, []);

    private static LeverWork Levers(double grow) => new(new LeverBoard([new("objective", "grow", 1, "Grow", -1, grow, null)], [new ContextWeightRow("8", "context.intent = \"cancel\"", "Retain", 2)]));
}
