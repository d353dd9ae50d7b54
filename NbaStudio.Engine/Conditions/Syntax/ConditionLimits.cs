using System.Text;

namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>What an expression may not exceed.</summary>
public static class ConditionLimits
{
    /// <summary>Most bytes of text, in UTF-8.</summary>
    public const int MaximumBytes = 8 * 1024;

    /// <summary>Most levels of nesting.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Most leaves (comparisons and the like), those of the named conditions in it included.</summary>
    public const int MaximumLeaves = 200;

    /// <summary>Shortest window of events.</summary>
    public static readonly TimeSpan MinimumWindow = TimeSpan.FromMinutes(1);

    /// <summary>Longest window of events.</summary>
    public static readonly TimeSpan MaximumWindow = TimeSpan.FromDays(400);

    internal static bool CheckLength(string text, IssueList issues)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= MaximumBytes)
        {
            return true;
        }

        issues.Add("limit.text", default, $"The text is {bytes:N0} bytes long; at most {MaximumBytes:N0} are allowed.");
        return false;
    }

    internal static void AddDepth(IssueList issues, SourceSpan span) =>
        issues.Add("limit.depth", span, $"The expression is nested more than {MaximumDepth} levels deep; at most {MaximumDepth} are allowed.");

    internal static void AddLeaves(IssueList issues, SourceSpan span) =>
        issues.Add("limit.leaves", span, $"The expression has more than {MaximumLeaves} leaves; at most {MaximumLeaves} are allowed, those of named conditions included.");
}
