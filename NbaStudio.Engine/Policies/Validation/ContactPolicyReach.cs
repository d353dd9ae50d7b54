using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Which contact rule always stops before another one does. Sure answers only: where it depends on what happens, it says no.</summary>
internal sealed class ContactPolicyReach(DocumentIndex index)
{
    private const int Everything = 4;

    /// <summary>Whether all that <paramref name="rule"/> stops is stopped by <paramref name="other"/> as well, at any time.</summary>
    /// <param name="isFirst">Whether the other one stands first: of two equal rules the later one is the one too many.</param>
    public bool Implies(ContactPolicyDocument other, ContactPolicyDocument rule, bool isFirst)
    {
        if (!Contains(other.Scope, rule.Scope) || (rule.IncludesService && !other.IncludesService))
        {
            return false;
        }

        if (rule.Kind == "quietHours" || other.Kind == "quietHours")
        {
            return rule.Kind == other.Kind && IsQuietWhenever(other.Hours, rule.Hours, isFirst || !Same(other, rule));
        }

        return rule.Of is not null && rule.Of == other.Of && CountsWhatever(other, rule) && StopsLonger(other, rule, isFirst || !Same(other, rule));
    }

    /// <param name="isFirst">Whether a tie counts.</param>
    private static bool StopsLonger(ContactPolicyDocument other, ContactPolicyDocument rule, bool isFirst)
    {
        var (window, otherWindow) = (Duration(rule.Window), Duration(other.Window));
        var (rest, otherRest) = (Duration(rule.Rest), Duration(other.Rest));
        return (rule.Kind, other.Kind) switch
        {
            // A longer window with a lower limit is always reached first.
            ("cap", "cap") => otherWindow is not null && window is not null && rule.Limit is not null && other.Limit is not null && otherWindow >= window && other.Limit <= rule.Limit
                && (isFirst || otherWindow > window || other.Limit < rule.Limit),
            // A single contact starts the rest, which lasts until it has left the window.
            ("cap", "rest") => window is not null && otherRest >= window,
            ("cap", "never") or ("rest", "never") => true,
            ("rest", "rest") => rest is not null && (otherRest > rest || (otherRest == rest && isFirst)),
            ("never", "never") => isFirst,
            _ => false,
        };
    }

    private static bool IsQuietWhenever(QuietHoursDocument? other, QuietHoursDocument? rule, bool isFirst) =>
        other is not null && rule is not null && (isFirst || DaysOf(other) > DaysOf(rule)) && other.From == rule.From && other.To == rule.To
        && (other.Days.Count == 0 || (rule.Days.Count > 0 && rule.Days.All(d => other.Days.Contains(d, StringComparer.OrdinalIgnoreCase))));

    private static int DaysOf(QuietHoursDocument hours) => hours.Days.Count == 0 ? 7 : hours.Days.Count;

    private static bool Same(ContactPolicyDocument a, ContactPolicyDocument b) => a.Scope == b.Scope && a.IncludesService == b.IncludesService;

    /// <summary>Whether each count of the rule is part of one count of the other.</summary>
    private static bool CountsWhatever(ContactPolicyDocument other, ContactPolicyDocument rule) => other.Per switch
    {
        "all" => true,
        "channel" => rule.Per == "channel" || rule.Scope.Channel is not null,
        _ => Math.Min(Level(rule.Per), LevelOf(rule.Scope)) <= Level(other.Per),
    };

    private bool Contains(ScopeDocument outer, ScopeDocument inner)
    {
        if (outer.IsAll || outer == inner)
        {
            return true;
        }

        // Channels are judged by the contact, not by where the treatment is today: only the same channel is sure.
        var (objective, group, action) = Place(inner);
        return outer switch
        {
            { Objective: { } id } => objective == id,
            { Group: { } id } => group == id,
            { Action: { } id } => action == id,
            _ => false,
        };
    }

    private (string? Objective, string? Group, string? Action) Place(ScopeDocument scope)
    {
        if (scope.Treatment is { } treatment && index.TreatmentIds.TryGetValue(treatment, out var t))
        {
            var at = index.Treatments[t];
            return (index.Objectives[at.Objective].Item.Id, index.Groups[at.Group].Item.Id, index.Actions[at.Action].Item.Id);
        }

        if (scope.Action is { } action && index.ActionIds.TryGetValue(action, out var a))
        {
            return (index.Objectives[index.Actions[a].Objective].Item.Id, index.Groups[index.Actions[a].Group].Item.Id, null);
        }

        return scope.Group is { } group && index.GroupIds.TryGetValue(group, out var g) ? (index.Objectives[index.Groups[g].Objective].Item.Id, null, null) : default;
    }

    private static int Level(string per) => per switch { "treatment" => 0, "action" => 1, "group" => 2, "objective" => 3, _ => Everything };

    private static int LevelOf(ScopeDocument scope) =>
        scope.Treatment is not null ? 0 : scope.Action is not null ? 1 : scope.Group is not null ? 2 : scope.Objective is not null ? 3 : Everything;

    private static TimeSpan? Duration(string? text) => Durations.TryParse(text, out var duration) ? duration : null;
}
