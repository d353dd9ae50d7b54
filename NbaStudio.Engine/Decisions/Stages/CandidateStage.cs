using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 1: the treatments that fit a slot of the request (or the trigger's channels and scope), are active now, can reach the customer and are not held out.</summary>
internal sealed class CandidateStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        MarkFits(context);
        var policy = context.Policy;
        var inputs = context.Inputs;
        var count = 0;
        for (var t = 0; t < context.SlotFit.Length; t++)
        {
            if (context.SlotFit[t] == 0)
            {
                continue;
            }

            var reason = Reason(policy, inputs, policy.Treatments[t]);
            if (reason == DropReason.None)
            {
                context.Candidates[count++] = t;
            }
            else
            {
                context.HeldOut |= reason is DropReason.HoldOutAll or DropReason.HoldOutObjective;
                context.Drop(t, PipelineStage.Candidates, reason);
            }
        }

        context.Count = count;
    }

    private static void MarkFits(DecisionContext context)
    {
        var policy = context.Policy;
        var trigger = policy.TriggerOfKey(context.Inputs.Trigger);
        var slots = context.Inputs.Slots;
        for (var s = 0; s < slots.Count; s++)
        {
            foreach (var channelKey in slots[s].Channels)
            {
                var index = policy.ChannelIndexOfKey(channelKey);
                if (index < 0)
                {
                    continue;
                }

                var channel = policy.Channels[index];
                var placement = slots[s].Placement.Length == 0 ? -1 : channel.PlacementIndex(slots[s].Placement);
                foreach (var t in policy.TreatmentsOfChannel(channel.Index))
                {
                    var fits = slots[s].Placement.Length == 0 || policy.Treatments[t].Fits(placement);
                    if (fits && (trigger is null || trigger.AppliesTo.Contains(t) || trigger.FallBackTreatments.Contains(t)))
                    {
                        context.SlotFit[t] |= 1UL << s;
                    }
                }
            }
        }
    }

    private static DropReason Reason(PolicySnapshot policy, DecisionInputs inputs, TreatmentSnapshot treatment)
    {
        var action = policy.Actions[treatment.Action];
        var objective = policy.Objectives[treatment.Objective];
        if (action.Archived)
        {
            return DropReason.Archived;
        }

        if (action.Paused || treatment.Paused)
        {
            return DropReason.Paused;
        }

        if (inputs.Now < action.ValidFromMilliseconds)
        {
            return DropReason.NotYetValid;
        }

        if (inputs.Now >= action.ValidToMilliseconds)
        {
            return DropReason.NoLongerValid;
        }

        if (!objective.IsActiveAt(inputs.Now, policy.Zone))
        {
            return DropReason.OutsideSchedule;
        }

        var channel = policy.Channels[treatment.Channel];
        if (channel.Paused)
        {
            return DropReason.ChannelPaused;
        }

        var reach = ReachOf(inputs, channel.Key);
        if (reach != DropReason.None)
        {
            return reach;
        }

        if (action.Class == ActionClass.Service)
        {
            return DropReason.None;
        }

        return inputs.Arm.HoldOutAll ? DropReason.HoldOutAll
            : Holds(inputs.Arm.HoldOutObjectives, objective.Key) ? DropReason.HoldOutObjective
            : DropReason.None;
    }

    private static bool Holds(IReadOnlyList<int> objectives, int key)
    {
        for (var i = 0; i < objectives.Count; i++)
        {
            if (objectives[i] == key)
            {
                return true;
            }
        }

        return false;
    }

    private static DropReason ReachOf(DecisionInputs inputs, int channelKey)
    {
        foreach (var fact in inputs.Reach)
        {
            if (fact.Channel == channelKey)
            {
                return fact.State switch
                {
                    Reachability.NoOpenStream => DropReason.ChannelUnreachable,
                    Reachability.AddressMissing => DropReason.AddressMissing,
                    Reachability.AddressRefused => DropReason.AddressRefused,
                    Reachability.Disabled => DropReason.ChannelPaused,
                    _ => DropReason.None,
                };
            }
        }

        return DropReason.None;
    }
}
