using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Conditions;

/// <summary>What fits at a place of a text. The caret is written as |.</summary>
public sealed class CaretPlaceTests
{
    [Theory]
    [InlineData("|", CaretNeed.Operand, "", "")]
    [InlineData("customer.|", CaretNeed.Operand, "customer.", "customer.")]
    [InlineData("customer.pl|", CaretNeed.Operand, "customer.pl", "customer.pl")]
    [InlineData("cust|omer.age >= 18", CaretNeed.Operand, "cust", "customer.age")]
    [InlineData("customer.age >= 18 and not (customer.vip or go|", CaretNeed.Operand, "go", "go")]
    [InlineData("goal.upgrade.pro|", CaretNeed.Operand, "goal.upgrade.pro", "goal.upgrade.pro")]
    [InlineData("customer.\"e-m|", CaretNeed.Operand, "customer.e-m", "customer.\"e-m")]
    [InlineData("customer.plan |", CaretNeed.Operator, "", "")]
    [InlineData("customer.plan i|", CaretNeed.Operator, "i", "i")]
    [InlineData("customer.plan = \"S\" |", CaretNeed.Word, "", "")]
    [InlineData("customer.plan is m|", CaretNeed.Word, "m", "m")]
    [InlineData("count(event \"pa|\" in 7d) > 2", CaretNeed.EventType, "pa", "\"pa\"")]
    [InlineData("sum(event \"purchase\".am|", CaretNeed.EventProperty, "am", "am")]
    [InlineData("count(event \"page_view\" where pa|", CaretNeed.Operand, "pa", "pa")]
    [InlineData("count(event \"page_view\" where page = \"/x\" in |", CaretNeed.Window, "", "")]
    [InlineData("count(event \"page_view\" in 3|", CaretNeed.Window, "3", "3")]
    [InlineData("condition \"ad|", CaretNeed.ConditionName, "ad", "\"ad")]
    [InlineData("outcome_count(action \"|", CaretNeed.ItemId, "", "\"")]
    [InlineData("outcome_count(action \"Loyalty10\", \"rej|\" in 30d)", CaretNeed.Outcome, "rej", "\"rej\"")]
    [InlineData("outcome_count(all, \"sent\" in |", CaretNeed.Window, "", "")]
    [InlineData("customer.age between 1 |", CaretNeed.Word, "", "")]
    [InlineData("customer.contract_end < date \"20|", CaretNeed.Nothing, "20", "\"20")]
    public void PlaceAt_OfACondition_TellsWhatFitsAndWhatItReplaces(string marked, CaretNeed need, string typed, string replaced)
    {
        var (text, caret) = Split(marked);

        var place = ConditionLanguage.PlaceAt(text, caret);

        (place.Need, place.Typed, text[place.Start..place.End]).ShouldBe((need, typed, replaced));
    }

    [Theory]
    [InlineData("customer.plan = \"|", "customer.plan", "\"")]
    [InlineData("customer.plan = \"S|M\" and customer.vip", "customer.plan", "\"SM\"")]
    [InlineData("customer.plan = \"| and customer.city = \"Osaka\"", "customer.plan", "\"")]
    [InlineData("customer.plan != |", "customer.plan", "")]
    [InlineData("starts_with(customer.plan, \"f|", "customer.plan", "\"f")]
    [InlineData("customer.interests contains \"|\"", "customer.interests", "\"\"")]
    [InlineData("days_since(event \"visit\" in 30d) > |", "days_since(event \"visit\" in 30d)", "")]
    [InlineData("customer.age between 18 and |", "customer.age", "")]
    [InlineData("customer.plan in (|", "customer.plan", "")]
    public void PlaceAt_AfterAComparison_NamesWhatIsCompared(string marked, string subject, string replaced)
    {
        var (text, caret) = Split(marked);

        var place = ConditionLanguage.PlaceAt(text, caret);

        (place.Need, place.Subject, place.IsCompared, text[place.Start..place.End]).ShouldBe((CaretNeed.Operand, subject, true, replaced));
    }

    [Fact]
    public void PlaceAt_InAList_KnowsWhatItHas()
    {
        var (text, caret) = Split("customer.plan not in (\"S\", \"M\", \"|");
        var place = ConditionLanguage.PlaceAt(text, caret);

        (place.IsList, place.IsText, place.Subject).ShouldBe((true, true, "customer.plan"));
        place.Taken.ShouldBe(["S", "M"]);
        ConditionLanguage.PlaceAt("customer.plan in (\"S\" ", 22).Need.ShouldBe(CaretNeed.Nothing, "a comma comes first");
    }

    [Fact]
    public void PlaceAt_AfterAList_ExpectsTheNextCondition() =>
        ConditionLanguage.PlaceAt("customer.plan in (\"S\") ", 23).Words.ShouldBe(["and ", "or "]);

    [Theory]
    [InlineData("|", CaretNeed.Word, "event \"")]
    [InlineData("event \"ca|", CaretNeed.EventType, "")]
    [InlineData("event \"a\" |", CaretNeed.Word, "where ")]
    [InlineData("event \"a\" where |", CaretNeed.Operand, "not ")]
    [InlineData("event \"a\" where x = 1 |", CaretNeed.Word, "then not ")]
    [InlineData("event \"a\" then |", CaretNeed.Word, "not event \"")]
    [InlineData("event \"a\" then not event \"b\" within |", CaretNeed.Window, "")]
    [InlineData("3 |", CaretNeed.Word, "of event \"")]
    [InlineData("event \"a\" then event \"b\" within 2h same |", CaretNeed.EventProperty, "")]
    public void PlaceAt_OfAPattern_TellsWhatFits(string marked, CaretNeed need, string word)
    {
        var (text, caret) = Split(marked);

        var place = PatternLanguage.PlaceAt(text, caret);

        place.Need.ShouldBe(need);
        if (word.Length > 0)
        {
            place.Words.ShouldContain(word);
        }
    }

    [Fact]
    public void PlaceAt_OfAnythingWithAnyCaret_IsATotalFunction()
    {
        var trees = new RandomTrees(7);
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            var text = string.Concat(ConditionLanguage.Print(trees.Condition(i % 4)).Select(c => random.Next(30) == 0 ? "\"(){.,\n\\"[random.Next(8)] : c));
            for (var caret = 0; caret <= text.Length; caret += 3)
            {
                var place = ConditionLanguage.PlaceAt(text, caret);
                (place.Start <= caret && caret <= place.End && place.End <= text.Length).ShouldBeTrue($"{text} at {caret}: {place}");
                PatternLanguage.PlaceAt(text, caret).Start.ShouldBeLessThanOrEqualTo(caret);
            }
        }
    }

    private static (string Text, int Caret) Split(string marked) => (marked.Remove(marked.IndexOf('|', StringComparison.Ordinal), 1), marked.IndexOf('|', StringComparison.Ordinal));
}
