using NbaStudio.Engine.Conditions;

namespace NbaStudio.Tests.Conditions;

public class ConditionSemanticsTests
{
    private static Value N(double number) => Value.OfNumber(number);

    private static Value T(string text) => Value.OfText(text);

    [Theory]
    [InlineData("customer.age >= 18", 18.0, Ternary.True)]
    [InlineData("customer.age >= 18", 17.9, Ternary.False)]
    [InlineData("18 <= customer.age", 18.0, Ternary.True)]
    [InlineData("customer.age between 18 and 30", 30.0, Ternary.True)]
    [InlineData("customer.age between 18 and 30", 30.1, Ternary.False)]
    [InlineData("customer.age in (1, -2, 3)", -2.0, Ternary.True)]
    [InlineData("customer.age not in (1, -2, 3)", -2.0, Ternary.False)]
    [InlineData("customer.age != 18", 18.0, Ternary.False)]
    [InlineData("customer.age * 2 + 1 = 37", 18.0, Ternary.True)]
    [InlineData("10 - customer.age - 3 = 2", 5.0, Ternary.True)]
    [InlineData("-customer.age < 0", 18.0, Ternary.True)]
    [InlineData("round(customer.age / 7) = 3", 18.0, Ternary.True)]
    [InlineData("min(customer.age, 10, 12) = 10", 18.0, Ternary.True)]
    [InlineData("max(customer.age, 10) = 18", 18.0, Ternary.True)]
    [InlineData("customer.age / 0 > 1", 18.0, Ternary.Unknown)]
    [InlineData("not customer.age > 20", 18.0, Ternary.True)]
    public void Test_Numbers_FollowTheUsualRules(string text, double age, Ternary expected) => TestScope.Test(text, ("customer.age", N(age))).ShouldBe(expected);

    [Theory]
    [InlineData("customer.age > 1")]
    [InlineData("not customer.age > 1")]
    [InlineData("customer.age between 1 and 2")]
    [InlineData("customer.age in (1, 2)")]
    [InlineData("customer.age not in (1, 2)")]
    [InlineData("customer.plan = \"S\"")]
    [InlineData("customer.plan != \"S\"")]
    [InlineData("customer.interests contains \"golf\"")]
    [InlineData("not customer.interests contains \"golf\"")]
    [InlineData("starts_with(customer.plan, \"S\")")]
    [InlineData("customer.vip")]
    [InlineData("days_since(customer.contract_end) > 1")]
    [InlineData("customer.age + 1 > 1")]
    [InlineData("min(customer.age, 0) < 1")]
    [InlineData("seen(event \"x\" in 7d)")]
    [InlineData("true and customer.vip")]
    [InlineData("false or customer.vip")]
    public void Test_MissingInput_IsUnknown(string text) => TestScope.Test(text).ShouldBe(Ternary.Unknown);

    [Theory]
    [InlineData("customer.age is missing", Ternary.True)]
    [InlineData("customer.age is present", Ternary.False)]
    [InlineData("customer.age + 1 is missing", Ternary.True)]
    [InlineData("not customer.age is missing", Ternary.False)]
    [InlineData("false and customer.vip", Ternary.False)]
    [InlineData("customer.vip and false", Ternary.False)]
    [InlineData("customer.vip or true", Ternary.True)]
    [InlineData("true or customer.vip", Ternary.True)]
    public void Test_MissingInput_DoesNotHideWhatIsKnown(string text, Ternary expected) => TestScope.Test(text).ShouldBe(expected);

    [Theory]
    [InlineData("customer.plan = \"family\"", "FAMILY", Ternary.True)]
    [InlineData("customer.plan = \"family\"", "ｆａｍｉｌｙ", Ternary.True)]
    [InlineData("customer.plan in (\"S\", \"M\")", "m", Ternary.True)]
    [InlineData("customer.plan in (\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"J\")", "j", Ternary.True)]
    [InlineData("customer.plan not in (\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"J\")", "z", Ternary.True)]
    [InlineData("starts_with(customer.plan, \"FAM\")", "family", Ternary.True)]
    [InlineData("customer.plan contains \"AMI\"", "family", Ternary.True)]
    [InlineData("customer.plan contains \"x\"", "family", Ternary.False)]
    public void Test_Texts_CompareFolded(string text, string plan, Ternary expected) => TestScope.Test(text, ("customer.plan", T(plan))).ShouldBe(expected);

    [Fact]
    public void Test_SetContains_ComparesMembersFolded()
    {
        var set = Value.OfSet([new TextValue("Golf"), new TextValue("tea")]);
        TestScope.Test("customer.interests contains \"GOLF\"", ("customer.interests", set)).ShouldBe(Ternary.True);
        TestScope.Test("customer.interests contains \"gol\"", ("customer.interests", set)).ShouldBe(Ternary.False);
    }

    [Theory]
    [InlineData("context.x > 2", Ternary.Unknown)]
    [InlineData("context.x = \"three\"", Ternary.True)]
    [InlineData("context.x = 3", Ternary.Unknown)]
    [InlineData("context.x", Ternary.Unknown)]
    [InlineData("context.x + 1 > 2", Ternary.Unknown)]
    [InlineData("context.x in (1, 2)", Ternary.Unknown)]
    public void Test_UndeclaredTextValue_OfAnotherTypeIsUnknown(string text, Ternary expected) => TestScope.Test(text, ("context.x", T("three"))).ShouldBe(expected);

    [Fact]
    public void Test_UndeclaredBoolean_IsTakenAsItArrives() => TestScope.Test("context.x and context.x = true", ("context.x", Value.OfBoolean(true))).ShouldBe(Ternary.True);

    [Theory]
    [InlineData("customer.contract_end < \"2026-11-22\"", Ternary.True)]
    [InlineData("customer.contract_end < date \"2026-11-21\"", Ternary.False)]
    [InlineData("customer.contract_end = \"2026-11-21T00:00:00Z\"", Ternary.True)]
    [InlineData("\"2026-11-21T09:00:00+09:00\" = customer.contract_end", Ternary.True)]
    [InlineData("customer.contract_end in (\"2026-11-21\", \"2026-01-01\")", Ternary.True)]
    [InlineData("customer.contract_end between \"2026-11-01\" and \"2026-11-30\"", Ternary.True)]
    [InlineData("now - customer.contract_end > 33h", Ternary.True)]
    [InlineData("now - customer.contract_end > 34h", Ternary.False)]
    [InlineData("customer.contract_end + 2d > now", Ternary.True)]
    [InlineData("now >= customer.contract_end", Ternary.True)]
    public void Test_Dates_CompareAndSubtract(string text, Ternary expected) =>
        TestScope.Test(text, ("customer.contract_end", Value.OfDateTime(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)))).ShouldBe(expected);

    [Fact]
    public void Evaluate_MoneyTimesNumber_IsMoney()
    {
        var (expression, frame) = TestScope.Prepare("customer.monthly_fee * 12 * 0.5 + 3", ExpectedType.Money, ("customer.monthly_fee", Value.OfMoney(10)));
        expression.Evaluate(frame).ShouldBe(Value.OfMoney(63));
        expression.Test(frame).ShouldBe(Ternary.Unknown);
    }

    [Theory]
    [InlineData("5", ExpectedType.Money, "5", ValueKind.Money)]
    [InlineData("customer.monthly_fee / customer.balance", ExpectedType.Number, "missing", ValueKind.Missing)]
    [InlineData("\"2026-12-31\"", ExpectedType.DateTime, "2026-12-31T00:00:00Z", ValueKind.DateTime)]
    [InlineData("date \"2026-12-31T10:00:00.250Z\" + 1h", ExpectedType.DateTime, "2026-12-31T11:00:00Z", ValueKind.DateTime)]
    [InlineData("1e308 * 10", ExpectedType.Number, "missing", ValueKind.Missing)]
    [InlineData("now + 36500d + 36500d", ExpectedType.DateTime, "2226-07-05T09:30:00Z", ValueKind.DateTime)]
    public void Evaluate_WholeExpression_HasTheExpectedKind(string text, ExpectedType expected, string value, ValueKind kind)
    {
        var (expression, frame) = TestScope.Prepare(text, expected);
        expression.Evaluate(frame).Kind.ShouldBe(kind);
        if (kind != ValueKind.DateTime || !text.StartsWith("now", StringComparison.Ordinal))
        {
            expression.Evaluate(frame).ToString().ShouldBe(value);
        }
    }

    [Fact]
    public void Evaluate_DateBeyondTheCalendar_IsMissing()
    {
        var text = "now" + string.Concat(Enumerable.Repeat(" + 36500d * 900", 2));
        var (expression, frame) = TestScope.Prepare(text, ExpectedType.DateTime);
        expression.Evaluate(frame).IsMissing.ShouldBeTrue();
    }

    [Fact]
    public void Compile_TwoTextsOfOneMeaning_ShareTheSlot()
    {
        var layout = new SlotLayoutBuilder();
        TestScope.Compile("count(event \"page_view\" where page = \"/cancel\" in 30m) >= 3", layout);
        TestScope.Compile("COUNT( event 'page_view' where (event.page = '/cancel') in 1800s ) > 1 and seen(event \"page_view\" where page = \"/cancel\" in 30m)", layout);
        var slot = layout.ToLayout().Slots.ShouldHaveSingleItem().ShouldBeOfType<AggregateSlot>();
        slot.Name.ShouldBe("count(event \"page_view\" where page = \"/cancel\" in 30m)");
        slot.Kind.ShouldBe(ValueKind.Number);
        slot.Aggregate.ShouldBe(new AggregateDefinition(slot.Name, AggregateFunction.Count, "page_view", null, "page = \"/cancel\"", TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void Compile_EveryInput_BecomesItsSlot()
    {
        var layout = new SlotLayoutBuilder();
        TestScope.Compile(
            "sum(event \"purchase\" amount where channel = \"app\" in 30d) > 100 and last(event \"purchase\".channel in 7d) = \"app\" and days_since(event \"purchase\" in 400d) > 2 "
            + "and outcome_count(all, \"NoResponse\" in 7d) = 0 and outcome_count(action \"Loyalty10\", \"reject\" in 30d) = 0 and aggregate.spent_30d > 1 "
            + "and time.hour >= 9 and time.weekday < 6 and goal.upgrade.deadline > now and score.churn > 0.5 and trigger.cart_value > 1 and customer.\"e-mail kind\" = \"x\"",
            layout);
        var slots = layout.ToLayout();
        slots.Slots[0].ShouldBe(new AggregateSlot(
            "sum(event \"purchase\".amount where channel = \"app\" in 30d)", ValueKind.Money,
            new AggregateDefinition("sum(event \"purchase\".amount where channel = \"app\" in 30d)", AggregateFunction.Sum, "purchase", "amount", "channel = \"app\"", TimeSpan.FromDays(30))));
        slots.Slots[1].Kind.ShouldBe(ValueKind.Text);
        ((AggregateSlot)slots.Slots[2]).Aggregate.Function.ShouldBe(AggregateFunction.DaysSince);
        slots.Slots[3].ShouldBe(new OutcomeCountSlot("outcome_count(all, \"noResponse\" in 7d)", new ContactScope(ContactScopeKind.All, null), "noResponse", TimeSpan.FromDays(7)));
        slots.Slots[4].ShouldBe(new OutcomeCountSlot("outcome_count(action \"Loyalty10\", \"reject\" in 30d)", new ContactScope(ContactScopeKind.Action, "Loyalty10"), "reject", TimeSpan.FromDays(30)));
        slots.Slots[5].ShouldBe(new AggregateSlot("aggregate.spent_30d", ValueKind.Money, TestScope.Full.Aggregates["spent_30d"]));
        slots.Slots.Skip(6).ShouldBe([new TimeSlot("hour"), new TimeSlot("weekday"), new GoalSlot("upgrade", "deadline", ValueKind.DateTime), new ScoreSlot("churn"),
            new TriggerSlot("cart_value"), new AttributeSlot("e-mail kind", ValueKind.Text)]);
    }

    [Fact]
    public void Test_NamedConditions_AreInlined()
    {
        TestScope.Test("condition \"good adult\"", ("customer.age", N(20)), ("customer.balance", Value.OfMoney(1))).ShouldBe(Ternary.True);
        TestScope.Test("not condition \"good adult\"", ("customer.age", N(16))).ShouldBe(Ternary.True);
    }

    [Fact]
    public void Test_Warm_AllocatesNothing()
    {
        var layout = new SlotLayoutBuilder();
        var text = "customer.age >= 18 and customer.plan in (\"S\", \"M\") and customer.interests contains \"golf\" and days_since(customer.contract_end) between -60 and 40 "
            + "and count(event \"page_view\" where page = \"/cancel\" in 30m) >= 3 and min(customer.age, 3) + 1 > 2 and starts_with(customer.plan, \"s\") and now - customer.contract_end < 900d and condition \"adult\"";
        var expression = TestScope.Compile(text, layout);
        var frame = TestScope.Frame(layout.ToLayout(), ("customer.age", N(30)), ("customer.plan", T("S")), ("customer.interests", Value.OfSet([new TextValue("x"), new TextValue("golf")])),
            ("customer.contract_end", Value.OfDateTime(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))), ("count(event \"page_view\" where page = \"/cancel\" in 30m)", N(4)));
        frame.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        expression.Test(frame).ShouldBe(Ternary.True);
        var value = TestScope.Compile("customer.monthly_fee * 12 * 0.3", new SlotLayoutBuilder(), ExpectedType.Money);
        for (var i = 0; i < 100; i++)
        {
            expression.Test(frame);
            value.Evaluate(frame);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            expression.Test(frame);
            value.Evaluate(frame);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
