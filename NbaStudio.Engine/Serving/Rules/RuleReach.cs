namespace NbaStudio.Engine.Serving.Rules;

/// <summary>How many customers pass a rule, as far as it was counted. Immutable.</summary>
/// <param name="Looked">Customers looked at so far.</param>
/// <param name="Customers">All customers when the count began.</param>
/// <param name="Passes">Of those looked at, how many pass every step.</param>
/// <param name="PassedBefore">How many pass the rule as it is now.</param>
/// <param name="Added">Pass, and did not.</param>
/// <param name="Dropped">Passed, and do not any more.</param>
/// <param name="Lines">By line.</param>
/// <param name="Passing">The first who pass: ids, at most <see cref="MostExamples"/>.</param>
/// <param name="Failing">The first who do not.</param>
/// <param name="IsComplete">Whether all were looked at.</param>
public sealed record RuleReach(
    long Looked, long Customers, long Passes, long PassedBefore, long Added, long Dropped, IReadOnlyList<RuleLineReach> Lines,
    IReadOnlyList<string> Passing, IReadOnlyList<string> Failing, bool IsComplete)
{
    /// <summary>Most examples of each sort.</summary>
    public const int MostExamples = 50;
}

/// <param name="Alone">Customers for whom the line holds, whatever the others say.</param>
/// <param name="Unknown">For whom it cannot be told, because a value is missing.</param>
/// <param name="SoFar">Who pass this step and all before it; null for a line that is no step.</param>
public sealed record RuleLineReach(long Alone, long Unknown, long? SoFar);
