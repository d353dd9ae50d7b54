using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Lines of a customer's timeline and of what is waiting, in the reader's language.</summary>
internal static class TimelineText
{
    public static TimelineEntry Of(in TimelineItem item, long customer, PolicySnapshot policy, string language)
    {
        var words = new Words(language);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(item.Time);
        var decision = item.Decision > 0 ? new DecisionId(customer, item.Decision).ToString() : null;
        var type = item.Type;
        switch (item.Kind)
        {
            case Engine.Customers.TimelineKind.Event when type is GoalEventTypes.Reached or GoalEventTypes.Behind:
                return new TimelineEntry(time, Reading.TimelineKind.Event, words["timeline." + type, GoalName(policy, item.Text, language)], null, null);
            case Engine.Customers.TimelineKind.Event:
                return new TimelineEntry(time, Reading.TimelineKind.Event, MomentText.Of(policy, type, language), Understood(policy, type, item.Text, words), null);
            case Engine.Customers.TimelineKind.Decision when type == "silence":
                return new TimelineEntry(time, Reading.TimelineKind.Silence, words["silence.name"], words.Or("timeline.silence." + item.Text, "silence.none"), decision);
            case Engine.Customers.TimelineKind.Decision:
                return new TimelineEntry(time, Reading.TimelineKind.Decision, words["timeline.decided", Action(policy, type, language)], Channel(policy, item.Text, language), decision);
            case Engine.Customers.TimelineKind.Trigger:
                return new TimelineEntry(time, Reading.TimelineKind.Trigger, words["timeline.trigger", MomentText.Of(policy, type, language)], null, decision);
            case Engine.Customers.TimelineKind.Change when type == "merge":
                return new TimelineEntry(time, Reading.TimelineKind.Consent, words["timeline.merged"], item.Text.Length == 0 ? null : item.Text, null);
            case Engine.Customers.TimelineKind.Change:
                return new TimelineEntry(time, Reading.TimelineKind.Consent, words["timeline.changed"], Attributes(policy, item.Text, words), null);
            default:
                var kind = ContactKindNames.TryParse(type, out var known) ? known : ContactKind.NoResponse;
                return new TimelineEntry(time, KindOf(kind), words["outcome." + type], Action(policy, item.Text, language), decision);
        }
    }

    public static TimelineEntry Outcome(ContactKind kind, long time, string action, string decision, string language) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(time), KindOf(kind), new Words(language)["outcome." + kind.ToName()], action, decision);

    /// <summary>Only what people can make sense of; null for inner timers.</summary>
    public static WaitingView? Waiting(in CustomerTimer timer, PolicySnapshot policy, string language)
    {
        var words = new Words(language);
        var due = DateTimeOffset.FromUnixTimeMilliseconds(timer.Due);
        var index = policy.TreatmentIndexOfKey(timer.Treatment);
        var action = index < 0 ? "" : policy.Actions[policy.Treatments[index].Action].Label.In(language);
        return timer.Kind switch
        {
            TimerKind.ResponseWindow => new WaitingView(due, words["waiting.response", action]),
            TimerKind.Hold => new WaitingView(due, words["waiting.hold"]),
            TimerKind.Validity => new WaitingView(due, words["waiting.validity", action]),
            _ => null,
        };
    }

    // What text models wrote stands first, as "sentiment negative, intent billing, ...": said in the reader's words.
    private static string? Understood(PolicySnapshot policy, string type, string text, Words words)
    {
        var said = new List<string>();
        var rest = text.AsSpan();
        foreach (var model in policy.TextModels.Where(m => m.EventType.Equals(new TextValue(type))))
        {
            if (!rest.StartsWith(model.Output + " ", StringComparison.Ordinal))
            {
                continue;
            }

            var value = rest[(model.Output.Length + 1)..];
            var end = value.IndexOf(", ");
            var id = new TextValue((end < 0 ? value : value[..end]).ToString());
            var label = model.Labels.FirstOrDefault(l => l.Id.Equals(id))?.Label.In(words.Language) ?? words["text.unknown"];
            said.Add(words["text.said", model.Label.In(words.Language), label]);
            rest = end < 0 ? [] : value[(end + 2)..];
        }

        return said.Count == 0 ? Properties(policy, type, text, words)
            : string.Join(words["list.comma"], Properties(policy, type, rest.ToString(), words) is { } others ? said.Append(others) : said);
    }

    private static Reading.TimelineKind KindOf(ContactKind kind) => kind switch
    {
        ContactKind.Sent or ContactKind.Delivered => Reading.TimelineKind.Sent,
        ContactKind.Impression or ContactKind.Open => Reading.TimelineKind.Seen,
        ContactKind.Click or ContactKind.Accept or ContactKind.Conversion => Reading.TimelineKind.Accepted,
        ContactKind.Reject or ContactKind.Dismiss or ContactKind.NoResponse => Reading.TimelineKind.Declined,
        ContactKind.Unsubscribe or ContactKind.Complaint => Reading.TimelineKind.Consent,
        _ => Reading.TimelineKind.Failed,
    };

    /// <summary>The first properties of an event ("page /plans, device pc") under the names that the policy gives them; what it does not declare stays as it came.</summary>
    private static string? Properties(PolicySnapshot policy, string type, string text, Words words)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var declared = policy.EventTypeIndexOf(new Engine.Conditions.TextValue(type)) is var index and >= 0 ? policy.EventTypes[index].Properties : [];
        return string.Join(words["list.comma"], text.Split(", ").Select(part =>
            part.Split(' ', 2) is [var name, var value] && declared.FirstOrDefault(p => p.Name == name) is { } property ? $"{property.Label.In(words.Language)} {value}" : part));
    }

    private static string? Attributes(PolicySnapshot policy, string names, Words words) => names.Length == 0 ? null
        : string.Join(words["list.comma"], names.Split(", ").Select(n => policy.AttributeIndexOf(n) is var index and >= 0 ? policy.Attributes[index].Label.In(words.Language) : n));

    // The line reads "goal NAME, progress ...".
    private static string GoalName(PolicySnapshot policy, string text, string language) =>
        policy.Goals.FirstOrDefault(g => text.StartsWith($"goal {g.Name},", StringComparison.Ordinal)) is { } goal ? PolicyViews.Goal(policy, goal.Name).In(language) : text;

    private static string Action(PolicySnapshot policy, string id, string language) => policy.Actions.FirstOrDefault(a => a.Id == id)?.Label.In(language) ?? id;

    private static string Channel(PolicySnapshot policy, string id, string language) =>
        policy.ChannelIndexOf(id) is var index and >= 0 ? policy.Channels[index].Label.In(language) : id;
}
