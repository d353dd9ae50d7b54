using NbaStudio.Components.Pages.Events;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Components;

/// <summary>Sentence and text are one tree: whatever stands in one comes back from the other.</summary>
public sealed class PatternEditorTests
{
    [Theory]
    [InlineData("event \"page_view\"")]
    [InlineData("event \"page_view\" where page = \"/cancel\" and seconds > 3")]
    [InlineData("event \"page_view\" where page != \"a \\\"b\\\"\" or seconds <= -1.5")]
    [InlineData("event \"page_view\" where page contains \"x\" and seconds is missing and page is present")]
    [InlineData("event \"x\" where (a = 1 or b = 2) and c = true")]
    [InlineData("event \"x\" where at >= date \"2026-01-02\"")]
    [InlineData("3 of event \"page_view\" where page in (\"/a\", \"/b\") within 30m")]
    [InlineData("event \"cart_added\" then not event \"purchase\" within 45m")]
    [InlineData("event \"a\" then not event \"b\" then not event \"d\" where v = 5 then event \"c\" within 1d same decisionId and same \"odd name\"")]
    [InlineData("not event \"visit\" where event.type = \"visit\" for 90d same shop")]
    [InlineData("event \"a\" then event \"b\" within 90m")]
    public void Sentence_OfAText_WritesTheSameTree(string text)
    {
        var tree = PatternLanguage.Parse(text).Tree.ShouldNotBeNull();

        var written = PatternSentence.Of(tree).ToText().Text;

        written.ShouldBe(PatternLanguage.Print(tree));
        PatternLanguage.Parse(written).Tree.ShouldBe(tree);
    }

    [Fact]
    public void Sentence_OfRandomPatterns_LosesNothing()
    {
        var trees = new RandomTrees(61);
        var random = new Random(62);
        string[] names = ["cart", "odd \"name\"", "same", "properties", "and", "店"];
        EventNode Event() => new("type \"" + random.Next(9), random.Next(3) == 0 ? null : trees.Where(3));
        TimeSpan Window() => TimeSpan.FromSeconds(random.Next(1, 100_000));
        for (var i = 0; i < 2_000; i++)
        {
            EqualList<string> same = [.. names.Where(_ => random.Next(6) == 0)];
            PatternNode tree = random.Next(4) switch
            {
                0 => new EventPattern(Event()),
                1 => new CountPattern(random.Next(1, 101), Event(), Window()) { Same = same },
                2 => new AbsencePattern(Event(), Window()) { Same = same },
                _ => new SequencePattern([new SequencePart(Event()), .. Enumerable.Range(0, random.Next(1, 8)).Select(_ => new SequencePart(Event(), random.Next(2) == 0))], Window()) { Same = same },
            };

            PatternLanguage.Parse(PatternSentence.Of(tree).ToText().Text).Tree.ShouldBe(tree, PatternLanguage.Print(tree));
        }
    }

    [Fact]
    public void Switch_WithHalfFilledParts_KeepsThem()
    {
        var editor = Editor("event \"cart_added\" then not event \"purchase\" within 45m");
        var row = new ConditionRow { Operator = ConditionOperator.GreaterOrEqual, Value = "abc", Kind = ValueKind.Number };
        editor.Sentence!.Parts[0].Rows.Add(row);
        editor.Sentence.Amount = "";
        editor.Edited();
        editor.IsValid.ShouldBeFalse();

        editor.ShowText();
        editor.Text.ShouldContain("\"abc\"");
        editor.ShowSentence();

        editor.Sentence!.Parts[0].Rows.ShouldHaveSingleItem().ShouldBeSameAs(row);
        editor.Sentence.Amount.ShouldBe("");
    }

    [Fact]
    public void Switch_WithAnEmptyProperty_IsNotValidThoughTheLanguageTakesIt()
    {
        var editor = Editor("event \"x\" where a = \"b\"");
        editor.IsValid.ShouldBeTrue();
        editor.Sentence!.Parts[0].Rows[0].Property = "";
        editor.Edited();

        editor.Check.Issues.ShouldBeEmpty();
        editor.IsValid.ShouldBeFalse("a line without a property says nothing");
    }

    [Fact]
    public void Switch_WithATextThatCannotBeRead_KeepsTheTextAndShowsNoSentence()
    {
        var editor = Editor("event \"a\" then event \"b\" within 1h");
        editor.ShowText();
        editor.Write("event \"a\" then event \"b\" withn 1h");

        editor.ShowSentence();
        editor.Sentence.ShouldBeNull();
        editor.Check.Issues.ShouldNotBeEmpty();
        editor.ShowText();

        editor.Text.ShouldBe("event \"a\" then event \"b\" withn 1h");
        editor.Write("event \"a\" then event \"c\" within 1h");
        editor.ShowSentence();
        editor.Sentence!.Parts[1].EventType.ShouldBe("c");
    }

    [Fact]
    public void Issues_OfASentence_StandAtTheirPart()
    {
        var editor = Editor("event \"page_view\" then not event \"purchase\" where amount = 5 then event \"page_view\" within 1h");
        editor.Sentence!.Parts[1].Rows[0].Property = "amuont";
        editor.Sentence.Parts[2].EventType = new string('x', 129);
        editor.Sentence.Amount = "9999";
        editor.Sentence.Unit = "d";
        editor.Edited();

        editor.IssuesAt(0).ShouldBeEmpty();
        editor.IssuesAt(1).ShouldHaveSingleItem().Suggestion.ShouldBe("event.amount");
        editor.IssuesAt(2).ShouldHaveSingleItem().Code.ShouldBe("event.type");
        editor.IssuesAt(SentenceText.InWindow).ShouldHaveSingleItem().Code.ShouldBe("window.range");
        editor.IssuesAt(SentenceText.InWhole).ShouldBeEmpty();
    }

    [Fact]
    public void Become_AnotherKindAndBack_KeepsTheParts()
    {
        var sentence = PatternSentence.Of(PatternLanguage.Parse("event \"a\" then not event \"b\" then event \"c\" within 2h same k").Tree!);

        sentence.Become(SentenceKind.Count);
        sentence.ToText().Text.ShouldBe("3 of event \"a\" within 2h same k");
        sentence.Become(SentenceKind.Event);
        sentence.Become(SentenceKind.Sequence);

        sentence.ToText().Text.ShouldBe("event \"a\" then not event \"b\" then event \"c\" within 2h same k");
    }

    [Fact]
    public void ToggleWritten_LinesToTextAndBack_AreTheSame()
    {
        var part = PatternSentence.Of(PatternLanguage.Parse("event \"x\" where a = 1 or b contains \"c\"").Tree!).Parts[0];

        part.ToggleWritten();
        part.Written.ShouldBe("a = 1 or b contains \"c\"");
        part.ToggleWritten();

        (part.Written, part.IsAny, part.Rows.Count).ShouldBe((null, true, 2));
        part.Written = "a in (1, 2)";
        part.ToggleWritten();
        part.Written.ShouldBe("a in (1, 2)", "lines cannot say it");
    }

    [Theory]
    [InlineData("7", null, "v = 7")]
    [InlineData("7", ValueKind.Text, "v = \"7\"")]
    [InlineData("true", ValueKind.Boolean, "v = true")]
    [InlineData("true", null, "v = \"true\"")]
    [InlineData("2026-12-24", ValueKind.DateTime, "v = date \"2026-12-24\"")]
    [InlineData("", ValueKind.Money, "v = \"\"")]
    public void Row_Value_IsWrittenAsItsKind(string value, ValueKind? kind, string text) =>
        new ConditionRow { Property = "v", Value = value, Kind = kind }.ToText().ShouldBe(text);

    private static PatternEditor Editor(string text)
    {
        var editor = new PatternEditor(t => new PatternCheck(PatternLanguage.Compile(t, TestScope.Full).Issues, null));
        editor.Open(text);
        return editor;
    }
}
