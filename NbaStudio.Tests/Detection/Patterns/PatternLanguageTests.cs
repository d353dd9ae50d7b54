using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Detection.Patterns;

public class PatternLanguageTests
{
    [Theory]
    [InlineData("event \"page_view\"", 1, 0, null)]
    [InlineData("event \"page_view\" where page = \"/cancel\" and seconds > 3", 1, 0, "page = \"/cancel\" and seconds > 3")]
    [InlineData("3 of event \"page_view\" within 30m", 3, 30, null)]
    [InlineData("2 of event \"page_view\" where page = \"/cancel\" or event.type = \"x\" within 2h", 2, 120, "page = \"/cancel\" or type = \"x\"")]
    [InlineData("1 of event \"undeclared\" where anything > 1 within 5s", 1, 0, "anything > 1")]
    public void Compile_AllowedForms_GiveTheDefinition(string text, int count, int minutes, string? where)
    {
        var (pattern, issues) = PatternLanguage.Compile(text, TestScope.Full, ["cart", "amount", "cart"]);
        issues.Select(i => i.Message).ShouldBeEmpty();
        pattern!.Count.ShouldBe(count);
        pattern.Window.TotalMinutes.ShouldBe(text.EndsWith("5s", StringComparison.Ordinal) ? 5 / 60.0 : minutes);
        pattern.Filter.Text.ShouldBe(where);
        pattern.Captures.ShouldBe(["amount", "cart"]);
        PatternLanguage.Parse(pattern.Text).Tree.ShouldBe(PatternLanguage.Parse(text).Tree);
        PatternLanguage.Compile(pattern.Text, TestScope.Full).Pattern!.Text.ShouldBe(pattern.Text);
    }

    [Fact]
    public void Parse_PrintedRandomPattern_GivesTheSameTree()
    {
        var trees = new RandomTrees(21);
        var random = new Random(22);
        for (var i = 0; i < 2_000; i++)
        {
            var counted = random.Next(2) == 0;
            var tree = new PatternNode("type \"" + random.Next(9), random.Next(3) == 0 ? null : trees.Where(3), counted ? random.Next(1, 101) : 1, counted ? TimeSpan.FromSeconds(random.Next(1, 100_000)) : null);
            var text = PatternLanguage.Print(tree);
            PatternLanguage.Parse(text).Tree.ShouldBe(tree, text);
        }
    }

    [Theory]
    [InlineData("event \"cart_added\" then event \"checkout\" within 2h", "pattern.form", "Found `then`. A pattern is")]
    [InlineData("event \"cart_added\" then not event \"purchase\" within 45m", "pattern.form", "Found `then`. A pattern is")]
    [InlineData("not event \"visit\" for 90d", "pattern.form", "Found `not`. A pattern is")]
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
    [InlineData("event \"page_view\" page", "syntax.unexpected", "Found `page`, expected `where` or the end.")]
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
        string[] words = ["event", "\"x\"", "of", "3", "within", "30m", "where", "then", "not", "for", "page", "=", "(", ")", "and", "1e99", "'", ".", "-"];
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
