using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Tests.Conditions;

public class WhereFilterTests
{
    private static WhereFilter Compile(string? where, string type = "purchase")
    {
        var (filter, issues) = WhereFilter.Compile(where, type, TestScope.Full);
        issues.Select(i => i.Message).ShouldBeEmpty();
        return filter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("amount > 100 and channel = \"APP\"", Ternary.True)]
    [InlineData("event.amount > 100", Ternary.True)]
    [InlineData("amount > 200", Ternary.False)]
    [InlineData("event.date is present", Ternary.False)]
    [InlineData("event.date < \"2026-01-01\"", Ternary.Unknown)]
    [InlineData("type = \"Purchase\"", Ternary.True)]
    public void Test_Where_ReadsTheProperties(string where, Ternary expected)
    {
        var filter = Compile(where);
        filter.Test(Reader(), filter.CreateFrame()).ShouldBe(expected);
    }

    [Fact]
    public void Compile_BareWordOfTheLanguage_NeedsEventBeforeIt() => WhereFilter.Compile("date is present", "purchase", TestScope.Full).Issues.ShouldNotBeEmpty();

    [Fact]
    public void Compile_Blank_PassesEverything()
    {
        var filter = Compile("  ");
        filter.Text.ShouldBeNull();
        filter.Matches(Reader(), filter.CreateFrame()).ShouldBeTrue();
        filter.IsFor(new TextValue("PURCHASE")).ShouldBeTrue();
    }

    [Fact]
    public void Compile_Mistake_GivesIssues()
    {
        var (filter, issues) = WhereFilter.Compile("amont > 1 and customer.age > 2", "purchase", TestScope.Full);
        filter.ShouldBeNull();
        issues.Select(i => i.Message).ShouldBe(["`event.amont` is unknown. Did you mean `event.amount`?", "`customer.age` cannot be used in `where`: a filter reads the properties of the event only."]);
    }

    [Fact]
    public void Compile_TextOfAnAggregateSlot_CompilesAgain()
    {
        var layout = new SlotLayoutBuilder();
        TestScope.Compile("seen(event \"any\" where event.now = 1 or event.\"odd name\" = \"x\" or (a and not b) in 7d)", layout);
        var definition = ((AggregateSlot)layout.ToLayout().Slots[0]).Aggregate;
        var (filter, issues) = WhereFilter.Compile(definition.Where, definition.EventType, TestScope.Full);
        issues.ShouldBeEmpty();
        filter!.Text.ShouldBe(definition.Where);
        filter.Layout.Slots.Select(s => s.Name).ShouldBe(["event.now", "event.odd name", "event.a", "event.b"]);
    }

    [Fact]
    public void Matches_Warm_AllocatesNothing()
    {
        var filter = Compile("amount > 100 and channel = \"app\"");
        var bound = new CompiledEventFilter(filter);
        var reader = Reader();
        bound.Test(reader).ShouldBe(Ternary.True);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            bound.Test(reader);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Test_FrameTooSmall_Throws() => Should.Throw<ArgumentException>(() => Compile("amount > 1").Test(Reader(), new EvaluationFrame(0)));

    private static DictionaryPropertyReader Reader() => new(new Dictionary<string, Value> { ["amount"] = Value.OfMoney(150), ["channel"] = Value.OfText("app") });
}
