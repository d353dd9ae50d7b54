using System.Globalization;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks dates, schedules and levers of objectives, groups and actions, and that something can be chosen.</summary>
internal sealed class HierarchyValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var issues = context.Issues;
        foreach (var (objective, path) in context.Index.Objectives)
        {
            WarnOfZero(objective.Lever, objective.Id, path, issues);
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
            if (group.Item.MaximumPerDecision > Math.Max(1, group.Item.Actions.Count))
            {
                var (most, count) = (group.Item.MaximumPerDecision.ToString(CultureInfo.InvariantCulture), group.Item.Actions.Count.ToString(CultureInfo.InvariantCulture));
                issues.Warning("group.maximum", group.Path + "/maximumPerDecision", null, most, count);
            }
        }

        foreach (var action in context.Index.Actions)
        {
            CheckAction(action.Item, action.Path, issues);
        }
    }

    private static void CheckAction(ActionDocument action, string path, IssueList issues)
    {
        WarnOfZero(action.Lever, action.Id, path, issues);
        if (action.ValidFrom is { } from && action.ValidTo is { } to && from >= to)
        {
            var (start, end) = (Text(from), Text(to));
            issues.Error(from == to ? "dates.same" : "dates.impossible", path + "/validTo", null, start, end);
        }

        if (action.Treatments.Count == 0 && !action.Archived)
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
