using NbaStudio.Engine.Policies;

namespace NbaStudio.Engine.Serving.Rules;

/// <summary>A rule that is being written: for whom would it hold?</summary>
/// <param name="Document">The policy that it stands in: what its names mean.</param>
/// <param name="Lines">Its lines, each a condition of its own.</param>
/// <param name="Before">The rule as it is now; null = there is none, so that all pass.</param>
public sealed record RuleQuestion(PolicyDocument Document, IReadOnlyList<RuleQuestionLine> Lines, string? Before)
{
    /// <summary>Most lines of one question: those of a rule of 200 leaves with its groups.</summary>
    public const int MaximumLines = 400;
}

/// <param name="Text">A condition.</param>
/// <param name="IsStep">Whether the rule needs it: all steps together are the rule. Parts of a step are counted alone only.</param>
public sealed record RuleQuestionLine(string Text, bool IsStep);
