using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Pattern text of triggers; docs/patterns.md defines what each form means. Total: bad input gives issues. Thread safe.</summary>
public static class PatternLanguage
{
    /// <summary>Most events that a pattern may count.</summary>
    public const int MaximumCount = 100;

    /// <summary>Most parts of a sequence.</summary>
    public const int MaximumParts = 8;

    internal const string AllowedForms =
        "A pattern is `event \"page_view\" where page = \"/cancel\"`, `3 of event \"page_view\" within 30m`, `event \"a\" then event \"b\" within 2h`, "
        + "`event \"a\" then not event \"b\" within 45m` or `not event \"visit\" for 90d`.";

    /// <summary>Text to tree, without looking names up.</summary>
    /// <returns>The tree when there are no issues; else null and all issues.</returns>
    public static (PatternNode? Tree, IReadOnlyList<ConditionIssue> Issues) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var issues = new IssueList();
        var tree = Parse(text, issues);
        return (issues.IsEmpty ? tree : null, issues.ToSorted());
    }

    /// <summary>What fits at a place of a text, whatever else is wrong with it. Names are not looked up.</summary>
    /// <param name="caret">0 to the length of the text.</param>
    public static CaretPlace PlaceAt(string text, int caret)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CaretReader.Read(text, Math.Clamp(caret, 0, text.Length), isPattern: true);
    }

    /// <summary>The canonical text of a tree; parsing it gives the same tree.</summary>
    public static string Print(PatternNode tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return PatternPrinter.Print(tree);
    }

    /// <summary>Checks counts, windows, order, names and types of a tree, from a text or built by a program.</summary>
    /// <returns>All issues; empty when the tree compiles. Places are line 1, column 1 for nodes that came from no text.</returns>
    public static IReadOnlyList<ConditionIssue> Check(PatternNode tree, ConditionScope scope)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(scope);
        var issues = new IssueList();
        new PatternChecker(OutcomeEventTypes.In(scope), issues).Check(tree);
        return issues.ToSorted();
    }

    /// <summary>Parses, checks and compiles.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="scope">Declared event types and their properties; those of outcomes are known besides.</param>
    /// <param name="captures">Properties that are read later as trigger.name: the keys of the policy's trigger slots.</param>
    /// <returns>The pattern when there are no issues; else null and all issues.</returns>
    public static (PatternDefinition? Pattern, IReadOnlyList<ConditionIssue> Issues) Compile(string text, ConditionScope scope, IEnumerable<string>? captures = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        var issues = new IssueList();
        var tree = Parse(text, issues);
        scope = OutcomeEventTypes.In(scope);
        if (tree is not null && issues.Count < IssueList.Maximum)
        {
            new PatternChecker(scope, issues).Check(tree);
        }

        return tree is null || !issues.IsEmpty ? (null, issues.ToSorted()) : (PatternDefinition.Of(tree, scope, captures ?? []), []);
    }

    private static PatternNode? Parse(string text, IssueList issues) =>
        ConditionLimits.CheckLength(text, issues) ? new PatternParser(new Lexer(text, issues).Read(), issues).ParsePattern() : null;
}
