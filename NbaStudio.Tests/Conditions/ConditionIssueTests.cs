using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Tests.Conditions;

public class ConditionIssueTests
{
    [Theory]
    [InlineData("custmer.age > 1", "name.unknown", 1, 1, "`custmer.age` is unknown. Did you mean `customer.age`?")]
    [InlineData("customer.agee > 1", "name.unknown", 1, 1, "`customer.agee` is unknown. Did you mean `customer.age`?")]
    [InlineData("true and\n  customer.zzzzzzz = 1", "name.unknown", 2, 3, "`customer.zzzzzzz` is unknown.")]
    [InlineData("age > 1", "name.unknown", 1, 1, "`age` is unknown. Did you mean `customer.age`?")]
    [InlineData("contxt.intent = \"x\"", "name.unknown", 1, 1, "`contxt.intent` is unknown. Did you mean `context.intent`?")]
    [InlineData("goal.upgrde.progress > 1", "name.unknown", 1, 1, "`goal.upgrde.progress` is unknown. Did you mean `goal.upgrade.progress`?")]
    [InlineData("goal.upgrade.progres > 1", "name.unknown", 1, 14, "`progres` is not a part of a goal; allowed are `progress` and `deadline`.")]
    [InlineData("time.minute > 1", "name.unknown", 1, 1, "`time.minute` is unknown.")]
    [InlineData("cont(event \"x\" in 7d) > 1", "function.unknown", 1, 1, "`cont(...)` is unknown. Did you mean `count(...)`?")]
    [InlineData("customer.age >", "syntax.unexpected", 1, 15, "Found the end of the text, expected a name, number, text or `(`.")]
    [InlineData("customer.age > 1 customer", "syntax.unexpected", 1, 18, "Found `customer`, expected `and`, `or`, an operator or the end.")]
    [InlineData("(customer.vip", "syntax.unexpected", 1, 14, "Found the end of the text, expected `)`.")]
    [InlineData("customer.age == 1", "syntax.character", 1, 14, "`==` is not an operator. Did you mean `=`?")]
    [InlineData("customer.vip && true", "syntax.character", 1, 14, "`&&` is not an operator. Did you mean `and`?")]
    [InlineData("customer.age > {1", "syntax.character", 1, 16, "Found `{`, expected a name, number, text or operator.")]
    [InlineData("customer.plan = \"S", "text.unclosed", 1, 17, "The text that begins here has no closing \" on its line.")]
    [InlineData("customer.age > 1e999", "number.range", 1, 16, "The number 1e999 is too large; at most 1.7e308 is allowed.")]
    [InlineData("seen(event \"x\" in 7w)", "duration.invalid", 1, 19, "`7w` is neither a number nor a duration; a duration is a whole number and s, m, h or d, at most 36500d, such as 30m or 7d.")]
    [InlineData("seen(event \"x\")", "syntax.unexpected", 1, 15, "Found `)`, expected `in` and a duration, such as `in 30m`.")]
    [InlineData("seen(event \"x\" in 30s)", "window.range", 1, 1, "The window 30s is out of range; 1m to 400d are allowed.")]
    [InlineData("sum(event \"purchase\" in 7d) > 1", "function.property", 1, 1, "`sum` needs a property of the event, such as sum(event \"purchase\".amount in 30d).")]
    [InlineData("sum(event \"purchase\".amont in 7d) > 1", "name.unknown", 1, 1, "The event \"purchase\": `amont` is unknown. Did you mean `amount`?")]
    [InlineData("sum(event \"purchase\".channel in 7d) > 1", "type.mismatch", 1, 1, "`sum` needs a number or an amount; `channel` is a text.")]
    [InlineData("seen(event \"page_view\" where pge = \"x\" in 7d)", "name.unknown", 1, 30, "`event.pge` is unknown. Did you mean `event.page`?")]
    [InlineData("seen(event \"page_view\" where customer.age > 1 in 7d)", "where.eventOnly", 1, 30, "`customer.age` cannot be used in `where`: a filter reads the properties of the event only.")]
    [InlineData("event.amount > 1", "event.notAllowed", 1, 1, "`event.amount` can only be used where an event is looked at: in `where` and in the patterns of triggers.")]
    [InlineData("outcome_count(action \"Loyalty1\", \"reject\" in 30d) = 0", "id.unknown", 1, 1, "The action `Loyalty1` is unknown. Did you mean `Loyalty10`?")]
    [InlineData("condition \"adlt\"", "condition.unknown", 1, 1, "The condition `adlt` is unknown. Did you mean `adult`?")]
    [InlineData("condition \"loop a\"", "condition.cycle", 1, 1, "The condition \"loop a\" refers to itself: loop a > loop b > loop a.")]
    [InlineData("condition \"wrong\"", "name.unknown", 1, 1, "In condition \"wrong\", line 1, column 1: `customer.agee` is unknown. Did you mean `customer.age`?")]
    [InlineData("customer.monthly_fee * customer.balance > 1", "type.mismatch", 1, 1, "`customer.monthly_fee * customer.balance`: an amount of money cannot be multiplied by an amount of money.")]
    [InlineData("customer.plan > 3", "type.mismatch", 1, 1, "`>` needs numbers, amounts, dates or durations; `customer.plan` is a text.")]
    [InlineData("customer.plan = 3", "type.mismatch", 1, 1, "`customer.plan` is a text and `3` is a number; `=` compares values of one type.")]
    [InlineData("customer.age in (1, \"x\")", "type.mismatch", 1, 21, "`\"x\"` is a text, but `customer.age` is a number; the members of a list have its type.")]
    [InlineData("customer.interests = \"golf\"", "type.mismatch", 1, 1, "`customer.interests` is a set of texts; use `contains`, such as customer.interests contains \"golf\".")]
    [InlineData("customer.contract_end > \"soon\"", "date.invalid", 1, 25, "`soon` is not a date; write 2026-11-22 or 2026-11-22T10:30:00Z.")]
    [InlineData("customer.contract_end > date \"2026-02-30\"", "date.invalid", 1, 30, "`2026-02-30` is not a date; write 2026-11-22 or 2026-11-22T10:30:00Z.")]
    [InlineData("customer.age and true", "type.mismatch", 1, 1, "`customer.age` is a number; here something true or false is needed, such as a comparison.")]
    [InlineData("customer.age", "result.type", 1, 1, "The expression gives a number; it must give true or false, such as customer.age >= 18.")]
    [InlineData("round(1, 2) = 1", "function.arguments", 1, 1, "`round` has 2 values between its parentheses; it needs 1.")]
    [InlineData("days_since(customer.age) > 1", "type.mismatch", 1, 12, "`days_since` needs a date; `customer.age` is a number.")]
    [InlineData("starts_with(customer.age, \"x\")", "type.mismatch", 1, 13, "`starts_with` needs texts; `customer.age` is a number.")]
    public void Compile_Mistake_IsNamedWithItsPlace(string text, string code, int line, int column, string message)
    {
        var issue = TestScope.Issues(text).ShouldHaveSingleItem();
        issue.Message.ShouldBe(message);
        (issue.Code, issue.Line, issue.Column).ShouldBe((code, line, column));
    }

    [Fact]
    public void Compile_UnknownOutcome_ListsTheOutcomes()
    {
        var issue = TestScope.Issues("outcome_count(all, \"rejct\" in 30d) = 0").ShouldHaveSingleItem();
        issue.Message.ShouldStartWith("`rejct` is unknown. Did you mean `reject`? Outcomes are sent, delivered, impression,");
        issue.Suggestion.ShouldBe("reject");
    }

    [Fact]
    public void Compile_SeveralMistakes_AreAllReported()
    {
        var issues = TestScope.Issues("custmer.age > 1 and customer.plan > and (customer.agee = 2 or 5) and seen(event \"x\" in 7w)");
        issues.Select(i => i.Code).ShouldBe(["name.unknown", "syntax.unexpected", "name.unknown", "type.mismatch", "duration.invalid"]);
        issues.Select(i => i.Column).ShouldBeInOrder();
    }

    [Theory]
    [InlineData(ExpectedType.Number, "customer.vip", "The expression gives true or false; it must give a number.")]
    [InlineData(ExpectedType.Number, "customer.balance", "The expression gives an amount of money; it must give a number.")]
    [InlineData(ExpectedType.Money, "customer.plan", "The expression gives a text; it must give an amount of money.")]
    [InlineData(ExpectedType.DateTime, "customer.age", "The expression gives a number; it must give a date.")]
    public void Compile_WrongResult_SaysWhatIsNeeded(ExpectedType expected, string text, string message) =>
        TestScope.Issues(text, expected).ShouldHaveSingleItem().Message.ShouldBe(message);

    [Fact]
    public void Compile_TextOfOneMegabyte_IsRefusedByItsLength()
    {
        var issue = TestScope.Issues(new string('(', 1_000_000)).ShouldHaveSingleItem();
        issue.Message.ShouldBe("The text is 1,000,000 bytes long; at most 8,192 are allowed.");
    }

    [Fact]
    public void Compile_TextAtTheLimit_IsAllowed()
    {
        var text = "customer.vip".PadRight(8192);
        TestScope.Issues(text).ShouldBeEmpty();
        TestScope.Issues(text + " ").ShouldHaveSingleItem().Code.ShouldBe("limit.text");
        TestScope.Issues("customer.plan = \"" + new string('日', 2800) + "\"").ShouldHaveSingleItem().Message.ShouldContain("8,418 bytes");
    }

    [Theory]
    [InlineData("not ", "")]
    [InlineData("(", ")")]
    [InlineData("not (true and ", ")")]
    public void Compile_DeepNesting_IsRefusedBeyondTheLimit(string open, string close)
    {
        TestScope.Issues(Nest(open, close, 10)).ShouldBeEmpty();
        TestScope.Issues(Nest(open, close, 33)).ShouldContain(i => i.Message == "The expression is nested more than 32 levels deep; at most 32 are allowed.");
        TestScope.Issues(Nest(open, close, 400)).ShouldContain(i => i.Code == "limit.depth");
    }

    [Fact]
    public void Compile_DepthAtTheLimit_IsAllowed()
    {
        TestScope.Issues(Nest("not ", "", 32)).ShouldBeEmpty();
        TestScope.Issues(Nest("-", "", 31).Replace("true", "customer.age", StringComparison.Ordinal) + " > 1").ShouldBeEmpty();
    }

    [Fact]
    public void Compile_ManyLeaves_IsRefusedBeyondTheLimit()
    {
        TestScope.Issues(string.Join(" and ", Enumerable.Repeat("customer.age > 1", 200))).ShouldBeEmpty();
        TestScope.Issues(string.Join(" and ", Enumerable.Repeat("customer.age > 1", 201))).ShouldHaveSingleItem()
            .Message.ShouldBe("The expression has more than 200 leaves; at most 200 are allowed, those of named conditions included.");
        TestScope.Issues(string.Join("+", Enumerable.Repeat("1", 3000)) + " > 1").ShouldContain(i => i.Code == "limit.leaves");
    }

    [Fact]
    public void Compile_NamedConditionsThatDouble_AreCountedNotExpanded()
    {
        var conditions = Enumerable.Range(0, 30).ToDictionary(i => "c" + i, i => i == 0 ? "customer.vip" : $"condition \"c{i - 1}\" or condition \"c{i - 1}\"");
        var scope = TestScope.Full with { Conditions = conditions };
        TestScope.Issues("condition \"c7\"", scope: scope).ShouldBeEmpty();
        TestScope.Issues("condition \"c29\"", scope: scope).ShouldContain(i => i.Code == "limit.leaves");
    }

    [Fact]
    public void Compile_LongChainOfNamedConditions_IsRefusedByDepth()
    {
        var conditions = Enumerable.Range(0, 2000).ToDictionary(i => "c" + i, i => i == 1999 ? "customer.vip" : $"condition \"c{i + 1}\"");
        TestScope.Issues("condition \"c0\"", scope: TestScope.Full with { Conditions = conditions }).ShouldContain(i => i.Code == "limit.depth");
    }

    [Fact]
    public void Check_TreeWithoutText_ReportsAtTheStart()
    {
        var issues = ConditionLanguage.Check(new NameNode(NameRoot.Customer, "agee"), TestScope.Full, ExpectedType.Condition);
        var issue = issues.ShouldHaveSingleItem();
        (issue.Line, issue.Column, issue.Message).ShouldBe((1, 1, "`customer.agee` is unknown. Did you mean `customer.age`?"));
        ConditionLanguage.Check(new NameNode(NameRoot.Customer, "vip"), TestScope.Full, ExpectedType.Condition).ShouldBeEmpty();
    }

    [Fact]
    public void Parse_SyntaxMistake_GivesNoTree()
    {
        var (tree, issues) = ConditionLanguage.Parse("customer.age >");
        tree.ShouldBeNull();
        issues.ShouldHaveSingleItem();
    }

    private static string Nest(string open, string close, int times) => string.Concat(Enumerable.Repeat(open, times)) + "true" + string.Concat(Enumerable.Repeat(close, times));
}
