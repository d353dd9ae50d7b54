using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Serving.Rules;

/// <summary>A rule tried on one customer.</summary>
/// <param name="Passes">Whether every step holds.</param>
/// <param name="Lines">By line: its truth, and the leaves that decided it with the values that they saw.</param>
public sealed record RuleTrial(bool Passes, IReadOnlyList<RuleLineTrial> Lines);

/// <param name="Leaves">What decided.</param>
public sealed record RuleLineTrial(Ternary Truth, IReadOnlyList<LeafExplanation> Leaves);
