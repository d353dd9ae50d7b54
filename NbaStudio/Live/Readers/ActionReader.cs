using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>The live policy's tree with what it achieved.</summary>
internal sealed class ActionReader(NbaEngine engine, ActionStatistics statistics, Data.Workspace workspace) : IActionReader
{
    public Task<ActionTree> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        var policy = engine.Policy!;
        var roots = policy.Objectives.Select(o => ObjectiveNode(policy, o, language)).ToArray();
        return Task.FromResult(new ActionTree(
            roots, policy.Objectives.Count, policy.Groups.Count, policy.Actions.Count, policy.Treatments.Count, workspace.IsDemo));
    }

    public Task<ActionDetails?> GetAsync(string path, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var policy = engine.Policy!;
        var ids = path.Split('/');
        var objective = policy.Document.Objectives.FirstOrDefault(o => o.Id == ids[0]);
        var group = ids.Length > 1 ? objective?.Groups.FirstOrDefault(g => g.Id == ids[1]) : null;
        var action = ids.Length > 2 ? group?.Actions.FirstOrDefault(a => a.Id == ids[2]) : null;
        var treatment = ids.Length > 3 ? action?.Treatments.FirstOrDefault(t => t.Id == ids[3]) : null;
        object?[] found = [objective, group, action, treatment];
        if (ids.Length > 4 || found.Take(ids.Length).Contains(null))
        {
            return Task.FromResult<ActionDetails?>(null);
        }

        var snapshot = action is null ? null : policy.Actions.First(a => a.Id == action.Id);
        var details = new ActionDetails
        {
            Path = path,
            Trail = Trail(policy, objective!, group, action, treatment, language),
            Level = (ActionLevel)(ids.Length - 1),
            Status = StatusOf(policy, group is null ? [] : snapshot is null ? policy.Actions.Where(a => policy.Groups[a.Group].Id == group.Id) : [snapshot], treatment),
            Lever = treatment is not null ? null : action?.Lever ?? group?.Lever ?? objective!.Lever,
            EffectiveLever = objective!.Lever * (group?.Lever ?? 1) * (action?.Lever ?? 1),
            ActionClass = action?.Class,
            Value = action?.Value,
            MaximumValue = action?.MaximumValue,
            StartingPropensity = action?.StartingPropensity,
            ValidFrom = action?.ValidFrom,
            ValidTo = action?.ValidTo,
            Rules = Rules(policy, objective, group, action, treatment, language),
            Contents = Contents(policy, action, treatment, language),
            Responses = Responses(policy, action, treatment, language),
        };
        return Task.FromResult<ActionDetails?>(details);
    }

    private ActionNode ObjectiveNode(PolicySnapshot policy, ObjectiveSnapshot objective, string language)
    {
        var groups = policy.Groups.Where(g => g.Objective == objective.Index).Select(g => GroupNode(policy, objective, g, language)).ToArray();
        var actions = policy.Actions.Where(a => a.Objective == objective.Index);
        return Node(
            objective.Id, ActionLevel.Objective, objective.Label.In(language), objective.Id, null, StatusOf(policy, actions, null),
            policy.Treatments.Where(t => t.Objective == objective.Index), groups);
    }

    private ActionNode GroupNode(PolicySnapshot policy, ObjectiveSnapshot objective, GroupSnapshot group, string language)
    {
        var path = $"{objective.Id}/{group.Id}";
        var actions = policy.Actions.Where(a => a.Group == group.Index).ToArray();
        var nodes = actions.Select(a => ActionNodeOf(policy, path, a, language)).ToArray();
        return Node(path, ActionLevel.Group, group.Label.In(language), null, null, StatusOf(policy, actions, null), policy.Treatments.Where(t => t.Group == group.Index), nodes);
    }

    private ActionNode ActionNodeOf(PolicySnapshot policy, string above, ActionSnapshot action, string language)
    {
        var path = $"{above}/{action.Id}";
        var treatments = policy.Treatments.Where(t => t.Action == action.Index).ToArray();
        var nodes = treatments.Select(t => Node(
            $"{path}/{t.Id}", ActionLevel.Treatment, TreatmentName(policy, t, language), null, PolicyViews.Kind(policy.Channels[t.Channel].Kind),
            t.Paused ? ActionStatus.Paused : StatusOf(policy, [action], null), [t], [])).ToArray();
        return Node(path, ActionLevel.Action, action.Label.In(language), null, null, StatusOf(policy, [action], null), treatments, nodes);
    }

    /// <summary>The channel, and the placements where a treatment does not fit all.</summary>
    internal static string TreatmentName(PolicySnapshot policy, TreatmentSnapshot treatment, string language)
    {
        var channel = policy.Channels[treatment.Channel];
        var places = channel.Placements.Where(p => channel.Placements.Count > 1 && treatment.Fits(p.Index)).ToArray();
        return places.Length is 0 || places.Length == channel.Placements.Count
            ? channel.Label.In(language)
            : string.Join(new Words(language)["list.comma"], places.Select(p => p.Label.In(language)).Prepend(channel.Label.In(language)));
    }

    private ActionNode Node(
        string path, ActionLevel level, string name, string? objective, string? channel, ActionStatus status, IEnumerable<TreatmentSnapshot> treatments, IReadOnlyList<ActionNode> children)
    {
        var numbers = statistics.Of(treatments.Select(t => t.Key));
        return new ActionNode(
            path, level, name, objective, channel, status, numbers.Reach == 0 ? null : numbers.Reach,
            numbers.Shown == 0 ? null : Math.Min(1, (double)numbers.Positives / numbers.Shown), numbers.Positives == 0 ? null : numbers.Value, children);
    }

    private ActionStatus StatusOf(PolicySnapshot policy, IEnumerable<ActionSnapshot> actions, TreatmentDocument? treatment)
    {
        if (treatment?.Paused == true)
        {
            return ActionStatus.Paused;
        }

        var now = engine.Now.ToUnixTimeMilliseconds();
        var states = actions.Select(a => a.Archived ? ActionStatus.Archived
            : a.Paused || a.Lever == 0 ? ActionStatus.Paused
            : now < a.ValidFromMilliseconds ? ActionStatus.Scheduled
            : now >= a.ValidToMilliseconds ? ActionStatus.Ended
            : ActionStatus.Live).ToArray();
        return states.Length == 0 || states.Contains(ActionStatus.Live) ? ActionStatus.Live : states.Min();
    }

    private static string[] Trail(
        PolicySnapshot policy, ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment, string language) =>
    [
        .. new[] { (objective.Label, objective.Id), (group?.Label, group?.Id), (action?.Label, action?.Id) }.Where(p => p.Item2 is not null)
            .Select(p => new LabelSnapshot(p.Item2!, policy.DefaultLanguage, p.Item1).In(language)),
        .. treatment is null ? [] : new[] { TreatmentName(policy, policy.Treatments.First(t => t.Id == treatment.Id), language) },
    ];

    private static List<RuleView> Rules(
        PolicySnapshot policy, ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment, string language)
    {
        var rules = new List<RuleView>();
        Add(objective.Label, objective.Id, objective.Eligibility, objective.Applicability, objective.Suitability);
        Add(group?.Label, group?.Id, group?.Eligibility, group?.Applicability, group?.Suitability);
        Add(action?.Label, action?.Id, action?.Eligibility, action?.Applicability, action?.Suitability);
        Add(null, treatment?.Id, treatment?.Eligibility, null, null);
        return [.. rules.OrderBy(r => r.Stage)];

        void Add(IReadOnlyDictionary<string, string>? label, string? id, string? eligibility, string? applicability, string? suitability)
        {
            var name = new LabelSnapshot(id ?? "", policy.DefaultLanguage, label).In(language);
            (FunnelStage Stage, string? Text)[] texts =
                [(FunnelStage.Eligibility, eligibility), (FunnelStage.Applicability, applicability), (FunnelStage.Suitability, suitability)];
            rules.AddRange(texts.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => new RuleView(
                t.Stage, name, t.Text!, [.. NamedConditionTexts.UsedBy(policy.Document, t.Text!).Select(c => new NamedRuleView(c.Name, c.When))])));
        }
    }

    private static IReadOnlyList<ContentView> Contents(PolicySnapshot policy, ActionDocument? action, TreatmentDocument? treatment, string language)
    {
        IEnumerable<TreatmentDocument> shown = treatment is not null ? [treatment] : action?.Treatments ?? [];
        return [.. shown.SelectMany(t => t.Content.Select(c => new ContentView(
            c.Key, c.Value.Subject, c.Value.Body, c.Value.Button, c.Value.Link, c.Value.Image, TreatmentName(policy, policy.Treatments.First(s => s.Id == t.Id), language))))];
    }

    /// <summary>What counts as a yes, once for all treatments that agree.</summary>
    private static IReadOnlyList<string> Responses(PolicySnapshot policy, ActionDocument? action, TreatmentDocument? treatment, string language)
    {
        IEnumerable<TreatmentDocument> asked = treatment is not null ? [treatment] : action?.Treatments ?? [];
        return [.. asked.Select(t => ResponseText(policy, policy.Treatments.First(s => s.Id == t.Id), language)).Distinct()];
    }

    private static string ResponseText(PolicySnapshot policy, TreatmentSnapshot treatment, string language)
    {
        var words = new Words(language);
        var head = treatment.Heads[0];
        var kinds = Enum.GetValues<Engine.Customers.ContactKind>().Where(head.Positive.Contains).Select(k => words["outcome." + Engine.Customers.ContactKindNames.ToName(k)]);
        var events = head.Positive.Events.Select(e => MomentText.Of(policy, e.EventType, language));
        return words["actions.response", string.Join(words["list.or"], kinds.Concat(events)), Span(TimeSpan.FromMilliseconds(head.WindowMilliseconds), words)];
    }

    private static string Span(TimeSpan span, Words words)
    {
        var (key, count) = span.TotalDays >= 1 && span.Hours == 0 ? ("days", span.TotalDays) : span.TotalHours >= 1 && span.Minutes == 0 ? ("hours", span.TotalHours) : ("minutes", span.TotalMinutes);
        return words["span." + key, count.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)];
    }
}
