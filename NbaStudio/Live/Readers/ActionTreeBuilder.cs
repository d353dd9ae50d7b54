using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>The tree of a policy document, published or not, with what its treatments achieved.</summary>
internal sealed class ActionTreeBuilder(PolicyDocument document, ActionStatistics statistics, DateTimeOffset now, string language)
{
    private readonly Words _words = new(language);
    private readonly Dictionary<string, ChannelDocument> _channels = document.Channels.DistinctBy(c => c.Id).ToDictionary(c => c.Id);

    public ActionTree Build(bool simulated)
    {
        var roots = document.Objectives.Select(Objective).ToArray();
        var groups = document.Objectives.SelectMany(o => o.Groups).ToList();
        var actions = groups.SelectMany(g => g.Actions).ToList();
        return new ActionTree(roots, roots.Length, groups.Count, actions.Count, actions.Sum(a => a.Treatments.Count), simulated)
        {
            Channels = [.. document.Channels.Select(c => (c.Id, Label(c.Id, c.Label)))],
        };
    }

    /// <summary>Names from the objective down.</summary>
    public IReadOnlyList<string> Trail(ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment) =>
    [
        Label(objective.Id, objective.Label), .. group is null ? [] : new[] { Label(group.Id, group.Label) }, .. action is null ? [] : new[] { Label(action.Id, action.Label) },
        .. treatment is null ? [] : new[] { Name(treatment) },
    ];

    /// <summary>What an item does now, and the level above it that makes it so; null = its own.</summary>
    public (ActionStatus Status, ActionLevel? From) StatusOf(ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment)
    {
        var own = Own(objective, group, action, treatment);
        if (action is not null || own.Status != ActionStatus.Live)
        {
            return own;
        }

        // It does what the actions under it do where none of them runs.
        var states = objective.Groups.Where(g => group is null || g == group).SelectMany(g => g.Actions.Select(a => Own(objective, g, a, null).Status)).ToArray();
        return (states.Length == 0 || states.Contains(ActionStatus.Live) ? ActionStatus.Live : states.Min(), null);
    }

    public string Label(string id, IReadOnlyDictionary<string, string>? label) => new LabelSnapshot(id, document.DefaultLanguage, label).In(language);

    private (ActionStatus Status, ActionLevel? From) Own(ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment)
    {
        var (level, activity) = treatment is not null ? (HierarchyLevel.Treatment, Activity.Of(objective, group!, action!, treatment))
            : action is not null ? (HierarchyLevel.Action, Activity.Of(objective, group!, action))
            : group is not null ? (HierarchyLevel.Group, Activity.Of(objective, group))
            : (HierarchyLevel.Objective, Activity.Of(objective));
        var zero = Array.LastIndexOf([objective.Lever, group?.Lever ?? 1, action?.Lever ?? 1], 0.0);
        var moment = now.ToUnixTimeMilliseconds();
        var (status, from) = activity.Kind == ActivityKind.Archived ? (ActionStatus.Archived, activity.KindOf)
            : activity.Kind == ActivityKind.Paused ? (ActionStatus.Paused, activity.KindOf)
            : zero >= 0 ? (ActionStatus.Paused, (HierarchyLevel)zero)
            : moment >= activity.To ? (ActionStatus.Ended, activity.ToOf)
            : moment < activity.From ? (ActionStatus.Scheduled, activity.FromOf)
            : (ActionStatus.Live, level);
        return (status, from == level ? null : (ActionLevel)from);
    }

    private ActionNode Objective(ObjectiveDocument objective) => Node(
        objective.Id, ActionLevel.Objective, Label(objective.Id, objective.Label), StatusOf(objective, null, null, null),
        objective.Groups.SelectMany(g => g.Actions).SelectMany(a => a.Treatments), [.. objective.Groups.Select(g => Group(objective, g))], objective.Id);

    private ActionNode Group(ObjectiveDocument objective, GroupDocument group)
    {
        var path = $"{objective.Id}/{group.Id}";
        return Node(
            path, ActionLevel.Group, Label(group.Id, group.Label), StatusOf(objective, group, null, null), group.Actions.SelectMany(a => a.Treatments),
            [.. group.Actions.Select(a => Action(objective, group, a, path))]);
    }

    private ActionNode Action(ObjectiveDocument objective, GroupDocument group, ActionDocument action, string above)
    {
        var (path, status) = ($"{above}/{action.Id}", StatusOf(objective, group, action, null));
        var treatments = action.Treatments.Select(t => Node($"{path}/{t.Id}", ActionLevel.Treatment, Name(t), StatusOf(objective, group, action, t), [t], [])
            with { Channel = t.Channel, ChannelKind = _channels.GetValueOrDefault(t.Channel)?.Kind ?? "web" }).ToArray();
        return Node(path, ActionLevel.Action, Label(action.Id, action.Label), status, action.Treatments, treatments);
    }

    // The channel, and the placements where a treatment does not fit all.
    private string Name(TreatmentDocument treatment)
    {
        if (_channels.GetValueOrDefault(treatment.Channel) is not { } channel)
        {
            return treatment.Id;
        }

        var name = Label(channel.Id, channel.Label);
        var places = channel.Placements.Where(p => treatment.Placements.Contains(p.Name)).ToList();
        return channel.Placements.Count < 2 || places.Count == 0 || places.Count == channel.Placements.Count ? name
            : string.Join(_words["list.comma"], places.Select(p => Label(p.Name, p.Label)).Prepend(name));
    }

    private ActionNode Node(
        string path, ActionLevel level, string name, (ActionStatus Is, ActionLevel? From) status, IEnumerable<TreatmentDocument> treatments, IReadOnlyList<ActionNode> children, string? objective = null)
    {
        var numbers = statistics.Of(treatments.Select(t => t.Key).OfType<int>());
        return new ActionNode(
            path, level, name, objective, null, status.Is, numbers.Reach == 0 ? null : numbers.Reach,
            numbers.Shown == 0 ? null : Math.Min(1, (double)numbers.Positives / numbers.Shown), numbers.Positives == 0 ? null : numbers.Value, children)
        {
            StatusFrom = status.From,
        };
    }
}
