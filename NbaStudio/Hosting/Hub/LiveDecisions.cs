using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live;

namespace NbaStudio.Hosting.Hub;

/// <summary>Turns a recorded decision into the row and the funnel of the Live page.</summary>
internal static class LiveDecisions
{
    private const int Reasons = 80;
    private const int Stages = 13;

    public static LiveDecision From(DecisionNotice notice, LivePolicy policy)
    {
        var result = notice.Result;
        var channel = policy.ChannelOf(result, notice.Trigger, notice.Moment);
        var timings = notice.Reply.Timings;
        var placement = notice.Trigger is null ? policy.Placement(channel, notice.Moment.Split(", ")[0]) : null;
        return new LiveDecision
        {
            DecisionId = notice.Reply.DecisionId,
            Time = notice.Reply.Time,
            CustomerKey = notice.Id.Customer,
            CustomerId = notice.CustomerId,
            CustomerName = notice.DisplayName,
            Moment = notice.Trigger is { } trigger
                ? new LiveMoment(MomentKind.Trigger, policy.Trigger(trigger))
                : new LiveMoment(policy.Snapshot.Channels[channel].Kind == ChannelKind.Agent ? MomentKind.Agent : MomentKind.Placement, placement!),
            Channel = policy.Channels[channel] with { Placement = placement },
            Choice = Choice(result, policy),
            Silence = Silence(result),
            Result = result.IsSilence
                ? result.Silence!.Code == SilenceCode.QuietHours ? LiveResult.Held : LiveResult.Silent
                : notice.Trigger is null ? LiveResult.Decided : LiveResult.Queued,
            Latency = new LiveLatency(timings.Detect, timings.Data, timings.Decide, timings.Commit),
            Candidates = result.Fates.Count(fate => fate.IsCandidate),
            Drops = Drops(result.Fates),
            ChosenSlots = result.Filled.Count(filled => filled >= 0),
            Simulated = notice.Simulated,
        };
    }

    private static LiveChoice? Choice(DecisionResult result, LivePolicy policy)
    {
        foreach (var filled in result.Filled)
        {
            if (filled >= 0)
            {
                var chosen = result.Ranked[filled];
                var treatment = policy.Snapshot.Treatments[chosen.Treatment];
                return new LiveChoice(
                    policy.Objectives[treatment.Objective], policy.Snapshot.Actions[treatment.Action].Id, policy.Action(treatment.Action), treatment.Id,
                    new Equation(chosen.Propensity, chosen.Context, chosen.Value, chosen.Lever, chosen.Price, chosen.Priority));
            }
        }

        return null;
    }

    private static LiveSilence? Silence(DecisionResult result) => result.Silence is not { } silence ? null : new LiveSilence(
        silence.Code switch { SilenceCode.BelowThreshold => "below", SilenceCode.HoldOut => "holdout", SilenceCode.QuietHours => "quietHours", _ => "none" },
        double.IsNaN(silence.BestPriority) ? null : silence.BestPriority,
        silence.Threshold);

    private static List<FunnelDrop> Drops(IReadOnlyList<CandidateFate> fates)
    {
        Span<int> counts = stackalloc int[Stages * Reasons];
        counts.Clear();
        foreach (var fate in fates)
        {
            if (fate.IsCandidate && fate.Stage != PipelineStage.Chosen && (int)fate.Reason < Reasons)
            {
                counts[((int)fate.Stage * Reasons) + (int)fate.Reason]++;
            }
        }

        List<FunnelDrop> drops = [];
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                drops.Add(new FunnelDrop(StageOf((PipelineStage)(i / Reasons)), ReasonOf((DropReason)(i % Reasons)), counts[i]));
            }
        }

        return drops;
    }

    private static FunnelStage StageOf(PipelineStage stage) => stage switch
    {
        PipelineStage.Candidates => FunnelStage.Reach,
        PipelineStage.Consent => FunnelStage.Consent,
        PipelineStage.Eligibility => FunnelStage.Eligibility,
        PipelineStage.Applicability => FunnelStage.Applicability,
        PipelineStage.Suitability => FunnelStage.Suitability,
        PipelineStage.ContactPolicy => FunnelStage.ContactPolicy,
        PipelineStage.Choice => FunnelStage.Selection,
        _ => FunnelStage.Threshold,
    };

    /// <summary>Code of a reason, for the words of pages.</summary>
    internal static string ReasonOf(DropReason reason) => reason switch
    {
        DropReason.HoldOutAll or DropReason.HoldOutObjective => "holdout",
        DropReason.ChannelUnreachable => "offline",
        DropReason.AddressMissing => "noAddress",
        DropReason.ConsentRefused or DropReason.AddressRefused => "optedOut",
        DropReason.ConsentUnknown => "unknownConsent",
        DropReason.ObjectiveRule or DropReason.GroupRule or DropReason.ActionRule or DropReason.TreatmentRule => "rule",
        DropReason.Cap or DropReason.Never => "cap",
        DropReason.Rest => "rest",
        DropReason.QuietHours or DropReason.ChannelQuietHours => "quietHours",
        DropReason.Budget => "budget",
        DropReason.NoPropensity or DropReason.ValueMissing => "missing",
        DropReason.ValueNotPositive or DropReason.HeadsOutweigh or DropReason.LeverZero => "noValue",
        DropReason.BelowMinimumPropensity => "minimumPropensity",
        DropReason.BelowThreshold => "belowThreshold",
        DropReason.Outranked or DropReason.ActionAlreadyChosen or DropReason.GroupFull => "outranked",
        _ => "inactive",
    };
}
