using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Names of event types in the reader's language: declared ones, and those that the hub raises itself.</summary>
internal static class EventNames
{
    public static string Of(PolicySnapshot policy, string type, Words words)
    {
        if (policy.EventTypeIndexOf(new TextValue(type)) is var index and >= 0)
        {
            return policy.EventTypes[index].Label.In(words.Language);
        }

        return Raised.FirstOrDefault(t => TextValue.Fold(t) == TextValue.Fold(type)) is not { } known ? type
            : OutcomeEventTypes.Contains(known) ? words["event.outcome", words[known]] : words["moment." + known];
    }

    /// <summary>The types that the hub raises itself.</summary>
    public static IReadOnlyList<string> Raised { get; } = [.. OutcomeEventTypes.All, GoalEventTypes.Reached, GoalEventTypes.Behind];
}
