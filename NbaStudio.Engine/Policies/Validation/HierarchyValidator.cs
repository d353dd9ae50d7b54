using System.Globalization;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks dates, schedules and levers at all four levels, and that something can be chosen.</summary>
internal sealed class HierarchyValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var issues = context.Issues;
        foreach (var (objective, path) in context.Index.Objectives)
        {
            WarnOfZero(objective.Lever, objective.Id, path, issues);
            CheckDates(objective, Activity.Of(objective), HierarchyLevel.Objective, path, issues);
            if (objective.Schedule is { } schedule)
            {
                if (schedule.From is null != schedule.To is null)
                {
                    issues.Error("hours.half", path + "/schedule", null);
                }

                Hours.Check(schedule.From, schedule.To, path + "/schedule", issues);
            }
        }

        foreach (var group in context.Index.Groups)
        {
            WarnOfZero(group.Item.Lever, group.Item.Id, group.Path, issues);
            CheckDates(group.Item, Activity.Of(context.Index.Objectives[group.Objective].Item, group.Item), HierarchyLevel.Group, group.Path, issues);
            if (group.Item.MaximumPerDecision > Math.Max(1, group.Item.Actions.Count))
            {
                var (most, count) = (group.Item.MaximumPerDecision.ToString(CultureInfo.InvariantCulture), group.Item.Actions.Count.ToString(CultureInfo.InvariantCulture));
                issues.Warning("group.maximum", group.Path + "/maximumPerDecision", null, most, count);
            }
        }

        foreach (var action in context.Index.Actions)
        {
            CheckAction(action.Item, Activity.Of(context.Index.Objectives[action.Objective].Item, context.Index.Groups[action.Group].Item, action.Item), action.Path, issues);
        }

        foreach (var (treatment, path, a, g, o, _) in context.Index.Treatments)
        {
            var activity = Activity.Of(context.Index.Objectives[o].Item, context.Index.Groups[g].Item, context.Index.Actions[a].Item, treatment);
            CheckDates(treatment, activity, HierarchyLevel.Treatment, path, issues);
        }
    }

    // Its own dates, then those that it shares with what is above it: a moment that both have may never come.
    private static void CheckDates(IActivityDocument item, Activity activity, HierarchyLevel level, string path, IssueList issues)
    {
        var kind = level.ToString().ToLowerInvariant();
        if (item.ValidFrom is { } from && item.ValidTo is { } to && from >= to)
        {
            issues.Error(from == to ? "dates.same" : "dates.impossible", path + "/validTo", null, Text(from), Text(to), kind);
        }
        else if (activity.IsNever && (activity.FromOf == level || activity.ToOf == level))
        {
            var (start, end) = (Text(DateTimeOffset.FromUnixTimeMilliseconds(activity.From)), Text(DateTimeOffset.FromUnixTimeMilliseconds(activity.To)));
            issues.Warning("dates.apart", path + (activity.ToOf == level ? "/validTo" : "/validFrom"), null, start, end, kind);
        }
    }

    private static void CheckAction(ActionDocument action, Activity activity, string path, IssueList issues)
    {
        WarnOfZero(action.Lever, action.Id, path, issues);
        CheckDates(action, activity, HierarchyLevel.Action, path, issues);
        if (action.Treatments.Count == 0 && activity.Kind != ActivityKind.Archived)
        {
            issues.Warning("action.noTreatment", path + "/treatments", null, action.Id);
        }

        if (action is { Class: "service", MaximumValue: not null })
        {
            issues.Warning("action.cappedService", path + "/maximumValue", null, action.Id);
        }
    }

    private static void WarnOfZero(double lever, string id, string path, IssueList issues)
    {
        if (lever == 0)
        {
            issues.Warning("lever.zero", path + "/lever", null, id);
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
