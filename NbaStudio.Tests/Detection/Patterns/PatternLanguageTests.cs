using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Detection.Patterns;

public class PatternLanguageTests
{
    [Theory]
    [InlineData("event \"page_view\"", PatternKind.Event, 1, 0, "")]
    [InlineData("event \"page_view\" where page = \"/cancel\" and seconds > 3", PatternKind.Event, 1, 0, "page = \"/cancel\" and seconds > 3")]
    [InlineData("3 of event \"page_view\" within 30m", PatternKind.Count, 3, 30, "")]
    [InlineData("2 of event \"page_view\" where page = \"/cancel\" or event.type = \"x\" within 2h same page", PatternKind.Count, 2, 120, "page = \"/cancel\" or type = \"x\"")]
    [InlineData("1 of event \"undeclared\" where anything > 1 within 5m", PatternKind.Count, 1, 5, "anything > 1")]
    [InlineData("event \"cart_added\" then event \"checkout\" within 2h", PatternKind.Sequence, 1, 120, "|")]
    [InlineData("event \"cart_added\" then not event \"purchase\" where amount > 5 within 45m", PatternKind.Sequence, 1, 45, "|!amount > 5")]
    [InlineData("not event \"visit\" where page = \"x\" for 90d same properties.shop", PatternKind.Sequence, 1, 129600, "page = \"x\"|!page = \"x\"")]
    [InlineData("event \"a\" then not event \"b\" then not event \"d\" then event \"c\" within 1d same decisionId and same \"odd name\" and shop", PatternKind.Sequence, 1, 1440, "|!|!|")]
    [InlineData("event \"outcome.sent\" where action = \"x\" then not event \"outcome.open\" within 2d same decisionId", PatternKind.Sequence, 1, 2880, "action = \"x\"|!")]
    public void Compile_AllowedForms_GiveTheDefinition(string text, PatternKind kind, int count, int minutes, string parts)
    {
        var (pattern, issues) = PatternLanguage.Compile(text, TestScope.Full, ["cart", "amount", "cart"]);
        issues.Select(i => i.Message).ShouldBeEmpty();
        pattern!.Kind.ShouldBe(kind);
        pattern.Count.ShouldBe(count);
        pattern.Window.TotalMinutes.ShouldBe(minutes);
        string.Join("|", pattern.Parts.Select(p => (p.Negated ? "!" : "") + p.Filter.Text)).ShouldBe(parts);
        pattern.Captures.ShouldBe(["amount", "cart"]);
        PatternLanguage.Parse(pattern.Text).Tree.ShouldBe(PatternLanguage.Parse(text).Tree);
        PatternLanguage.Compile(pattern.Text, TestScope.Full).Pattern!.Text.ShouldBe(pattern.Text);
    }

    [Fact]
    public void Parse_PrintedRandomPattern_GivesTheSameTree()
    {
        var trees = new RandomTrees(21);
        var random = new Random(22);
        string[] names = ["cart", "decisionId", "odd \"name\"", "same", "properties", "and", "within", "店"];
        EventNode Event() => new("type \"" + random.Next(9), random.Next(3) == 0 ? null : trees.Where(3));
        TimeSpan Window() => TimeSpan.FromSeconds(random.Next(1, 100_000));
        for (var i = 0; i < 4_000; i++)
        {
            EqualList<string> same = [.. names.Where(_ => random.Next(6) == 0)];
            PatternNode tree = random.Next(4) switch
            {
                0 => new EventPattern(Event()),
                1 => new CountPattern(random.Next(1, 101), Event(), Window()) { Same = same },
                2 => new AbsencePattern(Event(), Window()) { Same = same },
                _ => new SequencePattern([new SequencePart(Event()), .. Enumerable.Range(0, random.Next(1, 8)).Select(_ => new SequencePart(Event(), random.Next(2) == 0))], Window()) { Same = same },
            };
            var text = PatternLanguage.Print(tree);
            var (read, issues) = PatternLanguage.Parse(text);
            read.ShouldBe(tree, text + string.Join(" ", issues));
        }
    }

    [Fact]
    public void Check_TreeOfABuilder_FindsWhatATextCannotState()
    {
        PatternLanguage.Check(new SequencePattern([new SequencePart(new EventNode("a"), Negated: true), new SequencePart(new EventNode("b"))], TimeSpan.FromHours(1)), TestScope.Full)
            .ShouldHaveSingleItem().Code.ShouldBe("pattern.order");
        PatternLanguage.Check(new SequencePattern([new SequencePart(new EventNode("a"))], TimeSpan.FromHours(1)), TestScope.Full).ShouldHaveSingleItem().Code.ShouldBe("pattern.parts");
        PatternLanguage.Check(new CountPattern(0, new EventNode("a"), TimeSpan.FromMilliseconds(1500)), TestScope.Full).Select(i => i.Code).ShouldBe(["pattern.count", "window.range"], ignoreOrder: true);
        PatternLanguage.Check(new AbsencePattern(new EventNode("a"), TimeSpan.FromDays(401)), TestScope.Full).ShouldHaveSingleItem().Suggestion.ShouldBe("400d");
    }

    [Theory]
    [InlineData("event \"a\" then event \"b\"", "syntax.unexpected", "Found the end of the text, expected `within` and a duration")]
    [InlineData("event \"a\" then not event \"b\" within 0s", "window.range", "The window 0s is out of range; 1s to 400d are allowed.")]
    [InlineData("event \"a\" then event \"b\" within 36500d", "window.range", "The window 36500d is out of range; 1s to 400d are allowed.")]
    [InlineData("not event \"visit\" for 401d", "window.range", "The window 401d is out of range; 1s to 400d are allowed.")]
    [InlineData("not event \"visit\" within 90d", "pattern.for", "What did not happen since the last time is written with `for`")]
    [InlineData("not event \"visit\" then event \"x\" within 90d", "pattern.order", "A sequence begins with an event that happens")]
    [InlineData("event \"a\" then not event \"b\" then event \"b\" where x = 1 within 1d", "pattern.contradiction", "event \"b\" must not happen and then must")]
    [InlineData("event \"a\" then not event \"b\" where x = 1 then event \"B\" where x = 1 within 1d", "pattern.contradiction", "event \"b\" must not happen and then must")]
    [InlineData("event \"a\" then not event \"b\" then not event \"b\" where x = 1 within 1d", "pattern.twice", "What must not happen here is stated twice: event \"b\".")]
    [InlineData("event \"1\" then event \"2\" then event \"3\" then event \"4\" then event \"5\" then event \"6\" then event \"7\" then event \"8\" then event \"9\" within 1d", "pattern.parts", "The sequence has more than 8 parts; 2 to 8 are allowed.")]
    [InlineData("event \"a\" same cart", "pattern.same", "One event alone has nothing to be the same as")]
    [InlineData("2 of event \"a\" within 1h same cart and cart", "pattern.same", "`same cart` is stated twice.")]
    [InlineData("2 of event \"a\" within 1h same a and b and c and d and e", "pattern.same", "The parts are correlated by 5 properties; at most 4 are allowed.")]
    [InlineData("2 of event \"a\" within 1h same", "syntax.unexpected", "Found the end of the text, expected the name of a property after `same`")]
    [InlineData("event \"a\" then event \"purchase\" within 1h same chanel", "name.unknown", "`same chanel`: event \"purchase\" has no such property. `chanel` is unknown. Did you mean `channel`?")]
    [InlineData("event \"outcome.sent\" where acton = \"x\"", "name.unknown", "`event.acton` is unknown. Did you mean `event.action`?")]
    [InlineData("event \"visit\" within 3d", "pattern.form", "Found `within`. A pattern is")]
    [InlineData("", "pattern.form", "Found the end of the text. A pattern is")]
    [InlineData("page_view", "pattern.form", "Found `page_view`. A pattern is")]
    [InlineData("0 of event \"x\" within 3d", "pattern.count", "The count 0 is out of range; whole numbers from 1 to 100 are allowed.")]
    [InlineData("101 of event \"x\" within 3d", "pattern.count", "The count 101 is out of range; whole numbers from 1 to 100 are allowed.")]
    [InlineData("2.5 of event \"x\" within 3d", "pattern.count", "The count 2.5 is out of range; whole numbers from 1 to 100 are allowed.")]
    [InlineData("3 of event \"x\"", "syntax.unexpected", "Found the end of the text, expected `within` and a duration, such as `within 30m`.")]
    [InlineData("3 of event \"x\" within 500d", "window.range", "The window 500d is out of range; 1s to 400d are allowed.")]
    [InlineData("3 event \"x\" within 5d", "syntax.unexpected", "Found `event`, expected `of` and `event \"type\"`.")]
    [InlineData("event \"\"", "event.type", "The event's type has 0 characters; 1 to 128 are allowed.")]
    [InlineData("event \"page_view\" where pag = \"x\"", "name.unknown", "`event.pag` is unknown. Did you mean `event.page`?")]
    [InlineData("event \"page_view\" where page > 1", "type.mismatch", "`>` needs numbers, amounts, dates or durations; `event.page` is a text.")]
    [InlineData("event \"page_view\" page", "syntax.unexpected", "Found `page`, expected `where`, `then` or the end.")]
    public void Compile_Mistake_SaysWhatIsAllowed(string text, string code, string message)
    {
        var (pattern, issues) = PatternLanguage.Compile(text, TestScope.Full);
        pattern.ShouldBeNull();
        issues.ShouldContain(i => i.Code == code && i.Message.StartsWith(message, StringComparison.Ordinal), string.Join(" | ", issues));
    }

    [Fact]
    public void Compile_Garbage_NeverThrows()
    {
        var random = new Random(23);
        string[] words = ["event", "\"x\"", "of", "3", "within", "30m", "where", "then", "not", "for", "same", "properties", "page", "=", "(", ")", "and", "1e99", "'", ".", "-"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(14)).Select(_ => words[random.Next(words.Length)]));
            var (pattern, issues) = PatternLanguage.Compile(text, TestScope.Full);
            if ((pattern is null) != (issues.Count > 0))
            {
                Assert.Fail(text);
            }
        }

        PatternLanguage.Compile(new string('(', 1_000_000), TestScope.Full).Issues.ShouldHaveSingleItem().Code.ShouldBe("limit.text");
    }
}
