using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live;

namespace NbaStudio.Hosting.Hub;

/// <summary>What the Live page needs of one revision, made once: names of channels, placements, objectives, actions and triggers. Immutable.</summary>
internal sealed class LivePolicy
{
    private readonly Dictionary<string, LocalizedText> _triggers = new(StringComparer.Ordinal);
    private readonly LocalizedText[] _actions;

    public LivePolicy(PolicySnapshot snapshot)
    {
        Snapshot = snapshot;
        Channels = [.. snapshot.Channels.Select(channel => new LiveChannel(channel.Id, channel.Kind.ToString().ToLowerInvariant(), Text(channel.Id, channel.Label)))];
        Objectives = [.. snapshot.Objectives.Select(objective => new LiveObjective(objective.Id, Text(objective.Id, objective.Label)))];
        _actions = [.. snapshot.Actions.Select(action => Text(action.Id, action.Label))];
        foreach (var trigger in snapshot.Triggers)
        {
            _triggers[trigger.Name] = Text(trigger.Name, trigger.Label);
        }
    }

    public PolicySnapshot Snapshot { get; }

    public IReadOnlyList<LiveChannel> Channels { get; }

    public IReadOnlyList<LiveObjective> Objectives { get; }

    public LocalizedText Action(int index) => _actions[index];

    public LocalizedText Trigger(string name) => _triggers.GetValueOrDefault(name) ?? new LocalizedText(name);

    public LocalizedText Placement(int channel, string name) =>
        Snapshot.Channels[channel].PlacementIndex(name) is var index and >= 0 ? Text(name, Snapshot.Channels[channel].Placements[index].Label) : new LocalizedText(name);

    /// <summary>Index of the channel that a decision was about: of what was chosen, else of the first treatment that was looked at, else of the trigger or placement.</summary>
    public int ChannelOf(DecisionResult result, string? trigger, string moment)
    {
        foreach (var filled in result.Filled)
        {
            if (filled >= 0)
            {
                return Snapshot.Treatments[result.Ranked[filled].Treatment].Channel;
            }
        }

        for (var t = 0; t < result.Fates.Count; t++)
        {
            if (result.Fates[t].IsCandidate)
            {
                return Snapshot.Treatments[t].Channel;
            }
        }

        if (trigger is not null)
        {
            return Snapshot.Triggers.FirstOrDefault(t => t.Name == trigger)?.Channels is [var first, ..] ? first : 0;
        }

        var placement = moment.Split(", ")[0];
        return Math.Max(0, Snapshot.Channels.FirstOrDefault(channel => channel.PlacementIndex(placement) >= 0)?.Index ?? 0);
    }

    private LocalizedText Text(string id, LabelSnapshot label) => new(id, Snapshot.Languages.ToDictionary(language => language, label.In));
}
