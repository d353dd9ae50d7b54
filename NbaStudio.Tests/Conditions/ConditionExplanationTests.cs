using NbaStudio.Engine.Conditions;

namespace NbaStudio.Tests.Conditions;

public class ConditionExplanationTests
{
    private static IReadOnlyList<LeafExplanation> Explain(string text, params (string Slot, Value Value)[] slots)
    {
        var (expression, frame) = TestScope.Prepare(text, ExpectedType.Condition, slots);
        return expression.Explain(frame);
    }

    [Fact]
    public void Explain_FalseAnd_NamesTheFalseLeavesOnly()
    {
        var leaf = Explain("customer.age >= 18 and customer.plan = \"S\"", ("customer.age", Value.OfNumber(16)), ("customer.plan", Value.OfText("s"))).ShouldHaveSingleItem();
        leaf.ShouldBe(new LeafExplanation("customer.age >= 18", "customer.age", ">=", Value.OfNumber(16), Value.OfNumber(18), default, Ternary.False, Negated: false));
    }

    [Fact]
    public void Explain_UnknownAnd_NamesTheMissingLeaf() =>
        Explain("customer.age >= 18 and customer.plan = \"S\"", ("customer.age", Value.OfNumber(20)))
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Subject.ShouldBe("customer.plan"), l => l.Truth.ShouldBe(Ternary.Unknown), l => l.Actual.IsMissing.ShouldBeTrue());

    [Fact]
    public void Explain_Not_MarksTheLeafNegated()
    {
        var leaf = Explain("not (customer.vip or seen(event \"purchase\" in 7d))", ("customer.vip", Value.OfBoolean(false)), ("count(event \"purchase\" in 7d)", Value.OfNumber(2))).ShouldHaveSingleItem();
        leaf.ShouldBe(new LeafExplanation("seen(event \"purchase\" in 7d)", "count(event \"purchase\" in 7d)", ">", Value.OfNumber(2), Value.OfNumber(0), default, Ternary.True, Negated: true));
    }

    [Fact]
    public void Explain_FalseOr_NamesEveryLeaf() =>
        Explain("customer.age < 18 or customer.vip", ("customer.age", Value.OfNumber(20)), ("customer.vip", Value.OfBoolean(false)))
            .Select(l => (l.Subject, l.Operator)).ShouldBe([("customer.age", "<"), ("customer.vip", "true")]);

    [Fact]
    public void Explain_TurnedComparison_PutsTheInputFirst() =>
        Explain("18 <= customer.age", ("customer.age", Value.OfNumber(16)))
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Subject.ShouldBe("customer.age"), l => l.Operator.ShouldBe(">="), l => l.Needed.ShouldBe(Value.OfNumber(18)));

    [Fact]
    public void Explain_BetweenAndIn_GiveWhatIsNeeded()
    {
        var leaves = Explain("condition \"adult\" and customer.age between 20 and 30 and customer.plan not in (\"S\", \"M\")", ("customer.age", Value.OfNumber(25)), ("customer.plan", Value.OfText("L")));
        leaves.Select(l => (l.Operator, l.Needed, l.NeededUpper)).ShouldBe(
            [(">=", Value.OfNumber(18), default), ("between", Value.OfNumber(20), Value.OfNumber(30)), ("not in", Value.OfText("S"), default)]);
        leaves.ShouldAllBe(l => l.Truth == Ternary.True);
        leaves.Select(l => (l.Condition, l.ConditionText)).ShouldBe([("adult", "customer.age >= 18"), (null, null), (null, null)]);
    }

    [Fact]
    public void Explain_Value_ListsItsInputs()
    {
        var (expression, frame) = TestScope.Prepare("customer.monthly_fee * customer.age * customer.age", ExpectedType.Money, ("customer.age", Value.OfNumber(2)));
        expression.Explain(frame).Select(l => (l.Subject, l.Truth)).ShouldBe([("customer.monthly_fee", Ternary.False), ("customer.age", Ternary.True)]);
    }
}
