using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Why we talk, compiled.</summary>
/// <param name="Index">Dense index among the objectives.</param>
/// <param name="Lever">In [0, 10]; 0 pauses.</param>
/// <param name="Schedule">When it is active, in the workspace's zone; null = always.</param>
public sealed record ObjectiveSnapshot(int Index, int Key, string Id, LabelSnapshot Label, double Lever, WeeklyHours? Schedule, RuleSet Rules)
{
    /// <summary>Whether its schedule allows the moment (milliseconds since 1970 UTC).</summary>
    public bool IsActiveAt(long nowMilliseconds, TimeZoneInfo workspaceZone) => Schedule is null || Schedule.Contains(nowMilliseconds, workspaceZone);
}

/// <summary>A family of actions, compiled.</summary>
/// <param name="Index">Dense index among the groups of all objectives.</param>
/// <param name="MaximumPerDecision">Most actions of the group in one decision, at least 1.</param>
public sealed record GroupSnapshot(int Index, int Key, string Id, LabelSnapshot Label, int Objective, double Lever, int MaximumPerDecision, RuleSet Rules);

/// <summary>Marketing needs consent and competes; service does neither.</summary>
public enum ActionClass : byte { Marketing, Service }

/// <summary>What we offer, compiled.</summary>
/// <param name="Index">Dense index among the actions of all groups.</param>
/// <param name="Lever">Product of the levers of objective, group and action.</param>
/// <param name="LeverExpression">Lever per customer, clamped to [0.8, 1.25]; null = 1.</param>
/// <param name="Purpose">Consent purpose; null = the channel's default.</param>
/// <param name="Value">Value in money; null = <see cref="PolicySnapshot.ServiceValue"/>.</param>
/// <param name="MaximumValue">Cap of the value; positive infinity when there is none.</param>
/// <param name="StartingPropensity">In (0, 1); NaN = the group's mean rate.</param>
/// <param name="Activity">Whether and when it runs, with its group and objective.</param>
public sealed record ActionSnapshot(
    int Index, int Key, string Id, LabelSnapshot Label, int Group, int Objective, double Lever, CompiledExpression? LeverExpression, ActionClass Class, string? Purpose,
    CompiledExpression? Value, double MaximumValue, double StartingPropensity, Activity Activity, RuleSet Rules)
{
    /// <summary>Canonical name of the imported score that is its P; null = P is learned here.</summary>
    public string? PropensityScore { get; init; }
}
