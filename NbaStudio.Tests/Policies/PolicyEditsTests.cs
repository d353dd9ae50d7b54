using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

/// <summary>Edits from whole documents, and edits brought onto newer revisions.</summary>
public sealed class PolicyEditsTests
{
    private static readonly PolicyDocument Base = PolicyKeys.Assign(SmallPolicy.Create(), 0).Document;

    [Fact]
    public void Between_SameDocument_IsEmpty() => PolicyEdits.Between(Base, Base, 1).ShouldBeEmpty();

    [Fact]
    public void Between_DocumentWithoutKeys_FindsTheSameItems() => PolicyEdits.Between(Base, SmallPolicy.Create(), 1).ShouldBeEmpty();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Between_ShuffledDocument_GivesTheSameBytesWhenApplied(int seed)
    {
        var random = new Random(seed);
        var before = Wide();
        var after = before;
        for (var i = 0; i < 12; i++)
        {
            after = Shake(after, random, i);
        }

        var draft = PolicyEdits.Rebase(before, 1, PolicyEdits.Between(before, after, 1), NoBases);

        draft.Conflicts.ShouldBeEmpty();
        PolicyJson.WriteText(draft.Document!).ShouldBe(PolicyJson.WriteText(after));
    }

    [Fact]
    public void Between_NothingBefore_AddsEverything()
    {
        var draft = PolicyEdits.Rebase(null, 0, PolicyEdits.Between(null, Base, 0), NoBases);

        PolicyJson.Write(draft.Document!).ShouldBe(PolicyJson.Write(Base));
        draft.Items.ShouldAllBe(i => i.IsNew);
    }

    [Fact]
    public void Between_OneLever_IsOneEdit()
    {
        var edit = PolicyEdits.Between(Base, WithLever(3), 7).ShouldHaveSingleItem();

        (edit.Kind, edit.Handle, edit.Base, edit.Parent, edit.After).ShouldBe(("objective", "grow", 7, null, null));
        edit.Json!.ShouldContain("\"lever\": 3");
    }

    [Fact]
    public void Rebase_OthersChangedOtherItems_KeepsBoth()
    {
        var theirs = Base with { RandomCheck = 0.05, Triggers = [.. Base.Triggers, new() { Name = "new", Key = 900, Pattern = "event \"purchase\"", Channels = ["mail"] }] };

        var draft = PolicyEdits.Rebase(theirs, 2, PolicyEdits.Between(Base, WithLever(3), 1), Bases);

        draft.Conflicts.ShouldBeEmpty();
        PolicyJson.WriteText(draft.Document!).ShouldBe(PolicyJson.WriteText(theirs with { Objectives = WithLever(3).Objectives }));
    }

    [Fact]
    public void Rebase_SameItemOnBothSides_IsAConflictWithThreeSides()
    {
        var draft = PolicyEdits.Rebase(WithLever(4), 2, PolicyEdits.Between(Base, WithLever(3), 1), Bases);

        var conflict = draft.Conflicts.ShouldHaveSingleItem();
        (conflict.Id, conflict.Reason).ShouldBe(("grow", PolicyConflictReason.Changed));
        (conflict.Base!.Contains("\"lever\": 2"), conflict.Theirs!.Contains("\"lever\": 4"), conflict.Mine!.Contains("\"lever\": 3")).ShouldBe((true, true, true));
        draft.Document!.Objectives[0].Lever.ShouldBe(4);
        draft.Find("objective", "grow")!.Json.ShouldBe(conflict.Mine);
        draft.Items.Single(i => i is { Kind: "objective", Id: "grow" }).Edit.ShouldBeNull();
    }

    [Fact]
    public void Rebase_SameEditOnBothSides_IsNoConflict() =>
        PolicyEdits.Rebase(WithLever(3), 2, PolicyEdits.Between(Base, WithLever(3), 1), Bases).Conflicts.ShouldBeEmpty();

    [Fact]
    public void KeepMine_AfterAConflict_StandsOnTheNewest()
    {
        var edit = PolicyEdits.Between(Base, WithLever(3), 1)[0];

        var kept = PolicyEdits.KeepMine(WithLever(4), 2, edit, Bases);

        var draft = PolicyEdits.Rebase(WithLever(4), 2, kept, Bases);
        draft.Conflicts.ShouldBeEmpty();
        draft.Document!.Objectives[0].Lever.ShouldBe(3);
    }

    [Fact]
    public void Rebase_OthersRemovedWhatIsEdited_IsAConflictAndMineBringsItBackWhole()
    {
        var mine = PolicyEdits.Between(Base, WithFirstAction(a => a with { Lever = 1.3 }), 1);
        var theirs = Base with { Objectives = [.. Base.Objectives.Skip(1)] };

        var draft = PolicyEdits.Rebase(theirs, 2, mine, Bases);

        draft.Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(PolicyConflictReason.Removed);
        draft.Conflicts[0].Theirs.ShouldBeNull();
        var kept = PolicyEdits.Rebase(theirs, 2, PolicyEdits.KeepMine(theirs, 2, mine[0], Bases), Bases);
        kept.Conflicts.ShouldBeEmpty();
        var grow = kept.Document!.Objectives.Single(o => o.Id == "grow");
        (grow.Key, grow.Lever).ShouldBe((Base.Objectives[0].Key, 2));
        var action = grow.Groups.ShouldHaveSingleItem().Actions.ShouldHaveSingleItem();
        (action.Id, action.Lever, action.Treatments.Count).ShouldBe(("upgrade", 1.3, 2));
    }

    [Fact]
    public void Rebase_DeletedGroupWithSomethingNewUnderIt_AsksAboutWhatIsNew()
    {
        var group = Base.Objectives[0].Groups[0];
        var added = PolicyEdits.Between(Base, WithGroup(group with { Actions = [.. group.Actions, SmallPolicy.Action("extra", "web")] }), 1);
        PolicyEdit[] edits = [.. added, new PolicyEdit("group", group.Id, null, 1)];

        var draft = PolicyEdits.Rebase(Base, 1, edits, Bases);

        draft.Document!.Objectives[0].Groups.ShouldBeEmpty();
        draft.Conflicts.ShouldAllBe(c => c.Reason == PolicyConflictReason.ParentGone);
        draft.Conflicts.Select(c => c.Id).ShouldContain("extra");
    }

    [Fact]
    public void Rebase_OthersRenamedTheGroup_PutsANewActionUnderItsNewName()
    {
        var group = Base.Objectives[0].Groups[0];
        var mine = PolicyEdits.Between(Base, WithGroup(group with { Actions = [.. group.Actions, SmallPolicy.Action("extra", "web")] }), 1);
        var theirs = WithGroup(group with { Id = "tariffs" });

        var draft = PolicyEdits.Rebase(theirs, 2, mine, Bases);

        draft.Conflicts.ShouldBeEmpty();
        var now = draft.Document!.Objectives[0].Groups.ShouldHaveSingleItem();
        now.Id.ShouldBe("tariffs");
        now.Actions.Select(a => a.Id).ShouldBe(["upgrade", "family", "extra"]);
    }

    [Fact]
    public void Rebase_OthersRemovedTheGroupOfANewAction_IsAConflict()
    {
        var group = Base.Objectives[0].Groups[0];
        var mine = PolicyEdits.Between(Base, WithGroup(group with { Actions = [.. group.Actions, SmallPolicy.Action("extra", "web")] }), 1);
        var theirs = Base with { Objectives = [Base.Objectives[0] with { Groups = [] }, Base.Objectives[1]] };

        var draft = PolicyEdits.Rebase(theirs, 2, mine, Bases);

        draft.Conflicts.Select(c => (c.Edit.Kind, c.Reason)).ShouldBe([("action", PolicyConflictReason.ParentGone), ("treatment", PolicyConflictReason.ParentGone)]);
        var kept = draft.Conflicts.SelectMany(c => PolicyEdits.KeepMine(theirs, 2, c.Edit, Bases)).DistinctBy(e => (e.Kind, e.Handle)).ToList();
        PolicyEdits.Rebase(theirs, 2, kept, Bases).Document!.Objectives[0].Groups[0].Actions.Select(a => a.Id).ShouldBe(["extra"]);
    }

    [Fact]
    public void Rebase_DeletionOfAGroupThatOthersWorkOn_IsAConflict()
    {
        var mine = PolicyEdits.Between(Base, Base with { Objectives = [Base.Objectives[0] with { Groups = [] }, Base.Objectives[1]] }, 1).Where(e => e.Kind == "group").ToList();
        var theirs = WithFirstAction(a => a with { Lever = 1.3 });

        PolicyEdits.Rebase(theirs, 2, mine, Bases).Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(PolicyConflictReason.ContentsChanged);
        PolicyEdits.Rebase(Base, 2, mine, Bases).Document!.Objectives[0].Groups.ShouldBeEmpty();
    }

    [Fact]
    public void Rebase_TheSameIdAddedTwice_IsAConflict()
    {
        var theirs = Base with { Conditions = [.. Base.Conditions, new() { Name = "senior", Key = 900, When = "customer.age >= 65" }] };
        var mine = PolicyEdits.Between(Base, Base with { Conditions = [.. Base.Conditions, new() { Name = "senior", When = "customer.age >= 60" }] }, 1);

        PolicyEdits.Rebase(theirs, 2, mine, Bases).Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(PolicyConflictReason.Added);
        var kept = PolicyEdits.Rebase(theirs, 2, PolicyEdits.KeepMine(theirs, 2, mine[0], Bases), Bases).Document!.Conditions[1];
        (kept.Key, kept.When).ShouldBe((900, "customer.age >= 60"));
    }

    [Fact]
    public void Rebase_RenameToAnIdThatOthersTook_IsAConflict()
    {
        var theirs = Base with { Conditions = [.. Base.Conditions, new() { Name = "grown", Key = 900, When = "customer.age >= 65" }] };
        var mine = PolicyEdits.Between(Base, Base with { Conditions = [Base.Conditions[0] with { Name = "grown" }] }, 1);

        var draft = PolicyEdits.Rebase(theirs, 2, mine, Bases);

        draft.Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(PolicyConflictReason.Added);
        draft.Document!.Conditions.Select(c => c.Name).ShouldBe(["adult", "grown"]);
    }

    [Fact]
    public void Compare_MovedItems_SaysWhichMovedAndNotTheOthers()
    {
        var wide = Wide();
        var moved = wide with { Conditions = [.. wide.Conditions.Skip(1), wide.Conditions[0]] };

        var difference = PolicyDiff.Compare(wide, moved).ShouldHaveSingleItem();

        (difference.Id, difference.Fields.ShouldHaveSingleItem()).ShouldBe((wide.Conditions[0].Name, new PolicyFieldDifference("position", "1", "8")));
    }

    private static PolicyDocument? NoBases(int revision) => throw new InvalidOperationException($"Revision {revision} is not needed.");

    private static PolicyDocument? Bases(int revision) => revision == 1 ? Base : throw new InvalidOperationException($"Revision {revision} is not needed.");

    private static PolicyDocument WithLever(double lever) => Base with { Objectives = [Base.Objectives[0] with { Lever = lever }, Base.Objectives[1]] };

    private static PolicyDocument WithGroup(GroupDocument group) => Base with { Objectives = [Base.Objectives[0] with { Groups = [group] }, Base.Objectives[1]] };

    private static PolicyDocument WithFirstAction(Func<ActionDocument, ActionDocument> change)
    {
        var group = Base.Objectives[0].Groups[0];
        return WithGroup(group with { Actions = [change(group.Actions[0]), .. group.Actions.Skip(1)] });
    }

    private static PolicyDocument Wide() => PolicyKeys.Assign(SmallPolicy.Create() with
    {
        Conditions = [.. Enumerable.Range(0, 8).Select(i => new ConditionDocument { Name = i == 0 ? "adult" : $"c{i}", When = $"customer.age >= {i}" })],
        ContextWeights = [.. Enumerable.Range(0, 4).Select(i => new ContextWeightDocument { When = $"customer.age >= {i}", Weight = 1 + i })],
    }, 0).Document;

    // One random step: a condition moves, goes, comes or is renamed; context weights turn round; an action goes to another group.
    private static PolicyDocument Shake(PolicyDocument document, Random random, int step)
    {
        var conditions = document.Conditions.ToList();
        var at = random.Next(conditions.Count);
        switch (random.Next(6))
        {
            case 0:
                var moved = conditions[at];
                conditions.RemoveAt(at);
                conditions.Insert(random.Next(conditions.Count + 1), moved);
                return document with { Conditions = conditions };
            case 1 when conditions.Count > 2:
                conditions.RemoveAt(at);
                return document with { Conditions = conditions };
            case 2:
                conditions.Insert(random.Next(conditions.Count + 1), new ConditionDocument { Name = $"new{step}", When = "customer.age > 1" });
                return document with { Conditions = conditions };
            case 3:
                conditions[at] = conditions[at] with { Name = $"renamed{step}" };
                return document with { Conditions = conditions };
            case 4:
                return document with { ContextWeights = [.. document.ContextWeights.Reverse().Skip(step % 2), new() { When = "customer.age > 9", Weight = step }] };
            default:
                var (source, target) = (document.Objectives[0].Groups[0], document.Objectives[1].Groups[0]);
                return source.Actions.Count == 0 ? document : document with
                {
                    Objectives =
                    [
                        document.Objectives[0] with { Groups = [source with { Actions = [.. source.Actions.Skip(1)] }] },
                        document.Objectives[1] with { Groups = [target with { Actions = [source.Actions[0], .. target.Actions] }] },
                    ],
                };
        }
    }
}
