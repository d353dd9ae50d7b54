using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Triggers and goals of the live policy, with what the engine counted.</summary>
internal sealed class TriggerReader(NbaEngine engine) : ITriggerReader
{
    public TriggerOverview Read(string language)
    {
        var policy = engine.Policy!;
        var phrases = new PatternPhrases(policy, language);
        return new TriggerOverview(
            engine.StartedAt, [.. policy.Triggers.Where(t => t.Pattern is not null).Select(t => View(policy, t, phrases, language))],
            [.. policy.Document.Goals.Select(g => new GoalRuleView(g.Name, PolicyViews.Goal(policy, g.Name).In(language), g.Progress, g.Deadline, Waiting(policy, language)))]);
    }

    /// <summary>Name of what a scope means, in words; null = everything.</summary>
    internal static string? ScopeName(PolicySnapshot policy, ScopeDocument scope, string language) => scope switch
    {
        { Objective: { } id } => policy.Objectives.FirstOrDefault(o => o.Id == id)?.Label.In(language) ?? id,
        { Group: { } id } => policy.Groups.FirstOrDefault(g => g.Id == id)?.Label.In(language) ?? id,
        { Action: { } id } => policy.Actions.FirstOrDefault(a => a.Id == id)?.Label.In(language) ?? id,
        { Treatment: { } id } => id,
        { Channel: { } id } => policy.ChannelIndexOf(id) is var at and >= 0 ? policy.Channels[at].Label.In(language) : id,
        _ => null,
    };

    private TriggerView View(PolicySnapshot policy, TriggerSnapshot trigger, PatternPhrases phrases, string language) => new(
        trigger.Name, trigger.Label.In(language), phrases.Of(trigger.Pattern!.Tree), trigger.Pattern.Text, [.. trigger.Channels.Select(c => policy.Channels[c].Label.In(language))],
        ScopeName(policy, policy.Document.Triggers[trigger.Index].Scope, language), TimeSpan.FromMilliseconds(trigger.ValidForMilliseconds),
        TimeSpan.FromMilliseconds(trigger.Timing.CoolDown), TimeSpan.FromMilliseconds(trigger.Timing.WaitForLate),
        [.. trigger.Parents.Select(key => policy.TriggerOfKey(key)!.Label.In(language))], engine.Triggers.Of(trigger.Name));

    private static IReadOnlyList<string> Waiting(PolicySnapshot policy, string language)
    {
        var indexes = new SortedSet<int>();
        foreach (var type in (string[])[GoalEventTypes.Reached, GoalEventTypes.Behind])
        {
            foreach (var index in policy.TriggersOfEvent(new TextValue(type)))
            {
                indexes.Add(index);
            }
        }

        return [.. indexes.Select(i => policy.Triggers[i].Label.In(language))];
    }
}
