using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Pattern text of triggers: event "x" [where ...], or N of event "x" [where ...] within W. Total: bad input gives issues. Thread safe.</summary>
public static class PatternLanguage
{
    /// <summary>Most events that a pattern may count.</summary>
    public const int MaximumCount = 100;

    internal const string AllowedForms =
        "A pattern is `event \"page_view\"`, `event \"page_view\" where page = \"/cancel\"` or `3 of event \"page_view\" where page = \"/cancel\" within 30m`.";

    /// <summary>Text to tree, without looking names up.</summary>
    /// <returns>The tree when there are no issues; else null and all issues.</returns>
    public static (PatternNode? Tree, IReadOnlyList<ConditionIssue> Issues) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var issues = new IssueList();
        var tree = Parse(text, issues);
        return (issues.IsEmpty ? tree : null, issues.ToSorted());
    }

    /// <summary>The canonical text of a tree; parsing it gives the same tree.</summary>
    public static string Print(PatternNode tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var where = tree.Where is null ? "" : " where " + ConditionLanguage.Print(tree.Where, insideWhere: true);
        var events = $"event {ConditionPrinter.Quote(tree.EventType)}{where}";
        return tree.Window is { } window ? string.Create(CultureInfo.InvariantCulture, $"{tree.Count} of {events} within {Durations.Format(window)}") : events;
    }

    /// <summary>Parses, checks and compiles.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="scope">Declared event types and their properties.</param>
    /// <param name="captures">Properties that are read later as trigger.name: the keys of the policy's trigger slots.</param>
    /// <returns>The pattern when there are no issues; else null and all issues.</returns>
    public static (PatternDefinition? Pattern, IReadOnlyList<ConditionIssue> Issues) Compile(string text, ConditionScope scope, IEnumerable<string>? captures = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        var issues = new IssueList();
        var tree = Parse(text, issues);
        if (tree?.Where is not null && issues.Count < IssueList.Maximum)
        {
            new ConditionChecker(scope with { EventType = tree.EventType, AllowEvent = true }, issues).Check(tree.Where, ExpectedType.Condition, insideWhere: true);
        }

        if (tree is null || !issues.IsEmpty)
        {
            return (null, issues.ToSorted());
        }

        var where = tree.Where is null ? null : ConditionLanguage.Print(tree.Where, insideWhere: true);
        var (filter, filterIssues) = WhereFilter.Compile(where, tree.EventType, scope);
        return filter is null ? (null, filterIssues)
            : (new PatternDefinition(Print(tree), new TextValue(tree.EventType), filter, tree.Count, tree.Window ?? TimeSpan.Zero, [.. (captures ?? []).Distinct().Order(StringComparer.Ordinal)]), []);
    }

    private static PatternNode? Parse(string text, IssueList issues) =>
        ConditionLimits.CheckLength(text, issues) ? new PatternParser(new Lexer(text, issues).Read(), issues).ParsePattern() : null;
}
