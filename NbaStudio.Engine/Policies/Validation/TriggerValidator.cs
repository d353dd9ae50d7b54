using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks triggers: a pattern, channels that can send, something to say.</summary>
internal sealed class TriggerValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (trigger, path) in DocumentIndex.Locate(context.Document.Triggers, "triggers", t => t.Name))
        {
            CheckWaiting(trigger, path, context.Issues);
            CheckFollowUps(trigger, path, context);
            CheckAnswers(trigger, path, context);
            if (string.IsNullOrWhiteSpace(trigger.Pattern) && trigger.Schedule is null)
            {
                context.Issues.Error("trigger.pattern", path + "/pattern", null);
            }

            if (trigger.Channels.Count == 0)
            {
                context.Issues.Error("trigger.channels", path + "/channels", null);
            }

            var usable = context.Scope(trigger.Scope, path + "/scope");
            usable &= CheckChannels(trigger.Channels, path + "/channels", context);
            usable &= CheckChannels(trigger.FallBackChannels, path + "/fallBackChannels", context);
            if (usable && trigger.Channels.Count > 0)
            {
                var channels = trigger.Channels.Select(c => context.Index.ChannelIds[c]).ToHashSet();
                if (!context.Index.TreatmentsIn(trigger.Scope).Any(t => channels.Contains(context.Index.Treatments[t].Channel)))
                {
                    context.Issues.Warning("trigger.nothing", path + "/channels", null);
                }
            }
        }
    }

    private static void CheckWaiting(TriggerDocument trigger, string path, IssueList issues)
    {
        var (wait, valid) = (DocumentWords.Milliseconds(trigger.WaitForLate, "0s"), DocumentWords.Milliseconds(trigger.ValidFor, "10m"));
        if (wait > 0 && valid <= wait)
        {
            issues.Error("trigger.lateValidity", path + "/validFor", Durations.Format(TimeSpan.FromMilliseconds(2 * wait)), trigger.WaitForLate!, trigger.ValidFor ?? "10m");
        }
    }

    private static void CheckFollowUps(TriggerDocument trigger, string path, ValidationContext context)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var known in context.Document.Triggers)
        {
            names.TryAdd(known.Name, names.Count);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < trigger.FollowUps.Count; i++)
        {
            var (name, place) = (trigger.FollowUps[i], string.Create(CultureInfo.InvariantCulture, $"{path}/followUps/{i}"));
            if (!seen.Add(name))
            {
                context.Issues.Error("trigger.followUpTwice", place, null, name);
            }
            else if (name == trigger.Name)
            {
                context.Issues.Error("trigger.followUpSelf", place, null);
            }
            else if (context.Refers("trigger", name, names, place))
            {
                CheckFollowUp(trigger, context.Document.Triggers[names[name]], place, context.Issues);
            }
        }
    }

    private static void CheckFollowUp(TriggerDocument trigger, TriggerDocument followUp, string place, IssueList issues)
    {
        if (followUp.Schedule is not null)
        {
            issues.Error("trigger.followUpEvent", place, null, followUp.Name, trigger.Name);
            return;
        }

        // A pattern that cannot be read is reported where it stands.
        if (PatternLanguage.Parse(followUp.Pattern ?? "").Tree is not { } tree)
        {
            return;
        }

        var events = EventsOf(tree);
        if (!OutcomeEventTypes.Contains(events[0]))
        {
            issues.Error("trigger.followUpEvent", place, null, followUp.Name, trigger.Name);
        }
        else if (events.Count > 1 && events.All(OutcomeEventTypes.Contains) && !tree.Same.Contains("decisionId"))
        {
            issues.Warning("trigger.followUpSame", place, "same decisionId", followUp.Name);
        }
    }

    private static void CheckAnswers(TriggerDocument trigger, string path, ValidationContext context)
    {
        if (trigger.CoolDown is null && !context.Document.Triggers.Any(t => t.FollowUps.Contains(trigger.Name, StringComparer.Ordinal))
            && PatternLanguage.Parse(trigger.Pattern ?? "").Tree is { } tree && OutcomeEventTypes.Contains(EventsOf(tree)[0]))
        {
            context.Issues.Warning("trigger.answersItself", path + "/coolDown", "1d");
        }
    }

    private static IReadOnlyList<string> EventsOf(PatternNode tree) => tree switch
    {
        EventPattern one => [one.Event.EventType],
        CountPattern count => [count.Event.EventType],
        AbsencePattern absence => [absence.Event.EventType],
        SequencePattern sequence => [.. sequence.Parts.Select(p => p.Event.EventType)],
        _ => throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree)),
    };

    private static bool CheckChannels(IReadOnlyList<string> channels, string path, ValidationContext context)
    {
        var before = context.Issues.Count;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < channels.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}/{i}");
            if (!seen.Add(channels[i]))
            {
                context.Issues.Error("trigger.channelTwice", place, null, channels[i]);
            }
            else if (context.Refers("channel", channels[i], context.Index.ChannelIds, place)
                && context.Index.Channels[context.Index.ChannelIds[channels[i]]].Item.Direction == "inbound")
            {
                context.Issues.Error("trigger.inbound", place, null, channels[i]);
            }
        }

        return context.Issues.Count == before;
    }
}
