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

    public ActionStatus StatusOf(ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment)
    {
        if (treatment?.Paused == true)
        {
            return ActionStatus.Paused;
        }

        var states = action is not null ? [StatusOf(objective, group!, action)]
            : objective.Groups.Where(g => group is null || g == group).SelectMany(g => g.Actions.Select(a => StatusOf(objective, g, a))).ToArray();
        return states.Length == 0 || states.Contains(ActionStatus.Live) ? ActionStatus.Live : states.Min();
    }

    public string Label(string id, IReadOnlyDictionary<string, string>? label) => new LabelSnapshot(id, document.DefaultLanguage, label).In(language);

    private ActionStatus StatusOf(ObjectiveDocument objective, GroupDocument group, ActionDocument action) =>
        action.Archived ? ActionStatus.Archived
        : action.Paused || objective.Lever * group.Lever * action.Lever == 0 ? ActionStatus.Paused
        : now < action.ValidFrom ? ActionStatus.Scheduled
        : now >= action.ValidTo ? ActionStatus.Ended
        : ActionStatus.Live;

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
        var (path, status) = ($"{above}/{action.Id}", StatusOf(objective, group, action));
        var treatments = action.Treatments.Select(t => Node($"{path}/{t.Id}", ActionLevel.Treatment, Name(t), t.Paused ? ActionStatus.Paused : status, [t], [])
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
        string path, ActionLevel level, string name, ActionStatus status, IEnumerable<TreatmentDocument> treatments, IReadOnlyList<ActionNode> children, string? objective = null)
    {
        var numbers = statistics.Of(treatments.Select(t => t.Key).OfType<int>());
        return new ActionNode(
            path, level, name, objective, null, status, numbers.Reach == 0 ? null : numbers.Reach,
            numbers.Shown == 0 ? null : Math.Min(1, (double)numbers.Positives / numbers.Shown), numbers.Positives == 0 ? null : numbers.Value, children);
    }
}
