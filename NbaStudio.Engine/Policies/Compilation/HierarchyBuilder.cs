using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles channels, objectives, groups, actions and treatments.</summary>
internal sealed class HierarchyBuilder(DocumentIndex index, ExpressionCompiler compiler, PolicyDocument document)
{
    private readonly HeadBuilder _heads = new(compiler);

    public Hierarchy Build()
    {
        ChannelSnapshot[] channels = [.. index.Channels.Select((c, i) => Channel(c.Item, i))];
        return new Hierarchy(
            channels,
            [.. index.Objectives.Select((o, i) => Objective(o, i))],
            [.. index.Groups.Select((g, i) => Group(g, i))],
            [.. index.Actions.Select((a, i) => Action(a, i))],
            [.. index.Treatments.Select((t, i) => Treatment(t, i, channels[t.Channel]))]);
    }

    public static double LeverOf(ObjectiveDocument objective, GroupDocument group, ActionDocument action) => objective.Lever * group.Lever * action.Lever;

    private ChannelSnapshot Channel(ChannelDocument channel, int position)
    {
        var kind = channel.Kind switch
        {
            "web" => ChannelKind.Web,
            "app" => ChannelKind.App,
            "email" => ChannelKind.Email,
            "webhook" => ChannelKind.Webhook,
            _ => ChannelKind.Agent,
        };
        var direction = channel.Direction switch { "inbound" => ChannelDirection.Inbound, "outbound" => ChannelDirection.Outbound, _ => ChannelDirection.Both };
        var hours = channel.QuietHours;
        return new ChannelSnapshot(
            position, channel.Key ?? 0, channel.Id, Label(channel.Id, channel.Label), kind, direction, channel.PurposeDefault,
            channel.RequireOptIn ?? true, channel.RequireOptIn ?? false,
            hours is null ? null : DocumentWords.Hours(hours.From, hours.To, hours.Days), channel.QuietHoursMode == "drop" ? QuietHoursMode.Drop : QuietHoursMode.Hold,
            (double)channel.CostPerContact, channel.ExplorationBudget,
            DocumentWords.Milliseconds(channel.StickyFor, kind is ChannelKind.Web or ChannelKind.App ? "10m" : "0s"), channel.OnUncertain == "resend",
            [.. channel.Placements.Select((p, i) => new PlacementSnapshot(i, p.Name, Label(p.Name, p.Label), p.MaximumCount))], channel.Paused);
    }

    private ObjectiveSnapshot Objective(Located<ObjectiveDocument> objective, int position)
    {
        var (item, path) = objective;
        var schedule = item.Schedule is { } s ? DocumentWords.Hours(s.From, s.To, s.Days) : null;
        return new(position, item.Key ?? 0, item.Id, Label(item.Id, item.Label), item.Lever, schedule, Rules(item.Eligibility, item.Applicability, item.Suitability, path));
    }

    private GroupSnapshot Group(LocatedGroup group, int position) => new(
        position, group.Item.Key ?? 0, group.Item.Id, Label(group.Item.Id, group.Item.Label), group.Objective, group.Item.Lever, group.Item.MaximumPerDecision,
        Rules(group.Item.Eligibility, group.Item.Applicability, group.Item.Suitability, group.Path));

    private ActionSnapshot Action(LocatedAction action, int position)
    {
        var item = action.Item;
        return new ActionSnapshot(
            position, item.Key ?? 0, item.Id, Label(item.Id, item.Label), action.Group, action.Objective, LeverOf(index.Objectives[action.Objective].Item, index.Groups[action.Group].Item, item),
            compiler.Rule(item.LeverExpression, ExpectedType.Number, action.Path + "/leverExpression"),
            item.Class == "service" ? ActionClass.Service : ActionClass.Marketing, item.Purpose,
            compiler.Rule(item.Value, ExpectedType.Money, action.Path + "/value"), item.MaximumValue is { } cap ? (double)cap : double.PositiveInfinity,
            item.StartingPropensity ?? double.NaN, Activity.Of(index.Objectives[action.Objective].Item, index.Groups[action.Group].Item, item),
            Rules(item.Eligibility, item.Applicability, item.Suitability, action.Path))
        {
            PropensityScore = item.Propensity,
        };
    }

    private TreatmentSnapshot Treatment(LocatedTreatment treatment, int position, ChannelSnapshot channel)
    {
        var item = treatment.Item;
        var mask = item.Placements.Count == 0 ? ulong.MaxValue : item.Placements.Select(channel.PlacementIndex).Where(p => p >= 0).Aggregate(0UL, (m, p) => m | (1UL << p));
        return new TreatmentSnapshot(
            position, item.Key ?? 0, item.Id, treatment.Action, treatment.Group, treatment.Objective, treatment.Channel, mask,
            compiler.Rule(item.Eligibility, ExpectedType.Condition, treatment.Path + "/eligibility"),
            new ContentSnapshot([.. item.Content.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => compiler.Content(c.Key, c.Value, $"{treatment.Path}/content/{c.Key}"))], document.DefaultLanguage),
            _heads.Build(item.Heads, treatment.Path, channel.Kind), item.ImpressionOn == "reply", DocumentWords.Milliseconds(item.HalfLife, "60d"),
            Activity.Of(index.Objectives[treatment.Objective].Item, index.Groups[treatment.Group].Item, index.Actions[treatment.Action].Item, item));
    }

    private RuleSet Rules(string? eligibility, string? applicability, string? suitability, string path)
    {
        if (eligibility is null && applicability is null && suitability is null)
        {
            return RuleSet.Empty;
        }

        return new RuleSet(
            compiler.Rule(eligibility, ExpectedType.Condition, path + "/eligibility"),
            compiler.Rule(applicability, ExpectedType.Condition, path + "/applicability"),
            compiler.Rule(suitability, ExpectedType.Condition, path + "/suitability"));
    }

    private LabelSnapshot Label(string id, IReadOnlyDictionary<string, string>? texts) => new(id, document.DefaultLanguage, texts);
}
