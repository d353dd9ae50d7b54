using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Detection.Patterns;
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
    public WhereFilter? Filter(string eventType, string? where, string path)
    {
        var (filter, found) = WhereFilter.Compile(where, eventType, scopes.Goals);
        Report(found, path);
        return filter;
    }

    /// <summary>Compiles the text of a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="captures">Properties that expressions read as trigger.name.</param>
    public PatternDefinition? Pattern(string text, string path, IEnumerable<string> captures)
    {
        var (pattern, found) = PatternLanguage.Compile(text, scopes.Goals, captures);
        Report(found, path);
        return pattern;
    }

    /// <summary>Compiles the texts of a content.</summary>
    public LocalizedContent Content(string language, ContentDocument content, string path) => new(
        language, Template(content.Subject, path, "/subject"), Template(content.Body, path, "/body"), Template(content.Image, path, "/image"),
        Template(content.Link, path, "/link"), Template(content.Button, path, "/button"), Template(content.ImageAlt, path, "/imageAlt"));

    private ContentTemplate? Template(string? text, string path, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var (template, found) = ContentTemplate.Compile(text, scopes.Rules, layout);
        if (found.Count > 0)
        {
            Report(found, path + field);
        }

        return template;
    }

    private CompiledExpression? Compile(string text, ConditionScope scope, ExpectedType expected, string path)
    {
        var (expression, found) = ConditionLanguage.Compile(text, scope, expected, layout);
        Report(found, path);
        return expression;
    }

    private void Report(IReadOnlyList<ConditionIssue> found, string path)
    {
        foreach (var issue in found)
        {
            issues.Expression(issue, path);
        }
    }
}
