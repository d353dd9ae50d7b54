using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>The tree of the live policy, or of a draft of it, with what it achieved.</summary>
internal sealed class ActionReader(NbaEngine engine, ActionStatistics statistics, Data.Workspace workspace) : IActionReader
{
    public Task<ActionTree> ReadAsync(string language, PolicyDocument? draft = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Builder(draft ?? engine.Policy!.Document, language).Build(workspace.IsDemo));

    public Task<ActionDetails?> GetAsync(string path, string language, PolicyDocument? draft = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var document = draft ?? engine.Policy!.Document;
        var ids = path.Split('/');
        var objective = document.Objectives.FirstOrDefault(o => o.Id == ids[0]);
        var group = ids.Length > 1 ? objective?.Groups.FirstOrDefault(g => g.Id == ids[1]) : null;
        var action = ids.Length > 2 ? group?.Actions.FirstOrDefault(a => a.Id == ids[2]) : null;
        var treatment = ids.Length > 3 ? action?.Treatments.FirstOrDefault(t => t.Id == ids[3]) : null;
        object?[] found = [objective, group, action, treatment];
        if (ids.Length > 4 || found.Take(ids.Length).Contains(null))
        {
            return Task.FromResult<ActionDetails?>(null);
        }

        var builder = Builder(document, language);
        var level = (ActionLevel)(ids.Length - 1);
        var (status, from) = builder.StatusOf(objective!, group, action, treatment);
        return Task.FromResult<ActionDetails?>(new ActionDetails
        {
            Path = path,
            Trail = builder.Trail(objective!, group, action, treatment),
            Level = level,
            Status = status,
            StatusFrom = from,
            LeverAbove = (level > ActionLevel.Objective ? objective!.Lever : 1) * (level > ActionLevel.Group ? group!.Lever : 1) * (level > ActionLevel.Action ? action!.Lever : 1),
            ActionsBelow = level == ActionLevel.Objective ? objective!.Groups.Sum(g => g.Actions.Count) : level == ActionLevel.Group ? group!.Actions.Count : 0,
            Rules = Rules(document, builder, objective!, group, action, treatment),
            Responses = Responses(action, treatment, language),
        });
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

    private ActionTreeBuilder Builder(PolicyDocument document, string language) => new(document, statistics, engine.Now, language);

    private static List<RuleView> Rules(
        PolicyDocument document, ActionTreeBuilder builder, ObjectiveDocument objective, GroupDocument? group, ActionDocument? action, TreatmentDocument? treatment)
    {
        var rules = new List<RuleView>();
        Add("objective", objective.Id, objective.Label, objective.Eligibility, objective.Applicability, objective.Suitability);
        Add("group", group?.Id, group?.Label, group?.Eligibility, group?.Applicability, group?.Suitability);
        Add("action", action?.Id, action?.Label, action?.Eligibility, action?.Applicability, action?.Suitability);
        Add("treatment", treatment?.Id, null, treatment?.Eligibility, null, null);
        return [.. rules.OrderBy(r => r.Stage)];

        void Add(string kind, string? id, IReadOnlyDictionary<string, string>? label, string? eligibility, string? applicability, string? suitability)
        {
            (FunnelStage Stage, string? Text)[] texts =
                [(FunnelStage.Eligibility, eligibility), (FunnelStage.Applicability, applicability), (FunnelStage.Suitability, suitability)];
            rules.AddRange(texts.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => new RuleView(
                t.Stage, builder.Label(id!, label), t.Text!, [.. NamedConditionTexts.UsedBy(document, t.Text!).Select(c => new NamedRuleView(c.Name, c.When))], kind, id!)));
        }
    }

    /// <summary>What counts as a yes, once for all treatments that agree; of those that are published, since only they learn.</summary>
    private IReadOnlyList<string> Responses(ActionDocument? action, TreatmentDocument? treatment, string language)
    {
        var policy = engine.Policy!;
        IEnumerable<TreatmentDocument> asked = treatment is not null ? [treatment] : action?.Treatments ?? [];
        return [.. asked.Select(t => policy.Treatments.FirstOrDefault(s => s.Id == t.Id)).OfType<TreatmentSnapshot>().Select(t => ResponseText(policy, t, language)).Distinct()];
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
