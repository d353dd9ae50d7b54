using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles the expressions of one document into one layout and reports their mistakes with the place in the document.</summary>
internal sealed class ExpressionCompiler(PolicyScopes scopes, SlotLayoutBuilder layout, IssueList issues)
{
    /// <summary>Compiles a rule, value or lever; null for an absent text or one with mistakes.</summary>
    public CompiledExpression? Rule(string? text, ExpectedType expected, string path) =>
        text is null ? null : Compile(text, scopes.Rules, expected, path);

    /// <summary>Compiles the expression of a goal, which cannot read goals.</summary>
    public CompiledExpression? Goal(string? text, ExpectedType expected, string path) =>
        text is null ? null : Compile(text, scopes.Goals, expected, path);

    /// <summary>Compiles a filter over the properties of one event.</summary>
    public EventFilter? Filter(string eventType, string? where, string path, int columnOffset)
    {
        var (filter, found) = EventFilter.Compile(where, eventType, scopes.Goals);
        Report(found, path, columnOffset);
        return filter;
    }

    /// <summary>Compiles the text of a pattern.</summary>
    public PatternSnapshot? Pattern(string text, string path) =>
        PatternText.Parse(text, path, issues) is { } parts && Filter(parts.EventType, parts.Where, path, parts.WhereColumn - 1) is { } filter
            ? new PatternSnapshot(filter, parts.Count, (long)(parts.Window ?? TimeSpan.Zero).TotalMilliseconds, text)
            : null;

    private CompiledExpression? Compile(string text, ConditionScope scope, ExpectedType expected, string path)
    {
        var (expression, found) = ConditionLanguage.Compile(text, scope, expected, layout);
        Report(found, path, 0);
        return expression;
    }

    private void Report(IReadOnlyList<ConditionIssue> found, string path, int columnOffset)
    {
        foreach (var issue in found)
        {
            var column = issue.Line == 1 ? issue.Column + columnOffset : issue.Column;
            issues.Expression(issue, path, issue.Line.ToString(CultureInfo.InvariantCulture), column.ToString(CultureInfo.InvariantCulture));
        }
    }
}
