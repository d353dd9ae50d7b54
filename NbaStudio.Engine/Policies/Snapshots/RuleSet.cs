using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>The three conditions of one level of the hierarchy; null = always holds.</summary>
/// <param name="Eligibility">May they?</param>
/// <param name="Applicability">Is it relevant now?</param>
/// <param name="Suitability">Is it right for them?</param>
public sealed record RuleSet(CompiledExpression? Eligibility, CompiledExpression? Applicability, CompiledExpression? Suitability)
{
    /// <summary>No condition at all.</summary>
    public static RuleSet Empty { get; } = new(null, null, null);

    /// <summary>The condition of a kind: 0 eligibility, 1 applicability, 2 suitability.</summary>
    internal CompiledExpression? Of(int kind) => kind switch { 0 => Eligibility, 1 => Applicability, _ => Suitability };
}
