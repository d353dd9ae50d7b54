using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies;

/// <summary>One thing that is wrong, or looks wrong, in a policy. Data, never an exception.</summary>
/// <param name="Severity">Errors block publishing; warnings do not.</param>
/// <param name="Code">Stable name for programs, such as lever.range.</param>
/// <param name="Path">Place in the document, such as objectives/retain/groups/loyalty/actions/loyalty10/lever.</param>
/// <param name="Message">A plain sentence with the value and what is allowed.</param>
/// <param name="Suggestion">What to write instead, or null.</param>
public sealed record PolicyIssue(IssueSeverity Severity, string Code, string Path, string Message, string? Suggestion = null)
{
    /// <summary>The values inside <see cref="Message"/>, in order, so that the sentence can be said in another language.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The sentence of a mistake inside an expression, with its values apart; null for all others.</summary>
    public IssueText? Expression { get; init; }
}

public enum IssueSeverity : byte { Warning, Error }
