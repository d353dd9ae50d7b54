namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Collects mistakes; beyond <see cref="Maximum"/> it only remembers that there were some, so that garbage gives a readable list.</summary>
internal sealed class IssueList
{
    public const int Maximum = 50;

    private readonly List<ConditionIssue> _issues = [];

    public int Count => _issues.Count;

    public bool IsEmpty => _issues.Count == 0;

    public void Add(string code, SourceSpan span, string message, string? suggestion = null) =>
        Add(new ConditionIssue(code, Math.Max(1, span.Line), Math.Max(1, span.Column), Math.Max(1, span.Length), message, suggestion));

    public void Add(ConditionIssue issue)
    {
        if (_issues.Count < Maximum && !_issues.Contains(issue))
        {
            _issues.Add(issue);
        }
    }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<ConditionIssue> ToSorted() => [.. _issues.OrderBy(i => i.Line).ThenBy(i => i.Column)];
}
