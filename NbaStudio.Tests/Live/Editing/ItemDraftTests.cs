using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Live.Editing;

public sealed class ItemDraftTests
{
    private static readonly ActionBook Book = new(SmallPolicy.Create(), null);

    [Fact]
    public void Patches_NameEachFieldAndLanguageThatDiffers()
    {
        var draft = Draft("action", "upgrade");

        draft.Write("label/ja", "変更");
        draft.WriteNumber("lever", "1.20");
        draft.Write("parent", "help");

        draft.IsChanged.ShouldBeTrue();
        draft.Patches.ShouldBe([new("lever", "1.1", "1.2"), new("label/ja", null, "\"\\u5909\\u66F4\""), new("parent", "\"plans\"", "\"help\"")], ignoreOrder: true);
    }

    [Fact]
    public void Undo_TakesAllThatWasTypedIntoOneFieldBack()
    {
        var draft = Draft("action", "upgrade");
        draft.Write("value", "1");
        draft.Write("value", "12");
        draft.WriteNumber("lever", "2");

        draft.Undo();
        draft.Number("lever").ShouldBe(1.1);
        draft.Text("value").ShouldBe("12");
        draft.Undo();
        draft.IsChanged.ShouldBeFalse();
        draft.CanUndo.ShouldBeFalse();
        draft.Redo();
        draft.Text("value").ShouldBe("12");
    }

    [Fact]
    public void WriteNumber_WhatIsNoNumber_IsKeptToBeMended()
    {
        var draft = Draft("action", "upgrade");

        draft.WriteNumber("lever", "1,5");

        draft.Unread["lever"].ShouldBe("1,5");
        draft.IsChanged.ShouldBeTrue();
        draft.Patches.ShouldBeEmpty();
        draft.WriteNumber("lever", "1.5");
        draft.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void Set_DefaultsAndEmptyObjects_AreLeftOut()
    {
        var draft = Draft("treatment", "upgrade-web");
        draft.Write("content/ja/body", "あ");
        draft.Write("content/ja/body", "");
        draft.WriteState("paused");
        draft.WriteState("active");

        draft.IsChanged.ShouldBeFalse();
        draft.Get("content/ja").ShouldBeNull();
    }

    [Theory]
    [InlineData("objective", "grow")]
    [InlineData("group", "plans")]
    [InlineData("action", "upgrade")]
    [InlineData("treatment", "upgrade-web")]
    public void WriteState_OfEveryLevel_IsOneStepBack(string kind, string id)
    {
        var draft = Draft(kind, id);
        draft.WriteState("paused");
        draft.Undo();
        draft.WriteState("archived");
        draft.State.ShouldBe("archived");
        draft.Patches.ShouldBe([new("archived", null, "true")]);
        draft.Write("eligibility", "false");
        draft.WriteState("paused");
        draft.Patches.ShouldContain(new FieldPatch("paused", null, "true"));
        draft.Undo();
        draft.State.ShouldBe("archived");
        draft.WriteState("active");
        draft.Patches.Select(p => p.Field).ShouldBe(["eligibility"]);
    }

    [Fact]
    public void Decide_Theirs_TakesItOverAndMineStandsAgainstIt()
    {
        var draft = Draft("action", "upgrade");
        draft.WriteNumber("lever", "2");

        draft.Decide("lever", "1.7", mine: true);
        draft.Patches.ShouldBe([new("lever", "1.7", "2")]);
        draft.Decide("lever", "1.9", mine: false);

        draft.Number("lever").ShouldBe(1.9);
        draft.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Take_WhatIsWrittenWhileItIsPutIn_StandsAgainstWhatWasTaken()
    {
        var draft = Draft("action", "upgrade");
        draft.Write("value", "1200");
        var settle = draft.Take();
        draft.Write("value", "1300");

        settle();

        draft.IsChanged.ShouldBeTrue();
        draft.ToEdit().Fields.ShouldBe([new("value", "\"1200\"", "\"1300\"")]);
    }

    [Fact]
    public void Copy_OfAGroup_HasFreeIdsNoKeysAndAllBelow()
    {
        var keyed = new ActionBook(PolicyKeys.Assign(SmallPolicy.Create(), 0).Document, null);

        var edits = ItemWork.Copy(keyed, keyed.Find("group", "plans")!, "(copy)").ToEdits();

        edits.Select(e => (e.Kind, e.Id, e.IsNew)).ShouldBe(
            [("group", "plans-2", true), ("action", "upgrade-2", true), ("treatment", "upgrade-web-2", true), ("treatment", "upgrade-mail-2", true), ("action", "family-2", true), ("treatment", "family-web-2", true)]);
        Parents(edits).ShouldBe(["\"grow\"", "\"plans-2\"", "\"upgrade-2\"", "\"upgrade-2\"", "\"plans-2\"", "\"family-2\""]);
        edits.SelectMany(e => e.Fields).ShouldNotContain(f => f.Field == "key");
    }

    [Fact]
    public void ProposeId_FollowsTheNameUntilAnIdIsWritten()
    {
        var work = ItemWork.New("action", "action", "plans");

        work.ProposeId("Café & Upgrade!", _ => false);
        work.Draft.Id.ShouldBe("cafe-upgrade");
        work.ProposeId("Upgrade", id => Book.Find("action", id) is not null);
        work.Draft.Id.ShouldBe("upgrade-2");
        work.Draft.Write("id", "mine");
        work.ProposeId("Other", _ => false);
        work.Draft.Id.ShouldBe("mine");
        ItemIds.From("春の割引").ShouldBeEmpty();
    }

    [Fact]
    public void New_WithTheOnlyChannel_HasItWithoutAChoice()
    {
        ItemWork.New("treatment", "upgrade-treatment", "upgrade", "web").ToEdits().Single().Fields.ShouldContain(f => f.Field == "channel" && f.Value == "\"web\"");
        ItemWork.New("treatment", "upgrade-treatment", "upgrade").ToEdits().Single().Fields.ShouldNotContain(f => f.Field == "channel");
    }

    private static IEnumerable<string?> Parents(IReadOnlyList<ItemEdit> edits) => edits.Select(e => e.Fields.Single(f => f.Field == "parent").Value);

    private static ItemDraft Draft(string kind, string id) => Book.Find(kind, id) is { } item ? new ItemDraft(kind, JsonNode.Parse(item.Json)!.ToJsonString(), item.Parent, false) : throw new InvalidOperationException(id);
}
