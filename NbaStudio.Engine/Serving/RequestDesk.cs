using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Answers "what should these placements show?": checks the request, gives recorded answers again where they still hold, else decides.</summary>
internal sealed class RequestDesk(DecisionMaker decisions, RecordedReplies recorded, OutcomeEvents events)
{
    private const int MaximumContext = 100;
    private const int MaximumSetAside = 100;

    /// <summary>Every mistake in a request.</summary>
    public static IReadOnlyList<InputError> Check(PolicySnapshot policy, DecisionRequest request)
    {
        var errors = new List<InputError>();
        if (request.RequestId is { Length: 0 or > 128 })
        {
            errors.Add(new InputError("requestId", $"The requestId has {request.RequestId.Length} characters.", "1 to 128 characters"));
        }

        var channel = policy.ChannelIndexOf(request.Channel ?? "");
        if (channel < 0)
        {
            errors.Add(new InputError("channel", $"'{request.Channel}' is not a channel.", string.Join(", ", policy.Channels.Select(c => c.Id))));
            return errors;
        }

        if (request.Placements.Count == 0 && policy.Channels[channel].Placements.Count > 0)
        {
            errors.Add(new InputError("placements", "No placement was asked for.", string.Join(", ", policy.Channels[channel].Placements.Select(p => p.Name))));
        }

        for (var i = 0; i < request.Placements.Count; i++)
        {
            CheckPlacement(policy.Channels[channel], request.Placements[i], $"placements[{i}]", errors);
        }

        foreach (var twice in request.Placements.GroupBy(p => p.Name ?? "", StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            errors.Add(new InputError("placements", $"'{twice.Key}' was asked for {twice.Count()} times.", "each placement once, with a count"));
        }

        if (request.Placements.Sum(p => (long)p.Count) > DecisionContext.MaximumSlots)
        {
            errors.Add(new InputError("placements", $"{request.Placements.Sum(p => (long)p.Count)} positions were asked for.", $"at most {DecisionContext.MaximumSlots} in all"));
        }

        if (request.Context.Count > MaximumContext)
        {
            errors.Add(new InputError("context", $"The context has {request.Context.Count} values.", $"at most {MaximumContext}"));
        }

        if (request.SetAside.Count > MaximumSetAside)
        {
            errors.Add(new InputError("setAside", $"{request.SetAside.Count} actions are left out.", $"at most {MaximumSetAside}"));
        }

        return errors;
    }

    /// <summary>The moment of a checked request.</summary>
    public static DecisionMoment MomentOf(PolicySnapshot policy, DecisionRequest request, long now)
    {
        var channel = policy.Channels[policy.ChannelIndexOf(request.Channel)];
        int[] key = [channel.Key];
        var slots = new List<SlotRequest>();
        foreach (var placement in request.Placements)
        {
            // Under its own name, however the caller wrote it: records and sticky decisions are found by it.
            var name = channel.Placements[channel.PlacementIndex(placement.Name)].Name;
            for (var position = 0; position < placement.Count; position++)
            {
                slots.Add(new SlotRequest(key, name, position));
            }
        }

        // A channel without placements has one position of its own.
        if (slots.Count == 0)
        {
            slots.Add(new SlotRequest(key, "", 0));
        }

        return new DecisionMoment(now, slots, null, request.Context, null, string.Join(", ", request.Placements.Select(p => p.Name)), request.Simulated)
        {
            SetAside = request.SetAside.Count == 0 ? [] : [.. policy.Actions.Where(a => request.SetAside.Contains(a.Id)).Select(a => a.Key)],
        };
    }

    public DecisionReply Answer(LaneContext<CustomerState> lane, ServingState serving, DecisionRequest request, long started)
    {
        var customer = lane.Customer;
        if (lane.IsNew && customer.CreatedAt == 0)
        {
            (customer.CreatedAt, customer.Simulated) = (lane.Now, request.Simulated);
        }

        var moment = MomentOf(serving.Snapshot, request, lane.Now);
        if (request.RequestId is not { } requestId)
        {
            return Held() ?? Decide(lane, serving, moment, started);
        }

        var (id, content) = (new UInt128(StableHash.Of(requestId), StableHash.Of(requestId, 1)), ContentHash(request));
        if (lane.Recall(DedupeKinds.Request, id, content) is { } hit)
        {
            return hit.IsConflict
                ? throw new InvalidInputException([new InputError("requestId", $"'{requestId}' was used before for another request.", "a new requestId for another request")])
                : recorded.Find(lane, hit.Reference)
                    ?? throw new InvalidInputException([new InputError("requestId", $"The decision of '{requestId}' is no longer kept.", "a new requestId")]);
        }

        // Remembered with the decision that answered it, which is an older one where that still holds.
        var reply = Held() ?? Decide(lane, serving, moment, started);
        lane.Remember(DedupeKinds.Request, id, content, NumberOf(reply));
        return reply;

        DecisionReply? Held() => request.Fresh ? null : Sticky(lane, serving, moment);
    }

    private DecisionReply Decide(LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment, long started)
    {
        var reply = decisions.Decide(lane, serving, moment, started);
        foreach (var action in reply.Actions)
        {
            // What counts as seen with the reply is an impression like one that is reported.
            if (serving.Snapshot.Treatments[serving.Snapshot.TreatmentIndexOfKey(action.TreatmentKey)] is { SeenOnReply: true } treatment)
            {
                events.Raise(
                    lane, serving, ContactKind.Impression, NumberOf(reply), treatment.Key, serving.Snapshot.Channels[treatment.Channel].Key, lane.Now, 0,
                    lane.Customer.Simulated || moment.Simulated);
            }
        }

        return reply;
    }

    /// <summary>The recorded decision of all these placements, while everything in it is still allowed; only what was asked for now.</summary>
    private DecisionReply? Sticky(LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment)
    {
        var customer = lane.Customer;
        var channel = serving.Snapshot.Channels[serving.Snapshot.ChannelIndexOfKey(moment.Slots[0].Channels[0])];
        var number = 0L;
        foreach (var slot in moment.Slots)
        {
            var found = customer.Sticky.Find(StickyKeys.Of(channel.Id, slot.Placement), lane.Now);
            if (found == 0 || (number != 0 && found != number))
            {
                return null;
            }

            number = found;
        }

        if (number == 0 || recorded.Find(lane, number) is not { } reply || recorded.SlotsOf(lane, number) is not { } slots || !SameSlots(moment.Slots, slots))
        {
            return null;
        }

        var wanted = moment.Slots.Select(s => s.Placement).ToHashSet(StringComparer.Ordinal);
        reply = reply with { Actions = [.. reply.Actions.Where(a => wanted.Contains(a.Placement))] };
        return reply.Actions.Count > 0 && IsStillAllowed(lane, serving, moment, reply, number) ? reply : null;
    }

    /// <summary>Nothing of it falls out at a rule or is paused now. Its own contacts and its own share of a budget do not count against it.</summary>
    private bool IsStillAllowed(LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment, DecisionReply reply, long number)
    {
        var (result, _) = decisions.Preview(lane, serving, moment, null, exceptDecision: number);
        foreach (var action in reply.Actions)
        {
            var index = serving.Snapshot.TreatmentIndexOfKey(action.TreatmentKey);
            if (index < 0)
            {
                return false;
            }

            var fate = result.Fates[index];
            if (fate.Stage == PipelineStage.Lever || (fate.Stage <= PipelineStage.ContactPolicy && fate.Reason != DropReason.Budget))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether each placement asked for now had as many positions then.</summary>
    private static bool SameSlots(IReadOnlyList<SlotRequest> now, IReadOnlyList<SlotRequest> then)
    {
        foreach (var slot in now)
        {
            if (now.Count(s => s.Placement == slot.Placement) != then.Count(s => s.Placement == slot.Placement))
            {
                return false;
            }
        }

        return true;
    }

    private static long NumberOf(DecisionReply reply) =>
        DecisionId.TryParse(reply.DecisionId, out var id) ? id.Number : throw new InvalidOperationException($"'{reply.DecisionId}' is not the id of a decision.");

    private static void CheckPlacement(ChannelSnapshot channel, PlacementRequest placement, string path, List<InputError> errors)
    {
        var index = channel.PlacementIndex(placement.Name ?? "");
        if (index < 0)
        {
            errors.Add(new InputError(path + ".name", $"'{placement.Name}' is not a placement of {channel.Id}.", string.Join(", ", channel.Placements.Select(p => p.Name))));
        }
        else if (placement.Count < 1 || placement.Count > channel.Placements[index].MaximumCount)
        {
            errors.Add(new InputError(path + ".count", $"{placement.Count} positions were asked for.", $"1 to {channel.Placements[index].MaximumCount}"));
        }
    }

    private static ulong ContentHash(DecisionRequest request)
    {
        var hash = StableHash.Of(request.Channel);
        foreach (var placement in request.Placements)
        {
            hash = StableHash.Combine(hash, StableHash.Of(placement.Name, placement.Count));
        }

        foreach (var action in request.SetAside)
        {
            hash = StableHash.Combine(hash, StableHash.Of(action, 2));
        }

        foreach (var (name, value) in request.Context.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            hash = StableHash.Combine(StableHash.Combine(hash, StableHash.Of(name)), StableHash.Of(value.ToString(), (long)value.Kind));
        }

        return hash;
    }
}
