using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Live.Readers;

/// <summary>Items of the policy as pages show them.</summary>
internal static class PolicyViews
{
    public static LocalizedText Text(LabelSnapshot label, PolicySnapshot policy) =>
        new(label.ToString(), policy.Languages.ToDictionary(l => l, label.In, StringComparer.OrdinalIgnoreCase));

    /// <summary>What a rule is about: kind, id and name; null = everything.</summary>
    public static (string Kind, string Id, string Label)? Scope(PolicySnapshot policy, ScopeDocument scope, string language)
    {
        return scope switch
        {
            { Objective: { } id } => ("objective", id, policy.Objectives.FirstOrDefault(o => o.Id == id)?.Label.In(language) ?? id),
            { Group: { } id } => ("group", id, policy.Groups.FirstOrDefault(g => g.Id == id)?.Label.In(language) ?? id),
            { Action: { } id } => ("action", id, policy.Actions.FirstOrDefault(a => a.Id == id)?.Label.In(language) ?? id),
            { Treatment: { } id } => ("treatment", id, id),
            { Channel: { } id } => ("channel", id, policy.ChannelIndexOf(id) is var index and >= 0 ? policy.Channels[index].Label.In(language) : id),
            _ => null,
        };
    }

    /// <summary>Name of a decision's input.</summary>
    public static LocalizedText Input(PolicySnapshot policy, SlotDefinition slot) =>
        new(slot.Name, Localization.Words.Languages.ToDictionary(l => l, l => InputNames.Of(policy, slot, l), StringComparer.OrdinalIgnoreCase));

    /// <summary>Name of a goal.</summary>
    public static LocalizedText Goal(PolicySnapshot policy, string name) =>
        Text(new LabelSnapshot(name, policy.DefaultLanguage, policy.Document.Goals.FirstOrDefault(g => g.Name == name)?.Label), policy);

    public static LiveObjective Objective(PolicySnapshot policy, int index) => new(policy.Objectives[index].Id, Text(policy.Objectives[index].Label, policy));

    public static LiveChannel Channel(PolicySnapshot policy, int index, string? placement = null)
    {
        var channel = policy.Channels[index];
        var at = placement is { Length: > 0 } ? channel.PlacementIndex(placement) : -1;
        return new LiveChannel(
            channel.Id, Kind(channel.Kind), Text(channel.Label, policy), at < 0 ? null : Text(channel.Placements[at].Label, policy));
    }

    /// <summary>The channel that a decision was about: of its first filled slot, else the first one asked for.</summary>
    public static LiveChannel Channel(PolicySnapshot policy, IReadOnlyList<SlotRequest> slots, DecisionResult result)
    {
        for (var s = 0; s < result.Filled.Count; s++)
        {
            if (result.Filled[s] >= 0)
            {
                return Channel(policy, policy.Treatments[result.Ranked[result.Filled[s]].Treatment].Channel, slots[s].Placement);
            }
        }

        return Channel(policy, Math.Max(0, policy.ChannelIndexOfKey(slots[0].Channels[0])), slots[0].Placement);
    }

    public static Equation? Equation(CandidateResult? candidate) => candidate is not { } c || double.IsNaN(c.Priority) ? null
        : new Equation(c.Propensity, c.Context, c.Value, c.Lever, c.Price, c.Priority);

    public static LiveSilence? Silence(SilenceReason? silence) => silence is null ? null
        : new LiveSilence(
            silence.Code switch { SilenceCode.BelowThreshold => "below", SilenceCode.HoldOut => "holdout", SilenceCode.QuietHours => "quietHours", _ => "none" },
            double.IsNaN(silence.BestPriority) ? null : silence.BestPriority, silence.Threshold);

    public static string Kind(ChannelKind kind) => kind switch
    {
        ChannelKind.Web => "web",
        ChannelKind.App => "app",
        ChannelKind.Email => "email",
        ChannelKind.Webhook => "webhook",
        _ => "agent",
    };

    /// <summary>Where a candidate left the pipeline; null = it was chosen, or was none.</summary>
    public static FunnelStage? Stage(PipelineStage stage) => stage switch
    {
        PipelineStage.Candidates => FunnelStage.Reach,
        PipelineStage.Consent => FunnelStage.Consent,
        PipelineStage.Eligibility => FunnelStage.Eligibility,
        PipelineStage.Applicability => FunnelStage.Applicability,
        PipelineStage.Suitability => FunnelStage.Suitability,
        PipelineStage.ContactPolicy => FunnelStage.ContactPolicy,
        PipelineStage.Propensity or PipelineStage.Value or PipelineStage.Lever or PipelineStage.Arbitration => FunnelStage.Threshold,
        PipelineStage.Choice => FunnelStage.Selection,
        _ => null,
    };

    public static Reading.CandidateFate Fate(PipelineStage stage) => stage switch
    {
        PipelineStage.Chosen => Reading.CandidateFate.Chosen,
        PipelineStage.Choice => Reading.CandidateFate.Outranked,
        PipelineStage.Arbitration => Reading.CandidateFate.BelowThreshold,
        _ => Reading.CandidateFate.FellOut,
    };
}
