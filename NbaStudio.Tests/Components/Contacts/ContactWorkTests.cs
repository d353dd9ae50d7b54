using NbaStudio.Components.Pages.Contacts;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Components.Contacts;

public sealed class ContactWorkTests
{
    private static readonly PolicyDocument Document = SmallPolicy.Create() with
    {
        Budgets = [new() { Id = "few", Limit = 10, Period = "day" }],
        ContactPolicies = [new() { Id = "week", Of = "sent", Limit = 3, Window = "7d" }, new() { Id = "never-used", Of = "sent", Limit = 9, Window = "1d" }],
    };

    private readonly ContactWork _work = new(PolicyCompiler.Compile(Document, 1, DateTimeOffset.UnixEpoch).Snapshot!, PolicyValidator.Validate(Document));

    [Fact]
    public void Lists_OfAPolicy_HoldRulesBudgetsAndChannelsThatSend()
    {
        _work.Rules.Select(r => r.Id).ShouldBe(["week", "never-used"]);
        _work.Budgets.Select(r => r.Id).ShouldBe(["few"]);
        _work.Channels.Select(r => r.Id).ShouldBe(["mail"]);
        _work.IssuesOf(_work.Rules[0]).ShouldBeEmpty();
        _work.IssuesOf(_work.Rules[1]).ShouldHaveSingleItem().Code.ShouldBe("contact.neverBinds");
    }

    [Fact]
    public void Change_OfARule_WritesWhatDiffers()
    {
        _work.Open(_work.Rules[0], ContactTask.Edit);
        _work.State.ShouldNotBe(SaveState.Ready, "nothing is changed yet");

        Change(r => r with { Limit = 5 });

        _work.State.ShouldBe(SaveState.Ready);
        var write = _work.Writes.ShouldHaveSingleItem();
        (write.Kind, write.Id, write.What).ShouldBe(("contactPolicy", "week", ItemWriteKind.Edit));
        write.Fields.ShouldBe([new FieldWrite("limit", "3", "5")]);
    }

    [Fact]
    public void Undo_AfterEditsOfTwoFields_GoesBackFieldByField()
    {
        _work.Open(_work.Rules[0], ContactTask.Edit);
        Change(r => r with { Limit = 5 });
        Change(r => r with { Limit = 6 });
        Change(r => r with { Window = "9d" });

        _work.Undo();
        (_work.Edited!.Rule!.Limit, _work.Edited.Rule.Window).ShouldBe((6, "7d"));
        _work.State.ShouldNotBe(SaveState.Ready, "it is to be checked again");
        _work.Undo();
        _work.Edited!.Rule!.Limit.ShouldBe(3);
        (_work.CanUndo, _work.IsUnsaved).ShouldBe((false, false));
        _work.Redo();
        _work.Redo();
        _work.Edited!.Rule!.Window.ShouldBe("9d");
        _work.Open(_work.Rules[1], ContactTask.Edit);
        (_work.CanUndo, _work.CanRedo).ShouldBe((false, false), "the steps of another rule are not its own");
    }

    [Fact]
    public void Change_IntoAMistake_CannotBeSaved()
    {
        _work.Open(_work.Rules[0], ContactTask.Edit);

        Change(r => r with { Window = "soon" });

        _work.EditedIssues.ShouldContain(i => i.Severity == IssueSeverity.Error);
        _work.State.ShouldNotBe(SaveState.Ready);
    }

    [Fact]
    public void Copy_HasAFreeIdAndNoKey()
    {
        _work.Copy(_work.Rules[0]);

        _work.Task.ShouldBe(ContactTask.Add);
        _work.Writes.ShouldHaveSingleItem().Fields.ShouldBe([new("id", null, "\"week-2\""), new("of", null, "\"sent\""), new("limit", null, "3"), new("window", null, "\"7d\"")]);
    }

    [Fact]
    public void Delete_SaysWhatWasSeen()
    {
        _work.Open(_work.Budgets[0], ContactTask.Delete);

        var write = _work.Writes.ShouldHaveSingleItem();
        write.What.ShouldBe(ItemWriteKind.Delete);
        write.Fields.ShouldAllBe(f => f.Seen != null && f.Value == null);
        write.Fields.ShouldContain(new FieldWrite("limit", "10", null));
        _work.State.ShouldBe(SaveState.Ready);
    }

    [Theory]
    [InlineData("cap")]
    [InlineData("rest")]
    [InlineData("never")]
    [InlineData("quietHours")]
    [InlineData("budget")]
    public void Add_OfEachKind_BeginsAsSomethingValid(string form)
    {
        _work.Add(form);
        _work.State.ShouldNotBe(SaveState.Ready, "it is not checked yet");
        Check(_work.Edited!);

        _work.EditedIssues.Where(i => i.Severity == IssueSeverity.Error).ShouldBeEmpty();
        _work.State.ShouldBe(SaveState.Ready);
    }

    [Fact]
    public void QuietHours_OfAChannel_TouchNothingElseOfIt()
    {
        _work.Open(_work.Channels[0], ContactTask.Edit);

        Check(_work.Edited! with { Channel = _work.Edited!.Channel! with { QuietHours = new() { From = "21:00", To = "08:00" } } });

        _work.Writes.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Field.ShouldBe("quietHours");
    }

    [Fact]
    public void Take_OfAFormThatWasChangedSince_SaysNothing()
    {
        _work.Open(_work.Rules[0], ContactTask.Edit);
        var first = _work.Edited! with { Rule = _work.Edited!.Rule! with { Window = "soon" } };
        _work.Change(first);
        _work.Change(_work.Edited! with { Rule = _work.Edited!.Rule! with { Window = "9d" } });

        _work.Take(first, PolicyValidator.Validate(first.In(Document)));

        (_work.EditedIssues.Count, _work.State, _work.Edited!.Rule!.Window).ShouldBe((0, SaveState.Checking, "9d"));
    }

    private void Change(Func<ContactPolicyDocument, ContactPolicyDocument> change) => Check(_work.Edited! with { Rule = change(_work.Edited!.Rule!) });

    private void Check(ContactItem edited)
    {
        _work.Change(edited);
        _work.Take(edited, PolicyValidator.Validate(edited.In(Document)));
    }
}
