namespace NbaStudio.Engine.Conditions;

/// <summary>One mistake in an expression's text.</summary>
/// <param name="Code">Stable name for programs, such as name.unknown.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Length">Characters concerned, at least 1.</param>
/// <param name="Message">A plain sentence: what was found, what was expected.</param>
/// <param name="Suggestion">The nearest known name, or null.</param>
public sealed record ConditionIssue(string Code, int Line, int Column, int Length, string Message, string? Suggestion = null)
{
    /// <summary>The same sentence with its values apart; null where it has none.</summary>
    public IssueText? Text { get; init; }
}
