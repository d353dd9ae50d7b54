using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stage 1: the treatments that fit a slot of the request (or the trigger's channels and scope), are active now, can reach the customer and are not held out.</summary>
internal sealed class CandidateStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        MarkFits(context);
        var arm = context.Inputs.Arm;
        var asks = arm.HoldOutAll || arm.HoldOutObjectives.Count > 0 || context.Inputs.SetAside.Count > 0 || (context.Program.AnyTraits & TreatmentTraits.Schedule) != 0;
        for (var c = 0; c < context.Channels.Length; c++)
        {
            context.ChannelReasons[c] = ReasonOf(context.Inputs, context.Channels[c]);
            asks |= context.ChannelReasons[c] != DropReason.None;
        }

        var facts = context.Facts;
        var fits = context.SlotFit;
        var candidates = context.Candidates.AsSpan(0, fits.Length);
        var standing = context.StandingNow()[..fits.Length];
        var count = 0;
        for (var t = 0; t < fits.Length; t++)
        {
            if (fits[t] == 0)
            {
                continue;
            }

            var reason = standing[t];
            if (reason == DropReason.None && asks)
            {
                reason = Reason(context, facts[t], t);
            }

            if (reason == DropReason.None)
            {
                candidates[count++] = t;
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

        var placement = placementName.Length == 0 ? -1 : context.Channels[index].PlacementIndex(placementName);
        if (placement < 0 && placementName.Length > 0)
        {
            return;
        }

        var trigger = policy.TriggerOfKey(context.Inputs.Trigger);
        var treatments = placement < 0 ? policy.TreatmentsOfChannel(index) : policy.TreatmentsOfPlacement(index, placement);
        var fits = context.SlotFit;
        if (trigger is null)
        {
            foreach (var t in treatments)
            {
                fits[t] |= mask;
            }

            return;
        }

        foreach (var t in treatments)
        {
            if (trigger.AppliesTo.Contains(t) || trigger.FallBackTreatments.Contains(t))
            {
                fits[t] |= mask;
            }
        }
    }

    // Of a treatment that stands: what the objective's hours, the channel and the arm say.
    private static DropReason Reason(DecisionContext context, in TreatmentFacts facts, int t)
    {
        var inputs = context.Inputs;
        if (inputs.SetAside.Count > 0 && inputs.SetAside.Contains(context.Policy.Actions[context.Policy.Treatments[t].Action].Key))
        {
            return DropReason.SetAside;
        }

        if (context.Has(t, TreatmentTraits.Schedule) && !context.Policy.Objectives[facts.Objective].IsActiveAt(inputs.Now, context.Policy.Zone))
        {
            return DropReason.OutsideSchedule;
        }

        if (context.ChannelReasons[facts.Channel] != DropReason.None)
        {
            return context.ChannelReasons[facts.Channel];
        }

        return facts.IsService ? DropReason.None
            : inputs.Arm.HoldOutAll ? DropReason.HoldOutAll
            : inputs.Arm.HoldOutObjectives.Count > 0 && Holds(inputs.Arm.HoldOutObjectives, context.Policy.Objectives[facts.Objective].Key) ? DropReason.HoldOutObjective
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

    private static DropReason ReasonOf(DecisionInputs inputs, ChannelSnapshot channel)
    {
        if (channel.Paused)
        {
            return DropReason.ChannelPaused;
        }

        foreach (var fact in inputs.Reach)
        {
            if (fact.Channel == channel.Key)
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
