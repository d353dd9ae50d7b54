namespace NbaStudio.Live.Reading;

/// <summary>A condition with a name, or an audience: a set of customers that rules, triggers and schedules share.</summary>
/// <param name="Kind">condition or audience.</param>
/// <param name="Label">Its name in the reader's language; the name that rules write where it has none.</param>
/// <param name="Uses">Where it is named, directly or through another condition.</param>
public sealed record NamedRule(string Kind, string Name, string Label, string When, IReadOnlyList<RuleUse> Uses);

/// <summary>A place that names a condition or an audience.</summary>
/// <param name="Kind">objective, group, action, treatment, condition, audience, contextWeight or trigger.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="Field">The rule that names it; null for a trigger and for a weight.</param>
public sealed record RuleUse(string Kind, string Id, string Label, RuleField? Field);
