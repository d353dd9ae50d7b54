using NbaStudio.Components.Pages.Levers;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Components.Levers;

public sealed class LeverWorkTests
{
    private readonly LeverWork _work = new(new LeverBoard(
        [
            new("objective", "grow", 1, "Grow", -1, 1.2, null), new("group", "plans", 2, "Plans", 0, 1.5, null), new("action", "upgrade", 3, "Upgrade", 1, 1.1, null),
            new("action", "trade", 4, "Trade in", 1, 1, null), new("objective", "serve", 5, "Serve", -1, 1, null), new("group", "help", 6, "Help", 4, 1, null), new("action", "bill", 7, "Bill", 5, 1, "service"),
        ],
        [new ContextWeightRow("8", "context.intent = \"cancel\"", "Retain", 2)]));

    private LeverRow Upgrade => _work.Board.Rows[2];

    [Fact]
    public void Product_OfAnAction_IsThatOfThreeLevels()
    {
        _work.Product(Upgrade).ShouldBe(1.98, 1e-12);

        _work.Set(_work.Board.Rows[1], 3);

        _work.Product(Upgrade).ShouldBe(3.96, 1e-12);
        _work.ProductBefore(Upgrade).ShouldBe(1.98, 1e-12);
    }

    [Fact]
    public void Set_BackToWhatItWas_IsNoChange()
    {
        _work.Set(Upgrade, 2);
        _work.IsChanged.ShouldBeTrue();

        _work.Set(Upgrade, 1.1);

        _work.IsChanged.ShouldBeFalse();
        _work.Writes().ShouldBeEmpty();
    }

    [Fact]
    public void Undo_OfASliderDrawnAlong_IsOneStep()
    {
        _work.Set(_work.Board.Rows[0], 2);
        _work.Set(Upgrade, 1.3);
        _work.Set(Upgrade, 1.6);
        _work.Set(Upgrade, 2);

        _work.Undo();

        _work.Settings.ShouldBe([new LeverSetting("objective", "grow", 2)]);
        _work.Undo();
        (_work.IsChanged, _work.CanUndo).ShouldBe((false, false));
    }

    [Fact]
    public void Reset_IsUndoneAtOnce()
    {
        _work.Set(Upgrade, 2);
        _work.Set(_work.Board.Weights[0], 3);

        _work.Reset();
        _work.IsChanged.ShouldBeFalse();
        _work.Undo();

        _work.Settings.ShouldBe([new LeverSetting("action", "upgrade", 2), new LeverSetting("contextWeight", "8", 3)], ignoreOrder: true);
    }

    [Fact]
    public void Writes_SayWhatWasSeen_AndLeaveNeutralOut()
    {
        _work.Set(Upgrade, 1);
        _work.Set(_work.Board.Rows[3], 0.5);
        _work.Set(_work.Board.Weights[0], 2.5);

        _work.Writes().Select(w => (w.Kind, w.Id, w.Fields[0])).ShouldBe(
            [("action", "upgrade", new FieldWrite("lever", "1.1", null)), ("action", "trade", new FieldWrite("lever", null, "0.5")), ("contextWeight", "8", new FieldWrite("weight", "2", "2.5"))]);
    }

    [Fact]
    public void Take_OfTheirs_ShowsThemAndKeepsTheRest()
    {
        _work.Set(Upgrade, 2);
        _work.Set(_work.Board.Rows[0], 3);

        _work.Take([new FieldClash("action", "upgrade", "lever", "1.7")]);

        _work.Of(_work.Board.Rows[2]).ShouldBe(1.7);
        _work.Settings.ShouldBe([new LeverSetting("objective", "grow", 3)]);
    }

    [Fact]
    public void Restore_OfAWeightWhoseKeyMovedOn_StaysWithThatWeight()
    {
        // Weights that only a change has are numbered in the order of the policy.
        var before = Weights(("9", "new-a"), ("10", "new-b"), ("11", "new-c"));
        before.Set(before.Board.Weights[2], 4);
        before.Settings.ShouldBe([new LeverSetting("contextWeight", "10", 4)]);
        var after = Weights(("9", "new-b"), ("10", "new-c"));

        after.Restore(LeverDraft.From(before.ToDraft()!.Write())!).ShouldBeTrue();

        after.Board.Weights.Select(after.Of).ShouldBe([2, 4, 1.5]);
        after.Settings.ShouldBe([new LeverSetting("contextWeight", "9", 4)], "the estimate goes by the keys of the policy as it is now");
        after.Writes().ShouldHaveSingleItem().Id.ShouldBe("new-b");
        after.Take([new FieldClash("contextWeight", "new-b", "weight", "3")]);
        (after.IsChanged, after.Board.Weights[1].Weight).ShouldBe((false, 3));
        Weights(("9", "new-a")).Restore(before.ToDraft()!).ShouldBeFalse("it is gone, and no other weight takes its place");
    }

    [Fact]
    public void Visible_FoldedSearchedAndChangedOnly()
    {
        _work.Toggle(0);
        _work.Visible.ShouldBe([0, 4, 5, 6]);

        _work.Search = "trade";
        _work.Visible.ShouldBe([0, 1, 3], "a search looks into what is folded, and shows what it stands under");
        _work.Search = "plans";
        _work.Visible.ShouldBe([0, 1, 2, 3], "and all that stands under what it found");

        _work.Search = "";
        _work.ChangedOnly = true;
        _work.Visible.ShouldBeEmpty();
        _work.Set(Upgrade, 2);
        _work.Visible.ShouldBe([0, 1, 2]);
    }

    private static LeverWork Weights(params (string Key, string Handle)[] added) =>
        new(new LeverBoard([], [new("8", "time.hour >= 18", "Retain", 2), .. added.Select(a => new ContextWeightRow(a.Key, a.Handle, "Grow", 1.5) { Handle = a.Handle })]));
}
