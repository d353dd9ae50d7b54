using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Names of triggers, events and placements in the reader's language.</summary>
internal static class MomentText
{
    public static string Of(PolicySnapshot policy, string name, string language)
    {
        if (policy.Triggers.FirstOrDefault(t => t.Name == name) is { } trigger)
        {
            return trigger.Label.In(language);
        }

        if (policy.EventTypeIndexOf(new TextValue(name)) is var index and >= 0)
        {
            return policy.EventTypes[index].Label.In(language);
        }

        if (name is GoalEventTypes.Reached or GoalEventTypes.Behind)
        {
            return new Words(language)["moment." + name];
        }

        return string.Join(", ", name.Split(", ").Select(n => Placement(policy, n, language)));
    }

    private static string Placement(PolicySnapshot policy, string name, string language) =>
        policy.Channels.SelectMany(c => c.Placements).FirstOrDefault(p => p.Name == name)?.Label.In(language) ?? name;
}
