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
            DropReason.Paused or DropReason.Archived => At(policy, of, of.Activity.KindOf),
            DropReason.NotYetValid => At(policy, of, of.Activity.FromOf),
            DropReason.NoLongerValid => At(policy, of, of.Activity.ToOf),
            DropReason.ObjectiveRule or DropReason.HoldOutObjective or DropReason.OutsideSchedule => ("objective", policy.Objectives[of.Objective].Key),
            DropReason.GroupRule or DropReason.GroupFull => ("group", policy.Groups[of.Group].Key),
            DropReason.ActionRule or DropReason.ValueMissing or DropReason.ValueNotPositive or DropReason.HeadsOutweigh or DropReason.LeverZero => ("action", policy.Actions[of.Action].Key),
            DropReason.TreatmentRule => ("treatment", of.Key),
            DropReason.ChannelPaused or DropReason.ChannelUnreachable or DropReason.AddressMissing or DropReason.AddressRefused or DropReason.ConsentRefused or DropReason.ConsentUnknown
                or DropReason.ChannelQuietHours => ("channel", policy.Channels[of.Channel].Key),
            DropReason.Budget when fate.Detail >= 0 => ("budget", policy.Budgets[fate.Detail].Key),
            DropReason.Cap or DropReason.Rest or DropReason.Never or DropReason.QuietHours when fate.Detail >= 0 => ("contactPolicy", policy.ContactRules[fate.Detail].Key),
            _ => ("", 0),
        };
        return new FallPoint(fate.Stage, fate.Reason, item, key);
    }

    private static (string Item, int Key) At(PolicySnapshot policy, TreatmentSnapshot of, HierarchyLevel level) => level switch
    {
        HierarchyLevel.Objective => ("objective", policy.Objectives[of.Objective].Key),
        HierarchyLevel.Group => ("group", policy.Groups[of.Group].Key),
        HierarchyLevel.Action => ("action", policy.Actions[of.Action].Key),
        _ => ("treatment", of.Key),
    };
}
