using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 1: the treatments that fit a slot of the request (or the trigger's channels and scope), are active now, can reach the customer and are not held out.</summary>
internal sealed class CandidateStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        MarkFits(context);
        var count = 0;
        for (var t = 0; t < context.SlotFit.Length; t++)
        {
            if (context.SlotFit[t] == 0)
            {
                continue;
            }

            var reason = Reason(context, context.Treatments[t]);
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
        var slots = context.Inputs.Slots;
        for (var s = 0; s < slots.Count;)
        {
            // Positions of one placement fit the same treatments: one pass for all of them.
            var mask = 1UL << s;
            var next = s + 1;
            while (next < slots.Count && ReferenceEquals(slots[next].Channels, slots[s].Channels) && slots[next].Placement == slots[s].Placement)
            {
                mask |= 1UL << next++;
            }

            for (var c = 0; c < slots[s].Channels.Count; c++)
            {
                MarkFits(context, slots[s].Channels[c], slots[s].Placement, mask);
            }

            s = next;
        }
    }

    private static void MarkFits(DecisionContext context, int channelKey, string placementName, ulong mask)
    {
        var policy = context.Policy;
        var index = policy.ChannelIndexOfKey(channelKey);
        if (index < 0)
        {
            return;
        }

        var trigger = policy.TriggerOfKey(context.Inputs.Trigger);
        var placement = placementName.Length == 0 ? -1 : context.Channels[index].PlacementIndex(placementName);
        foreach (var t in policy.TreatmentsOfChannel(index))
        {
            if ((placementName.Length == 0 || context.Treatments[t].Fits(placement))
                && (trigger is null || trigger.AppliesTo.Contains(t) || trigger.FallBackTreatments.Contains(t)))
            {
                context.SlotFit[t] |= mask;
            }
        }
    }

    private static DropReason Reason(DecisionContext context, TreatmentSnapshot treatment)
    {
        var inputs = context.Inputs;
        var action = context.Actions[treatment.Action];
        var objective = context.Objectives[treatment.Objective];
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

        if (!objective.IsActiveAt(inputs.Now, context.Policy.Zone))
        {
            return DropReason.OutsideSchedule;
        }

        var channel = context.Channels[treatment.Channel];
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
