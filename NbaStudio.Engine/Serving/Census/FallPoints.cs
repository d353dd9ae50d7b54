using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Which item of the policy a fate is to be blamed on.</summary>
internal static class FallPoints
{
    public static FallPoint Of(PolicySnapshot policy, int treatment, CandidateFate fate)
    {
        var of = policy.Treatments[treatment];
        var (item, key) = fate.Reason switch
        {
            DropReason.ObjectiveRule => ("objective", policy.Objectives[of.Objective].Key),
            DropReason.HoldOutObjective => ("objective", policy.Objectives[of.Objective].Key),
            DropReason.GroupRule or DropReason.GroupFull => ("group", policy.Groups[of.Group].Key),
            DropReason.ActionRule or DropReason.ValueMissing or DropReason.ValueNotPositive or DropReason.HeadsOutweigh or DropReason.LeverZero or DropReason.Paused or DropReason.Archived
                or DropReason.NotYetValid or DropReason.NoLongerValid or DropReason.OutsideSchedule => ("action", policy.Actions[of.Action].Key),
            DropReason.TreatmentRule => ("treatment", of.Key),
            DropReason.ChannelPaused or DropReason.ChannelUnreachable or DropReason.AddressMissing or DropReason.AddressRefused or DropReason.ConsentRefused or DropReason.ConsentUnknown
                or DropReason.ChannelQuietHours => ("channel", policy.Channels[of.Channel].Key),
            DropReason.Budget when fate.Detail >= 0 => ("budget", policy.Budgets[fate.Detail].Key),
            DropReason.Cap or DropReason.Rest or DropReason.Never or DropReason.QuietHours when fate.Detail >= 0 => ("contactPolicy", policy.ContactRules[fate.Detail].Key),
            _ => ("", 0),
        };
        return new FallPoint(fate.Stage, fate.Reason, item, key);
    }
}
