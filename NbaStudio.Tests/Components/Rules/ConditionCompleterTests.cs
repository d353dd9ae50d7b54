using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Conditions;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Tests.Components.Rules;

/// <summary>What is offered at a caret, written as |.</summary>
public sealed class ConditionCompleterTests
{
    private static readonly RuleVocabulary Rules = new(
        [
            new("customer.age", "年齢", "customer", ValueKind.Number, []), new("customer.plan", "プラン", "customer", ValueKind.Text, ["S", "M", "Family \"plus\""]),
            new("customer.vip", "優良顧客", "customer", ValueKind.Boolean, []), new("customer.interests", "関心", "customer", ValueKind.TextSet, ["golf", "film"]),
            new("customer.contract_end", "契約終了", "customer", ValueKind.DateTime, []), new("customer.fee", "月額", "customer", ValueKind.Money, []),
            new("aggregate.visits_7d", "訪問", "aggregate", ValueKind.Number, []), new("time.weekday", "曜日", "time", ValueKind.Number, ["1", "2"]),
            new("condition \"adult\"", "adult", "condition", ValueKind.Boolean, []),
        ],
        [("page_view", "ページ表示")],
        [("adult", "customer.age >= 18")])
    {
        OfDecisions = [new("context.intent", "用件", "context", ValueKind.Any, [])],
        Items = [new("action", "Loyalty10", "長期割引"), new("channel", "email", "メール")],
    };

    private static readonly PatternVocabulary Events = new(
    [
        new("page_view", "ページ表示", [new("page", ValueKind.Text, ["/cancel", "/help"]), new("seconds", ValueKind.Number, ["12"]), new("e-mail kind", null, [])]),
        new("purchase", "購入", [new("amount", ValueKind.Money, [])]),
    ]);

    [Theory]
    [InlineData("customer.|", "customer.age", "customer.plan", "customer.vip")]
    [InlineData("pl|", "customer.plan")]
    [InlineData("cou|", "count(event \"")]
    [InlineData("customer.plan = \"|", "\"S\"", "\"M\"", "\"Family \\\"plus\\\"\"")]
    [InlineData("customer.plan = |", "\"S\"", "\"M\"")]
    [InlineData("customer.plan in (\"S\", \"|", "\"M\"")]
    [InlineData("customer.plan in (|", "\"S\"")]
    [InlineData("customer.interests contains \"g|", "\"golf\"")]
    [InlineData("customer.vip = |", "true", "false")]
    [InlineData("time.weekday = |", "1", "2")]
    [InlineData("count(event \"|", "\"page_view\"", "\"purchase\"")]
    [InlineData("count(event \"page_view\" where p|", "page")]
    [InlineData("count(event \"page_view\" where page = \"/c|", "\"/cancel\"")]
    [InlineData("sum(event \"purchase\".a|", "amount")]
    [InlineData("condition \"a|", "\"adult\"")]
    [InlineData("outcome_count(action \"|", "\"Loyalty10\"")]
    [InlineData("outcome_count(all, \"rej|", "\"reject\"")]
    [InlineData("context.i|", "context.intent")]
    [InlineData("年|", "customer.age")]
    public void At_InTheMiddleOfSomething_OffersWhatFits(string marked, params string[] expected)
    {
        var offer = At(marked);

        offer.Entries.Select(e => e.Text).Intersect(expected).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("customer.age >= 18|")]
    [InlineData("customer.age >= 18 and|")]
    [InlineData("customer.nothing_like_it|")]
    [InlineData("customer.age >= 18 |")]
    [InlineData("\"lone|")]
    [InlineData("customer.contract_end < date \"2026|")]
    [InlineData("customer.plan = \"zz|")]
    public void At_WhereNothingFitsOrNothingIsBegun_OffersNothing(string marked) => At(marked).Entries.ShouldBeEmpty();

    [Fact]
    public void At_WhenAsked_OffersAnywhere()
    {
        At("|", asked: true).Entries.Select(e => e.Text).ShouldContain("customer.age");
        At("customer.plan |", asked: true).Entries.Select(e => e.Text.Trim()).ShouldBe(["=", "!=", "in (", "not in (", "contains", "is missing", "is present", "and", "or"], ignoreOrder: true, "as a text allows");
        At("customer.age |", asked: true).Entries.Select(e => e.Text.Trim()).ShouldNotContain("contains");
        At("customer.interests |", asked: true).Entries.Select(e => e.Text.Trim()).ShouldBe(["contains", "is missing", "is present", "and", "or"], ignoreOrder: true);
        At("customer.contract_end < |", asked: true).Entries.Select(e => e.Text).ShouldBe(["date \"", "now", "last(event \"", "context.intent"], ignoreOrder: true);
    }

    [Fact]
    public void At_AComparisonOfNumbers_OffersNumbersOnly()
    {
        var texts = At("customer.age >= c|").Entries.Select(e => e.Text).ToList();

        texts.ShouldContain("customer.fee");
        texts.ShouldContain("count(event \"");
        texts.ShouldNotContain("customer.plan");
        texts.ShouldNotContain("customer.age", "itself says nothing");
    }

    [Fact]
    public void At_APlaceWithARest_ReplacesTheWholeName()
    {
        var offer = At("cust|omer.age >= 18");
        (offer.Start, offer.End).ShouldBe((0, 12));
        At("cou|nt(event \"page_view\" in 7d) > 1").Entries[0].Text.ShouldBe("count", "its parenthesis stands there");
        At("customer.vip|").Entries.ShouldBeEmpty("it stands there whole");
        var text = At("customer.plan = \"S|X\" and customer.vip");
        (text.Start, text.End).ShouldBe((16, 20));
    }

    [Fact]
    public void At_Labels_AreInTheReadersLanguage()
    {
        At("cou|").Entries[0].Label.ShouldBe("期間内のイベントの数");
        At("customer.pl|").Entries[0].Label.ShouldBe("プラン");
        At("outcome_count(channel \"|").Entries[0].Label.ShouldBe("メール");
        At("customer.age >= 18 a|").Entries[0].ShouldBe(new CompletionEntry("and ", "両方が成り立つ"));
    }

    [Fact]
    public void At_APattern_OffersEventsPropertiesAndItsWords()
    {
        At("ev|", isPattern: true).Entries.Select(e => e.Text).ShouldBe(["event \"", "not event \""]);
        At("event \"page_view\" where |", isPattern: true, asked: true).Entries.Select(e => e.Text).ShouldBe(["page", "seconds", "event.\"e-mail kind\"", "round(", "starts_with(", "now", "not "], ignoreOrder: true);
        At("event \"page_view\" where page = \"/h|", isPattern: true).Entries.ShouldHaveSingleItem().Text.ShouldBe("\"/help\"");
        At("event \"page_view\" then not event \"purchase\" w|", isPattern: true).Entries.Select(e => e.Text.Trim()).ShouldBe(["within", "where"], ignoreOrder: true);
    }

    [Fact]
    public void At_HundredsOfNames_OffersTheBestAndSaysHowManyThereAre()
    {
        var many = Rules with { Names = [.. Enumerable.Range(0, 900).Select(i => new RuleName($"customer.field_{i}", $"項目 {i}", "customer", ValueKind.Text, [.. Enumerable.Range(0, 30).Select(v => $"v{v}")]))] };
        var completer = new ConditionCompleter(many, Events, new Words("ja"));

        var offer = completer.At("customer.field", 14, isPattern: false, isAsked: false);

        (offer.Entries.Count, offer.Found).ShouldBe((ConditionCompleter.Most, 900));
        completer.At("customer.field_77", 17, isPattern: false, isAsked: false).Entries[0].Text.ShouldBe("customer.field_77");
    }

    private static Completion At(string marked, bool isPattern = false, bool asked = false)
    {
        var caret = Math.Max(0, marked.IndexOf('|', StringComparison.Ordinal));
        return new ConditionCompleter(Rules, Events, new Words("ja")).At(marked.Replace("|", "", StringComparison.Ordinal), caret, isPattern, asked);
    }
}
