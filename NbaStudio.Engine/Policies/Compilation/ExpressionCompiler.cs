using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles the expressions of one document into one layout and reports their mistakes with the place in the document.</summary>
internal sealed class ExpressionCompiler(PolicyScopes scopes, SlotLayoutBuilder layout, IssueList issues)
{
    /// <summary>Compiles a rule, value or lever; null for an absent text or one with mistakes.</summary>
    public CompiledExpression? Rule(string? text, ExpectedType expected, string path) =>
        text is null ? null : Compile(text, scopes.Rules, expected, layout, path, 0);

    /// <summary>Compiles the expression of a goal, which cannot read goals.</summary>
    public CompiledExpression? Goal(string? text, ExpectedType expected, string path) =>
        text is null ? null : Compile(text, scopes.Goals, expected, layout, path, 0);

    /// <summary>Compiles a filter over the properties of one event into a layout of its own.</summary>
    public EventFilter? Filter(string eventType, string? where, string path, int columnOffset, string text)
    {
        var type = new TextValue(eventType);
        if (where is null)
        {
            return new EventFilter(type, null, new SlotLayout([]), text);
        }

        var own = new SlotLayoutBuilder();
        if (Compile(where, scopes.Event(eventType), ExpectedType.Condition, own, path, columnOffset) is not { } condition)
        {
            return null;
        }

        var filterLayout = own.ToLayout();
        if (filterLayout.Slots.FirstOrDefault(s => s is not EventSlot) is { } foreign)
        {
            issues.Error("filter.scope", path, null, foreign.Name);
            return null;
        }

        return new EventFilter(type, condition, filterLayout, text);
    }

    /// <summary>Compiles the text of a pattern.</summary>
    public PatternSnapshot? Pattern(string text, string path) =>
        PatternText.Parse(text, path, issues) is { } parts && Filter(parts.EventType, parts.Where, path, parts.WhereColumn - 1, text) is { } filter
            ? new PatternSnapshot(filter, parts.Count, (long)(parts.Window ?? TimeSpan.Zero).TotalMilliseconds, text)
            : null;

    private CompiledExpression? Compile(string text, ConditionScope scope, ExpectedType expected, SlotLayoutBuilder into, string path, int columnOffset)
    {
        var (expression, found) = ConditionLanguage.Compile(text, scope, expected, into);
        foreach (var issue in found)
        {
            var column = issue.Line == 1 ? issue.Column + columnOffset : issue.Column;
            issues.Expression(issue, path, issue.Line.ToString(CultureInfo.InvariantCulture), column.ToString(CultureInfo.InvariantCulture));
        }

        return found.Count == 0 ? expression : null;
    }
}
