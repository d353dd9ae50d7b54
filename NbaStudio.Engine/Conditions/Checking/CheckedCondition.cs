using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>A tree that passed the check.</summary>
/// <param name="Tree">As it was written; its text is the canonical text.</param>
/// <param name="Bound">The same with named conditions inlined and dates in quotes read; what runs.</param>
/// <param name="Kind">Type of its value.</param>
internal sealed record CheckedCondition(ConditionNode Tree, ConditionNode Bound, ValueKind Kind);
