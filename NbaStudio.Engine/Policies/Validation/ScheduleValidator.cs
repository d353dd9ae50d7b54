using NbaStudio.Engine.Detection.Schedules;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks what belongs to schedules: the text, the audience, and that a trigger is a pattern or a schedule and not both.</summary>
internal sealed class ScheduleValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var audiences = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var audience in context.Document.Audiences)
        {
            audiences.TryAdd(audience.Name, audiences.Count);
        }

        // A named condition is a set of customers too.
        foreach (var condition in context.Document.Conditions)
        {
            audiences.TryAdd(condition.Name, audiences.Count);
        }

        foreach (var (trigger, path) in DocumentIndex.Locate(context.Document.Triggers, "triggers", t => t.Name))
        {
            if (trigger.Schedule is { } text)
            {
                CheckSchedule(trigger, text, path, audiences, context);
            }
            else
            {
                Refuse(context.Issues, "trigger.scheduleOnly", path, ("audience", trigger.Audience is not null), ("pacePerMinute", trigger.PacePerMinute is not null));
            }
        }
    }

    private static void CheckSchedule(TriggerDocument trigger, string text, string path, Dictionary<string, int> audiences, ValidationContext context)
    {
        if (!string.IsNullOrWhiteSpace(trigger.Pattern))
        {
            context.Issues.Error("trigger.both", path + "/schedule", null);
        }

        Refuse(context.Issues, "trigger.patternOnly", path, ("coolDown", trigger.CoolDown is not null), ("waitForLate", trigger.WaitForLate is not null));
        if (ScheduleLanguage.Parse(text).Issue is { } issue)
        {
            context.Issues.Error(issue.Code, path + "/schedule", issue.Suggestion, [.. issue.Arguments]);
        }

        if (string.IsNullOrWhiteSpace(trigger.Audience))
        {
            context.Issues.Error("schedule.audience", path + "/audience", null);
        }
        else
        {
            context.Refers("audience", trigger.Audience, audiences, path + "/audience");
        }
    }

    private static void Refuse(IssueList issues, string code, string path, params (string Field, bool Given)[] fields)
    {
        foreach (var (field, given) in fields)
        {
            if (given)
            {
                issues.Error(code, $"{path}/{field}", null, field);
            }
        }
    }
}
