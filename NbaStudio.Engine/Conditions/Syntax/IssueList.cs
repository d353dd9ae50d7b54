namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Collects mistakes; beyond <see cref="Maximum"/> it only remembers that there were some, so that garbage gives a readable list.</summary>
internal sealed class IssueList
{
    public const int Maximum = 50;

    private readonly List<ConditionIssue> _issues = [];

    public int Count => _issues.Count;

    public bool IsEmpty => _issues.Count == 0;

    /// <param name="message">English; its values are kept apart for other languages.</param>
    public void Add(string code, SourceSpan span, FormattableString message, string? suggestion = null) => Add(code, span, IssueText.Of(message), suggestion);

    public void Add(string code, SourceSpan span, IssueText text, string? suggestion) =>
        Add(new ConditionIssue(code, Math.Max(1, span.Line), Math.Max(1, span.Column), Math.Max(1, span.Length), text.ToString(), suggestion) { Text = text });

    public void Add(ConditionIssue issue)
    {
        if (_issues.Count < Maximum && !_issues.Contains(issue))
        {
            _issues.Add(issue);
        }
    }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<ConditionIssue> ToSorted() => IsEmpty ? [] : [.. _issues.OrderBy(i => i.Line).ThenBy(i => i.Column)];
}
