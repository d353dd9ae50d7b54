using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Measuring;

/// <summary>Names what a survey found, by the policy in force, and says where it is mended. Items that the policy no longer has are counted without a name.</summary>
internal sealed class SurveyNames(PolicySnapshot policy, string language)
{
    // Who is held out is set beside what it measures.
    private const string HoldOuts = "/measure/setup";

    public SurveyView Of(DecisionSurvey survey) => new(
        survey, [.. survey.Losses.GroupBy(l => Place(l.At)).Select(g => new SurveyLoss(g.Key, g.Sum(l => l.Candidates), g.Max(l => l.Decisions)))],
        [.. survey.Actions.Where(a => a.Chosen == 0).Select(Unseen).OrderByDescending(u => u.Fate.Candidate).ThenBy(u => u.Name, StringComparer.Ordinal)],
        [.. survey.Exploration.Learning.Select(Learning).OfType<LearningTreatment>()],
        [.. survey.Gaps.Marks.Select(m => new NamedMark(InputNames.Of(policy, m.Input, language), m))],
        [.. survey.Fairness.Select(f => new NamedFairness(policy.Attributes.FirstOrDefault(a => a.Name == f.Attribute)?.Label.In(language) ?? f.Attribute, f))])
    {
        Beaten = [.. survey.Actions.Where(a => a.Chosen > 0).Select(Beaten).OfType<BeatenAction>().OrderByDescending(b => b.Fate.Taken).ThenBy(b => b.Name, StringComparer.Ordinal)],
    };

    private BeatenAction? Beaten(ActionFate fate)
    {
        var action = policy.Actions.First(a => a.Key == fate.ActionKey);
        return fate.PlaceTakenBy is { } taker && policy.Actions.FirstOrDefault(a => a.Key == taker) is { } by
            ? new BeatenAction(action.Label.In(language), ActionLink(action), fate, by.Label.In(language), ActionLink(by)) : null;
    }

    private UnseenAction Unseen(ActionFate fate)
    {
        var action = policy.Actions.First(a => a.Key == fate.ActionKey);
        return new UnseenAction(
            action.Label.In(language), ActionLink(action), fate, fate.BlockedBy is { } at ? Place(at) : null,
            fate.PlaceTakenBy is { } taker ? policy.Actions.FirstOrDefault(a => a.Key == taker)?.Label.In(language) : null);
    }

    private LearningTreatment? Learning(ExploredTreatment of)
    {
        if (policy.TreatmentIndexOfKey(of.TreatmentKey) is not (var index and >= 0))
        {
            return null;
        }

        var treatment = policy.Treatments[index];
        return new LearningTreatment(
            $"{policy.Actions[treatment.Action].Label.In(language)}, {policy.Channels[treatment.Channel].Label.In(language)}", "/models/" + Uri.EscapeDataString(treatment.Id), of);
    }

    private FallPlace Place(FallPoint at)
    {
        var stage = PolicyViews.Stage(at.Stage) ?? FunnelStage.Selection;
        var reason = LiveDecisions.ReasonOf(at.Reason);
        var (name, link) = at.Item switch
        {
            "objective" when policy.Objectives.FirstOrDefault(o => o.Key == at.Key) is { } o => (o.Label.In(language), at.Reason == DropReason.HoldOutObjective ? HoldOuts : Link("objective", o.Id, o.Id, at)),
            "group" when policy.Groups.FirstOrDefault(g => g.Key == at.Key) is { } g => (g.Label.In(language), Link("group", g.Id, $"{policy.Objectives[g.Objective].Id}/{g.Id}", at)),
            "action" when policy.Actions.FirstOrDefault(a => a.Key == at.Key) is { } a => (a.Label.In(language), at.Reason == DropReason.ActionRule ? RuleLink("action", a.Id, at) : ActionLink(a)),
            "treatment" when policy.TreatmentIndexOfKey(at.Key) is var t and >= 0 => (policy.Treatments[t].Id, Link("treatment", policy.Treatments[t].Id, PathOf(policy.Actions[policy.Treatments[t].Action]) + "/" + policy.Treatments[t].Id, at)),
            "channel" when policy.Channels.FirstOrDefault(c => c.Key == at.Key) is { } c => (c.Label.In(language), ChannelLink(at.Reason)),
            "budget" when policy.Budgets.FirstOrDefault(b => b.Key == at.Key) is { } b => (b.Label.In(language), "/contacts"),
            "contactPolicy" when policy.ContactRules.FirstOrDefault(r => r.Key == at.Key) is { } r => (r.Label.In(language), "/contacts"),
            _ => (default(string), LinkOf(at.Reason)),
        };
        return new FallPlace(stage, reason, name, link);
    }

    // What a customer said or gave is kept with the customer; what the channel can do, with the channel.
    private static string ChannelLink(DropReason reason) => reason switch
    {
        DropReason.ChannelQuietHours => "/contacts",
        DropReason.ConsentRefused or DropReason.ConsentUnknown or DropReason.AddressMissing or DropReason.AddressRefused => "/customers",
        _ => "/data?view=channels",
    };

    private static string? LinkOf(DropReason reason) => reason switch
    {
        DropReason.HoldOutAll => HoldOuts,
        // What another minimum comes to is looked at first, and put into a change from there.
        DropReason.BelowMinimumPropensity => "/simulate",
        DropReason.NoRoomBeside or DropReason.Cap or DropReason.Rest or DropReason.Never or DropReason.QuietHours or DropReason.Budget => "/contacts",
        DropReason.NoPropensity => "/models",
        DropReason.SetAside => "/agent",
        DropReason.Outranked or DropReason.ActionAlreadyChosen or DropReason.BelowThreshold => "/levers",
        _ => null,
    };

    private string PathOf(ActionSnapshot action) => $"{policy.Objectives[action.Objective].Id}/{policy.Groups[action.Group].Id}/{action.Id}";

    private string ActionLink(ActionSnapshot action) => "/actions?path=" + Uri.EscapeDataString(PathOf(action));

    // State, dates and hours are mended where the item is edited.
    private static string? Link(string kind, string id, string path, FallPoint at) =>
        at.Reason is DropReason.Paused or DropReason.Archived or DropReason.NotYetValid or DropReason.NoLongerValid or DropReason.OutsideSchedule or DropReason.GroupFull ? "/actions?path=" + Uri.EscapeDataString(path) : RuleLink(kind, id, at);

    private static string? RuleLink(string kind, string id, FallPoint at) => at.Stage switch
    {
        PipelineStage.Eligibility or PipelineStage.Applicability or PipelineStage.Suitability => $"/rules/{kind}/{Uri.EscapeDataString(id)}?field={at.Stage.ToString().ToLowerInvariant()}",
        _ => null,
    };
}
