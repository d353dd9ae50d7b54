using NbaStudio.Components.Pages.Foundations;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Components.Foundations;

/// <summary>Attributes, channels and settings under work: what is written, and what stands in the way of it.</summary>
public sealed class DataWorkTests
{
    private readonly DataWork _work = new(new ActionBook(SmallPolicy.Create(), null));

    [Fact]
    public void Delete_OfAnAttributeInUse_NamesEveryPlaceAndIsHeldBack()
    {
        Open(_work.Attributes.Single(a => a.Id == "fee"), DataTask.Delete);

        _work.Check.Uses.Select(i => i.Path).Distinct().ShouldBe(
        [
            "objectives/grow/groups/plans/actions/family/value", "objectives/grow/groups/plans/actions/upgrade/value", "objectives/serve/groups/help/actions/notice/value",
        ], ignoreOrder: true);
        _work.State.ShouldNotBe(SaveState.Ready);
        var place = _work.Check.Uses.First(i => i.Path.Contains("/upgrade/", StringComparison.Ordinal)).Path;
        DataPlaces.Say(place, _work.Book, new Words("en")).ShouldBe("Action “upgrade”: value");
        DataPlaces.LinkOf(place, "c-1").ShouldBe("/actions?path=grow%2Fplans%2Fupgrade&change=c-1");
    }

    [Fact]
    public void Undo_OfAnAttribute_GoesBackAndForth()
    {
        Open(_work.Attributes.Single(a => a.Id == "illness"), DataTask.Edit);
        _work.Change(_work.Edited! with { Attribute = _work.Edited!.Attribute! with { Sensitive = false } });
        _work.Change(_work.Edited! with { Attribute = _work.Edited!.Attribute! with { Type = "number" } });

        _work.Undo();
        (_work.Edited!.Attribute!.Type, _work.Edited.Attribute.Sensitive, _work.IsChecking).ShouldBe(("text", false, true));
        _work.Undo();
        (_work.Edited!.Attribute!.Sensitive, _work.IsUnsaved, _work.CanUndo).ShouldBe((true, false, false));
        _work.Redo();
        _work.Edited!.Attribute!.Sensitive.ShouldBeFalse();
        _work.Close();
        _work.CanRedo.ShouldBeFalse();
    }

    [Theory]
    [InlineData("age", "conditions/adult")]
    [InlineData("plan", "content/en/subject")]
    public void Delete_OfAnAttribute_FindsConditionsAndTexts(string name, string place)
    {
        Open(_work.Attributes.Single(a => a.Id == name), DataTask.Delete);

        _work.Check.Uses.ShouldContain(i => i.Path.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_OfWhatNothingUses_SaysWhatWasSeen()
    {
        Open(_work.Attributes.Single(a => a.Id == "illness"), DataTask.Delete);

        _work.Check.Uses.ShouldBeEmpty();
        _work.State.ShouldBe(SaveState.Ready);
        var write = _work.Writes.ShouldHaveSingleItem();
        (write.Kind, write.Id, write.What).ShouldBe(("attribute", "illness", ItemWriteKind.Delete));
        write.Fields.ShouldContain(new FieldWrite("sensitive", "true", null));
    }

    [Fact]
    public void Delete_OfAChannel_NamesTreatmentsAndTriggers()
    {
        Open(_work.Channels.Single(c => c.Id == "mail"), DataTask.Delete);

        _work.Check.Uses.ShouldContain(i => i.Path.StartsWith("triggers/leaving", StringComparison.Ordinal));
        _work.Check.Uses.ShouldContain(i => i.Path.Contains("treatments/upgrade-mail", StringComparison.Ordinal));
        _work.State.ShouldNotBe(SaveState.Ready);
    }

    [Fact]
    public void Change_OfATypeThatRulesRead_IsHeldBackAndSaysWhere()
    {
        Open(_work.Attributes.Single(a => a.Id == "age"), DataTask.Edit);
        _work.State.ShouldNotBe(SaveState.Ready, "nothing is changed yet");

        Change(a => a with { Type = "text" });

        _work.Check.Own.ShouldBeEmpty();
        _work.Check.Broken.ShouldContain(i => i.Path.StartsWith("conditions/adult", StringComparison.Ordinal));
        _work.State.ShouldNotBe(SaveState.Ready);

        Change(a => a with { Type = "number", Sensitive = true });
        _work.Check.Broken.ShouldBeEmpty();
        _work.State.ShouldBe(SaveState.Ready);
        _work.Writes.ShouldHaveSingleItem().Fields.ShouldBe([new FieldWrite("sensitive", null, "true")]);
    }

    [Fact]
    public void Add_OfAnAttribute_IsCheckedLikeAnyOther()
    {
        _work.Add(DataItem.NewAttribute());
        Check();
        _work.State.ShouldNotBe(SaveState.Ready, "it has no name yet");
        _work.Check.Own.ShouldContain(i => i.Code == "name.missing");

        Change(a => a with { Name = "Age" });
        _work.Check.Own.ShouldContain(i => i.Code == "id.duplicate", "age is there already, whatever the case of its letters");
        _work.State.ShouldNotBe(SaveState.Ready);

        Change(a => a with { Name = "first_name", Label = new Dictionary<string, string> { ["en"] = "First name" } });
        _work.State.ShouldBe(SaveState.Ready);
        _work.Writes.ShouldHaveSingleItem().Fields.Select(f => f.Field).ShouldBe(["name", "label"], "text is what an attribute is where nothing is said");
    }

    [Fact]
    public void Change_OfAPlacementInUse_IsHeldBack()
    {
        var policy = SmallPolicy.WithTreatment(t => t with { Placements = ["hero"] });
        var work = new DataWork(new ActionBook(policy, null));
        work.Open(work.Channels[0], DataTask.Edit);
        var edited = work.Edited! with { Channel = work.Edited.Channel! with { Placements = [new() { Name = "tile", MaximumCount = 3 }] } };
        work.Change(edited);

        work.Take(edited, DataTask.Edit, work.Look(edited, DataTask.Edit));

        work.Check.Broken.ShouldContain(i => i.Path.Contains("treatments/upgrade-web", StringComparison.Ordinal));
        work.State.ShouldNotBe(SaveState.Ready);
    }

    [Fact]
    public void Settings_OfTheWorkspace_WriteWhatDiffersAndKeepTheRest()
    {
        Open(_work.Workspace, DataTask.Edit);
        var edited = _work.Edited! with { Workspace = _work.Edited.Workspace! with { Currency = "yen" } };
        _work.Change(edited);
        Check();
        _work.Check.Own.ShouldHaveSingleItem().Code.ShouldBe("currency.format");
        _work.State.ShouldNotBe(SaveState.Ready);

        _work.Change(edited with { Workspace = edited.Workspace! with { Currency = "JPY", Languages = ["en", "ja"] } });
        Check();

        _work.State.ShouldBe(SaveState.Ready);
        var write = _work.Writes.ShouldHaveSingleItem();
        (write.Kind, write.Id).ShouldBe((PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind));
        write.Fields.Select(f => (f.Field, f.Value)).ShouldBe([("currency", "\"JPY\""), ("languages", """["en","ja"]""")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("web", "inbound", 1)]
    [InlineData("email", "outbound", 0)]
    public void NewChannel_OfAKind_CanBeSavedAsItBegins(string kind, string direction, int placements)
    {
        _work.Add(DataItem.NewChannel(kind, "another", new Dictionary<string, string> { ["en"] = "Another" }));
        Check();

        (_work.Edited!.Channel!.Direction, _work.Edited.Channel.Placements.Count).ShouldBe((direction, placements));
        _work.State.ShouldBe(SaveState.Ready, string.Join(' ', _work.Check.Own.Select(i => i.Message)));
    }

    [Fact]
    public void HoldOut_UnderWork_SaysWhatIsWrongAtItsField()
    {
        _work.Add(DataItem.NewHoldOut("hold-out"));
        Check();
        _work.State.ShouldBe(SaveState.Ready, string.Join(' ', _work.Check.Own.Select(i => i.Message)));
        _work.Writes.ShouldHaveSingleItem().Fields.Select(f => (f.Field, f.Value)).ShouldBe([("id", "\"hold-out\""), ("share", "0.05"), ("salt", "\"hold-out\"")], ignoreOrder: true);

        ChangeHoldOut(h => h with { Share = 0.6, Scope = "nothing", Salt = "" });
        _work.State.ShouldNotBe(SaveState.Ready);
        _work.Check.Own.Select(_work.Edited!.FieldOf).Distinct().ShouldBe(["share", "scope", "salt"], ignoreOrder: true);

        ChangeHoldOut(h => h with { Share = 0.1, Scope = "grow", Salt = "g" });
        _work.State.ShouldBe(SaveState.Ready, string.Join(' ', _work.Check.Own.Select(i => i.Message)));
    }

    [Fact]
    public void HoldOuts_TogetherTooMany_StandAtTheShare()
    {
        var work = new DataWork(new ActionBook(SmallPolicy.Create() with { HoldOuts = [new() { Id = "all", Share = 0.3, Salt = "a" }] }, null));
        var edited = DataItem.NewHoldOut("more") with { HoldOut = new HoldOutDocument { Id = "more", Share = 0.3, Salt = "b", Scope = "grow" } };
        work.Add(edited);
        work.Take(edited, DataTask.Add, work.Look(edited, DataTask.Add));

        work.State.ShouldNotBe(SaveState.Ready);
        work.Check.Broken.ShouldBeEmpty("it is this one's doing");
        edited.FieldOf(work.Check.Own.Single(i => i.Severity == IssueSeverity.Error)).ShouldBe("share");

        work.Open(work.HoldOuts[0], DataTask.Delete);
        work.Take(work.Edited!, DataTask.Delete, work.Look(work.Edited!, DataTask.Delete));
        work.State.ShouldBe(SaveState.Ready);
        work.Writes.ShouldHaveSingleItem().Fields.ShouldContain(new FieldWrite("share", "0.3", null));
    }

    [Fact]
    public void Fairness_UnderWork_IsOfAnAttributeAndLeavesRoom()
    {
        _work.Add(DataItem.NewFairness());
        Check();
        _work.State.ShouldNotBe(SaveState.Ready, "it watches nothing yet");
        _work.Check.Own.Select(_work.Edited!.FieldOf).ShouldBe(["attribute"]);

        ChangeFairness(f => f with { Attribute = "age", Low = 2, High = 1 });
        _work.Check.Own.Select(_work.Edited!.FieldOf).ShouldBe(["low"]);
        _work.State.ShouldNotBe(SaveState.Ready);

        ChangeFairness(f => f with { Low = 0.8, High = 1.25 });
        _work.State.ShouldBe(SaveState.Ready);
        var write = _work.Writes.ShouldHaveSingleItem();
        (write.Kind, write.Id).ShouldBe(("fairness", "age"));
    }

    [Fact]
    public void Attribute_ThatALimitWatches_NamesTheLimitAndWhereItIsMended()
    {
        var work = new DataWork(new ActionBook(SmallPolicy.Create() with { Fairness = [new() { Attribute = "illness", Low = 0.8, High = 1.25 }] }, null));
        work.Open(work.Attributes.Single(a => a.Id == "illness"), DataTask.Delete);
        work.Take(work.Edited!, DataTask.Delete, work.Look(work.Edited!, DataTask.Delete));

        var place = work.Check.Uses.ShouldHaveSingleItem().Path;
        DataPlaces.LinkOf(place, "c-1").ShouldBe("/measure/setup?change=c-1");
        DataPlaces.Say(place, work.Book, new Words("en")).ShouldStartWith("fairness bound “");
    }

    private void ChangeHoldOut(Func<HoldOutDocument, HoldOutDocument> change)
    {
        _work.Change(_work.Edited! with { HoldOut = change(_work.Edited!.HoldOut!) });
        Check();
    }

    private void ChangeFairness(Func<FairnessDocument, FairnessDocument> change)
    {
        _work.Change(_work.Edited! with { Fairness = change(_work.Edited!.Fairness!) });
        Check();
    }

    private void Open(DataItem item, DataTask task)
    {
        _work.Open(item, task);
        Check();
    }

    private void Change(Func<AttributeDocument, AttributeDocument> change)
    {
        _work.Change(_work.Edited! with { Attribute = change(_work.Edited!.Attribute!) });
        _work.State.ShouldNotBe(SaveState.Ready, "what is not checked cannot be saved");
        Check();
    }

    private void Check() => _work.Take(_work.Edited!, _work.Task, _work.Look(_work.Edited!, _work.Task));
}
