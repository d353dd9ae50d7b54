using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Conditions;

/// <summary>Every example of docs/conditions.md is compiled.</summary>
public class ConditionsPageTests
{
    private static readonly ConditionScope Scope = TestScope.Full;

    [Theory]
    [InlineData("condition", ExpectedType.Condition, 12)]
    [InlineData("money", ExpectedType.Money, 2)]
    [InlineData("number", ExpectedType.Number, 1)]
    [InlineData("date", ExpectedType.DateTime, 1)]
    public void Example_Expressions_Compile(string language, ExpectedType expected, int least)
    {
        var texts = Blocks(language).SelectMany(Expressions).ToList();
        texts.Count.ShouldBeGreaterThanOrEqualTo(least);
        foreach (var text in texts)
        {
            var (_, issues) = ConditionLanguage.Compile(text, Scope, expected, new SlotLayoutBuilder());
            issues.Select(i => i.Message).ShouldBeEmpty(text);
        }
    }

    [Fact]
    public void Example_Mistakes_SayWhatThePageSays()
    {
        var lines = Blocks("mistake").ShouldHaveSingleItem();
        lines.Count.ShouldBe(8);
        for (var i = 0; i < lines.Count; i += 2)
        {
            ConditionLanguage.Compile(lines[i], Scope, ExpectedType.Condition, new SlotLayoutBuilder()).Issues.ShouldHaveSingleItem().Message.ShouldBe(lines[i + 1]);
        }
    }

    [Fact]
    public void Example_Patterns_Compile()
    {
        var patterns = Blocks("pattern").ShouldHaveSingleItem();
        patterns.Count.ShouldBe(8);
        patterns.ShouldAllBe(p => PatternLanguage.Compile(p, Scope, null).Issues.Count == 0);
    }

    [Fact]
    public void Example_Templates_Compile()
    {
        var templates = Blocks("template").ShouldHaveSingleItem();
        templates.Count.ShouldBe(2);
        templates.ShouldAllBe(t => ContentTemplate.Compile(t, Scope, new SlotLayoutBuilder()).Issues.Count == 0);
    }

    /// <summary>One expression a line; a line that begins with and or or goes on.</summary>
    private static List<string> Expressions(List<string> lines)
    {
        List<string> result = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("and ", StringComparison.Ordinal) || line.StartsWith("or ", StringComparison.Ordinal))
            {
                result[^1] += "\n" + line;
            }
            else
            {
                result.Add(line);
            }
        }

        return result;
    }

    private static List<List<string>> Blocks(string language)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NbaStudio.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull("the tests run inside the repository");
        }

        List<List<string>> blocks = [];
        List<string>? open = null;
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "docs", "conditions.md")))
        {
            if (line == "```" + language)
            {
                open = [];
                blocks.Add(open);
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                open = null;
            }
            else
            {
                open?.Add(line);
            }
        }

        return blocks;
    }
}
