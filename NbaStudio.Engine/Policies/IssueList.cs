using System.Globalization;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies;

/// <summary>Collects issues while a document is read or checked. Not thread safe.</summary>
internal sealed class IssueList
{
    private readonly List<PolicyIssue> _issues = [];

    public bool HasErrors { get; private set; }

    public int Count => _issues.Count;

    public void Error(string code, string path, string? suggestion, params string[] arguments)
    {
        HasErrors = true;
        _issues.Add(PolicyIssueTexts.Create(IssueSeverity.Error, code, path, suggestion, arguments));
    }

    public void Warning(string code, string path, string? suggestion, params string[] arguments) =>
        _issues.Add(PolicyIssueTexts.Create(IssueSeverity.Warning, code, path, suggestion, arguments));

    /// <summary>Adds a mistake in an expression: its own code and sentence, with the place in the text.</summary>
    public void Expression(ConditionIssue issue, string path)
    {
        var (line, column) = (issue.Line.ToString(CultureInfo.InvariantCulture), issue.Column.ToString(CultureInfo.InvariantCulture));
        HasErrors = true;
        _issues.Add(PolicyIssueTexts.Create(IssueSeverity.Error, PolicyIssueTexts.ExpressionPrefix + issue.Code, path, issue.Suggestion, [line, column, issue.Message]) with { Expression = issue.Text });
    }

    /// <summary>The issues by path, then as they were found.</summary>
    public IReadOnlyList<PolicyIssue> ToOrderedList() => [.. _issues.OrderBy(i => i.Path, StringComparer.Ordinal)];
}
