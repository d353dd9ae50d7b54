using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Conditions;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Components.Rules;

/// <summary>Lines and text are one tree: whatever stands in one comes back from the other.</summary>
public sealed class RuleEditorTests
{
    [Fact]
    public void Whole_OfRandomRules_LosesNothing()
    {
        var trees = new RandomTrees(81);
        for (var i = 0; i < 5_000; i++)
        {
            var tree = trees.Condition(i % 5);

            var text = RuleGroup.Whole(tree).ToText();

            ConditionLanguage.Parse(text).Tree.ShouldBe(tree, text);
        }
    }

    [Theory]
    [InlineData("customer.age >= 18", RuleOperator.GreaterOrEqual, "customer.age", "18")]
    [InlineData("customer.plan not in (\"S\", \"M, L\")", RuleOperator.NoneOf, "customer.plan", "S|M, L")]
    [InlineData("not customer.contract_end between date \"2026-01-02\" and date \"2026-02-03\"", RuleOperator.Between, "customer.contract_end", "2026-01-02|2026-02-03")]
    [InlineData("count(event \"page_view\" in 30m) > 2", RuleOperator.Greater, "count(event \"page_view\" in 30m)", "2")]
    [InlineData("condition \"adult\"", RuleOperator.Holds, "condition \"adult\"", "")]
    [InlineData("customer.fee > customer.balance", RuleOperator.Holds, "customer.fee > customer.balance", "")]
    public void Row_OfACondition_HasItsParts(string text, RuleOperator op, string subject, string values)
    {
        var row = RuleGroup.Whole(ConditionLanguage.Parse(text).Tree).Parts.ShouldHaveSingleItem().ShouldBeOfType<RuleRow>();

        (row.Operator, row.Subject, string.Join('|', row.Values), row.Negated).ShouldBe((op, subject, values, text.StartsWith("not ", StringComparison.Ordinal)));
        row.ToText().ShouldBe(text);
    }

    [Fact]
    public void Undo_AfterEditsOfLinesAndText_GoesBackStepByStep()
    {
        var editor = Editor("customer.age >= 18");
        editor.Whole.Insert(1, new RuleRow { Subject = "customer.vip", Operator = RuleOperator.Holds });
        editor.Edited();
        editor.Write("customer.age >= 21 and customer.vip");

        editor.Undo();
        editor.Text.ShouldBe("customer.age >= 18 and customer.vip");
        editor.Whole.Parts.Count.ShouldBe(2);
        editor.Undo();
        editor.Text.ShouldBe("customer.age >= 18");
        (editor.CanUndo, editor.IsChanged).ShouldBe((false, false));
        editor.Redo();
        editor.Redo();
        editor.Text.ShouldBe("customer.age >= 21 and customer.vip");
        editor.CanRedo.ShouldBeFalse();
    }

    [Fact]
    public void Write_TextThatCannotBeRead_KeepsTheLinesAndSaysSo()
    {
        var editor = Editor("customer.age >= 18");

        editor.Write("customer.age >= 18 and (");

        (editor.IsDrawn, editor.IsValid, editor.Whole.Parts.Count).ShouldBe((false, false, 1));
        editor.Write("");
        (editor.IsDrawn, editor.IsValid, editor.Whole.Parts.Count).ShouldBe((true, true, 0));
    }

    [Fact]
    public void Up_FromTheLastLine_PassesEveryPlaceOnce()
    {
        var whole = RuleGroup.Whole(ConditionLanguage.Parse("customer.a = 1 and (customer.b = 2 or not (customer.c = 3 or customer.d = 4)) and customer.e = 5").Tree);
        var part = whole.Parts[2];
        var up = new List<string> { whole.ToText() };
        while (RuleMoves.Up(part))
        {
            up.Add(whole.ToText());
        }

        up[^1].ShouldStartWith("customer.e = 5 and customer.a = 1");
        up.Distinct().Count().ShouldBe(up.Count);
        up.Count.ShouldBe(9); // the end; last of the group; behind d, behind c, before c; behind b, before b; behind a; the top
        var down = new List<string> { whole.ToText() };
        while (RuleMoves.Down(part))
        {
            down.Add(whole.ToText());
        }

        down.ShouldBe(Enumerable.Reverse(up));
    }

    [Fact]
    public void To_IntoItself_ChangesNothing()
    {
        var whole = RuleGroup.Whole(ConditionLanguage.Parse("customer.a = 1 and (customer.b = 2 or customer.c = 3)").Tree);
        var group = (RuleGroup)whole.Parts[1];

        RuleMoves.To(group, group.Parts[0]).ShouldBeFalse();
        RuleMoves.To(group, group).ShouldBeFalse();
        RuleMoves.To(whole.Parts[0], group.Parts[1]).ShouldBeTrue();

        whole.ToText().ShouldBe("customer.b = 2 or customer.a = 1 or customer.c = 3");
    }

    [Fact]
    public void Lines_OfARule_StepsAreWhatTheWholeNeeds()
    {
        Steps("customer.a = 1 and (customer.b = 2 or customer.c = 3)").ShouldBe(["1", "2"]);
        Steps("customer.a = 1 or customer.b = 2").ShouldBe([""]);

        static IEnumerable<string> Steps(string text) => RuleLine.Of(RuleGroup.Whole(ConditionLanguage.Parse(text).Tree)).Where(l => l.IsStep).Select(l => l.Place);
    }

    private static RuleEditor Editor(string text)
    {
        var editor = new RuleEditor(t => new RuleCheck(string.IsNullOrWhiteSpace(t) ? [] : ConditionLanguage.Parse(t).Issues, t.Length));
        editor.Open(text);
        return editor;
    }
}
