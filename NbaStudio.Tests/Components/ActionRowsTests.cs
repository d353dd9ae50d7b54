using NbaStudio.Components.Pages.Actions;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class ActionRowsTests
{
    private readonly ActionRows _rows = new();

    public ActionRowsTests() => _rows.Show(ConsoleDetails.Tree("en"), null);

    [Fact]
    public void Rows_OpenAndClose()
    {
        Paths().ShouldBe(["retain", "retain/stay", "retain/stay/half", "grow", "grow/plan", "grow/plan/upgrade"]);

        _rows.Toggle(Node("retain/stay/half"));
        Paths().Length.ShouldBe(8);
        _rows.Toggle(Node("retain"));
        Paths().Length.ShouldBe(4);
        _rows.Reveal("retain/stay/half/push");
        Paths().ShouldContain("retain/stay/half/push");
        _rows.OpenAll(false);
        Paths().ShouldBe(["retain", "grow"]);
    }

    [Fact]
    public void Search_ShowsMatchesWithWhatIsAboveThem()
    {
        _rows.Filter = ActionFilter.None with { Search = "HALF" };
        _rows.Refresh();

        Paths().ShouldBe(["retain", "retain/stay", "retain/stay/half"]);
        _rows.Matches.ShouldBe(1);
        _rows.Filter = ActionFilter.None with { Search = "nowhere" };
        _rows.Refresh();
        _rows.Visible.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ActionStatus.Scheduled, null, null, "grow/plan/upgrade")]
    [InlineData(ActionStatus.Paused, null, null, "retain/stay/half")]
    [InlineData(null, "grow/plan", null, "grow/plan/upgrade")]
    [InlineData(null, null, "mail", "retain/stay/half")]
    public void Filters_KeepActionsThatMatchThemselvesOrByATreatment(ActionStatus? status, string? group, string? channel, string action)
    {
        _rows.Filter = new ActionFilter("", status, group, channel);
        _rows.Refresh();

        _rows.Visible.Where(r => r.Node.Level == ActionLevel.Action).Select(r => r.Node.Path).ShouldBe([action]);
    }

    [Fact]
    public void Choose_AGroup_ChoosesWhatMatchesUnderIt()
    {
        _rows.Choose(Node("retain"));
        _rows.Choose(Node("grow/plan/upgrade"));
        _rows.Chosen.ShouldBe(["half", "upgrade"], ignoreOrder: true);
        _rows.IsChosen(Node("grow")).ShouldBeTrue();

        _rows.Choose(Node("retain/stay"));
        _rows.Chosen.ShouldBe(["upgrade"]);
        _rows.Filter = ActionFilter.None with { Status = ActionStatus.Live };
        _rows.Choose(Node("grow"));
        _rows.Chosen.ShouldBe(["upgrade"], "what is filtered away is not chosen unseen");
    }

    [Fact]
    public void Choose_ATreatment_ChoosesItAlone()
    {
        _rows.Choose(Node("retain/stay/half/mail"));
        (_rows.Chosen.Count, _rows.IsChosen(Node("retain/stay/half"))).ShouldBe((0, false));
        _rows.ChosenTreatments.ShouldBe(["mail"]);
        _rows.Choose(Node("retain/stay/half"));
        _rows.ChosenTreatments.ShouldBe(["mail"], "an action does not choose what hangs under it");
        _rows.Choose(Node("retain/stay/half/mail"));
        _rows.ChosenTreatments.ShouldBeEmpty();
        _rows.ChooseNone();
        _rows.Chosen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("retain/stay/half", "grow/plan", "grow/plan")]
    [InlineData("retain/stay/half", "grow/plan/upgrade", "grow/plan")]
    [InlineData("retain/stay", "grow", "grow")]
    [InlineData("retain/stay", "grow/plan", "grow")]
    [InlineData("retain/stay/half/mail", "grow/plan/upgrade", "grow/plan/upgrade")]
    [InlineData("retain/stay/half", "grow", null)]
    [InlineData("retain/stay/half", "retain/stay", null)]
    [InlineData("retain/stay/half", "retain/stay/half", null)]
    [InlineData("retain/stay", "grow/plan/upgrade", null)]
    [InlineData("retain/stay/half/mail", "retain/stay/half/push", null)]
    [InlineData("retain/stay/half/mail", "grow/plan", null)]
    [InlineData("retain", "grow", null)]
    public void Onto_ARow_IsWhatTheDraggedItemWouldHangUnder(string dragged, string row, string? onto) => (_rows.Onto(Node(dragged), Node(row))?.Path).ShouldBe(onto);

    [Fact]
    public void Archived_IsHiddenUnlessAskedForOrOpen()
    {
        var tree = ConsoleDetails.Tree("en");
        var stay = tree.Roots[0].Children[0] with { Status = ActionStatus.Archived, Children = [tree.Roots[0].Children[0].Children[0] with { Status = ActionStatus.Archived, StatusFrom = ActionLevel.Group }] };
        var rows = new ActionRows();
        var retain = tree.Roots[0] with { Children = [stay] };
        rows.Show(tree with { Roots = [retain, tree.Roots[1]] }, null);

        Shown().ShouldBe(["retain", "grow", "grow/plan", "grow/plan/upgrade"]);
        (rows.HasArchived, rows.Matches, rows.IsFiltered).ShouldBe((true, 1, false));
        rows.Choose(retain);
        rows.Chosen.ShouldBeEmpty("what is hidden is not chosen unseen");
        rows.Reveal("retain/stay");
        Shown().ShouldBe(["retain", "retain/stay", "retain/stay/half", "grow", "grow/plan", "grow/plan/upgrade"], "what is open is seen with what is in it");
        rows.Reveal(null);
        rows.Filter = ActionFilter.None with { Archived = true };
        rows.Refresh();
        (Shown().Length, rows.Matches, rows.IsFiltered).ShouldBe((6, 2, false));
        rows.Filter = ActionFilter.None with { Status = ActionStatus.Archived };
        rows.Refresh();
        Shown().ShouldBe(["retain", "retain/stay", "retain/stay/half"]);
        var written = (ActionFilter.None with { Archived = true }).Write();
        written.ShouldBe("archived=yes");
        ActionFilter.Read(null, null, null, null, "yes").Write().ShouldBe(written);

        string[] Shown() => [.. rows.Visible.Select(r => r.Node.Path)];
    }

    [Fact]
    public void Filter_WrittenIntoAnAddress_IsReadBack()
    {
        var filter = new ActionFilter("50% off & more", ActionStatus.Paused, "grow/plan", "email");

        filter.Write().ShouldBe("q=50%25%20off%20%26%20more&status=paused&group=grow%2Fplan&channel=email");
        ActionFilter.Read("50% off & more", "paused", "grow/plan", "email").ShouldBe(filter);
        ActionFilter.Read(null, "7", "", "").ShouldBe(ActionFilter.None, "a state that there is not filters nothing");
        ActionFilter.None.Write().ShouldBe("");
    }

    private string[] Paths() => [.. _rows.Visible.Select(r => r.Node.Path)];

    private static ActionNode Node(string path) => All(ConsoleDetails.Tree("en").Roots).Single(n => n.Path == path);

    private static IEnumerable<ActionNode> All(IEnumerable<ActionNode> nodes) => nodes.SelectMany(n => All(n.Children).Prepend(n));
}
