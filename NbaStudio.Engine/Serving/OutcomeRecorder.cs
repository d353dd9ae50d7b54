using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Takes what customers did with what they were shown into log, consent and learning, exactly once.</summary>
/// <param name="decidedBy">The policy of a recorded decision; null where it is not kept any more.</param>
internal sealed class OutcomeRecorder(HubServices services, OutcomeEvents events, Func<DecisionId, PolicySnapshot?> decidedBy)
{
    /// <summary>Records a reported outcome of a treatment of a decision.</summary>
    /// <param name="way">How the customer was found: the decision may have been made for one who became part of this one.</param>
    /// <param name="decided">The number that the decision was made with.</param>
    public OutcomeReply Record(
        LaneContext<CustomerState> lane, ServingState serving, int index, OutcomeInput input, ForwardedCustomer way, long decided, int treatmentKey, int channelKey, long decidedAt, bool wasSent)
    {
        var id = way.OutcomeId(input.OutcomeId is { } given
            ? Hash128(StableHash.Of(given), StableHash.Of(given, 1))
            : Hash128(StableHash.Of(decided, treatmentKey), StableHash.Of((long)input.Kind, 77)));
        var decision = way.Number(decided);
        // Without an id of its own the outcome is what it is about: told again, it is the same.
        var content = input.OutcomeId is null ? 0 : StableHash.Combine(StableHash.Of(decided, treatmentKey, (long)input.Kind), (ulong)BitConverter.DoubleToInt64Bits((double)(input.Amount ?? 0)));
        if (lane.Remember(DedupeKinds.Outcome, id, content, decision) is { } hit)
        {
            return new OutcomeReply(index, hit.IsConflict ? OutcomeStatus.Conflict : OutcomeStatus.Duplicate, hit.IsConflict
                ? [new InputError("outcomeId", $"'{input.OutcomeId}' was sent before with another content; the first is kept.", "a new outcomeId for another outcome")]
                : []);
        }

        // Between decision and now, whatever the reporter's clock says: a contact may not be put outside the window that it counts in.
        var time = Math.Min(Math.Max(input.Time.ToUnixTimeMilliseconds(), decidedAt), lane.Now);
        var isAnswer = input.Kind == ContactKind.Impression || ShowsThatItWasSeen(input.Kind);
        if (wasSent && isAnswer && !lane.Customer.Contacts.HasReserved(decision, treatmentKey))
        {
            // Its promise was taken back meanwhile (or kept already: then nothing changes); what was seen was sent all the same.
            lane.Customer.Contacts.Confirm(decision, treatmentKey, channelKey, ContactKind.Sent, time);
        }

        Apply(lane, serving, new OutcomeEntry(decision, treatmentKey, channelKey, input.Kind, time, (double)(input.Amount ?? 0), false, false, input.Simulated || lane.Customer.Simulated));
        return new OutcomeReply(index, OutcomeStatus.Accepted, []);
    }

    /// <summary>Credits an event to the latest shown treatments whose heads list it (see <see cref="EventAttribution"/>): one outcome for each treatment, its amount counted once.</summary>
    public void Attribute(LaneContext<CustomerState> lane, ServingState serving, EventInput input, Conditions.TextValue type, IPropertyReader properties)
    {
        var state = services.State;
        if (serving.Snapshot.ResponsesOfEvent(type).IsEmpty && state.Snapshot.ResponsesOfEvent(type).IsEmpty && state.Challenger?.Snapshot.ResponsesOfEvent(type).IsEmpty != false)
        {
            return;
        }

        var time = input.Time.ToUnixTimeMilliseconds();
        var amount = properties.Read("amount") is { IsNumeric: true } value ? value.Number : 0;
        foreach (var (open, credits) in EventAttribution.Find(lane.Customer.OpenResponses.Items, key => Known(serving, key), type, properties, time))
        {
            Apply(lane, serving, new OutcomeEntry(open.Decision, open.Treatment, open.Channel, credits.StoredAs, time, amount, true, false, input.Simulated), credits);
            amount = 0;
        }
    }

    /// <summary>The response window of a treatment has ended: silence is a negative, if it was seen; else the promise is released.</summary>
    public void EndWindow(LaneContext<CustomerState> lane, ServingState serving, long decision, int treatmentKey)
    {
        var customer = lane.Customer;
        customer.Contacts.Release(decision, treatmentKey);
        if (customer.OpenResponses.Find(decision, treatmentKey) is not { } open)
        {
            return;
        }

        if (open.ShownAt == 0)
        {
            customer.OpenResponses.Remove(open);
            customer.Timers.Cancel(TimerKind.HeadWindow, decision, treatmentKey);
            return;
        }

        if (!open.IsResolved)
        {
            LearnNegative(lane, open, open, null, lane.Now);
            events.Raise(lane, serving, ContactKind.NoResponse, decision, treatmentKey, open.Channel, lane.Now, 0, customer.Simulated);
        }

        EndHeadWindows(lane, decision, treatmentKey);
    }

    /// <summary>The response window of further heads of a treatment has ended: for those that were seen silence is a negative. What is not seen yet waits for the end of the primary head's window.</summary>
    public void EndHeadWindows(LaneContext<CustomerState> lane, long decision, int treatmentKey)
    {
        if (lane.Customer.OpenResponses.Find(decision, treatmentKey) is not { ShownAt: > 0 } open)
        {
            return;
        }

        foreach (var head in open.Heads)
        {
            if (!head.IsResolved && head.WindowEnd <= lane.Now)
            {
                LearnNegative(lane, open, head, head.Head, lane.Now);
            }
        }
    }

    /// <summary>The channel took a message: an event, and a step of its trigger's funnel.</summary>
    public void RaiseSent(LaneContext<CustomerState> lane, ServingState serving, long decision, int treatmentKey, int channelKey)
    {
        if (decision > 0)
        {
            events.Count(lane, serving, decision, treatmentKey, new TriggerCounts { Delivered = 1 });
            events.Raise(lane, serving, ContactKind.Sent, decision, treatmentKey, channelKey, lane.Now, 0, lane.Customer.Simulated);
        }
    }

    /// <summary>Records an outcome whose uniqueness is settled.</summary>
    /// <param name="credits">The heads that an event was credited to; null = those that list the outcome.</param>
    public void Apply(LaneContext<CustomerState> lane, ServingState serving, OutcomeEntry entry, HeadCredits? credits = null)
    {
        var customer = lane.Customer;
        var open = customer.OpenResponses.Find(entry.Decision, entry.Treatment);
        if (ShowsThatItWasSeen(entry.Kind) && customer.Contacts.HasReserved(entry.Decision, entry.Treatment))
        {
            // Whoever answers has seen it: the promise is kept, also where no impression was reported.
            customer.Contacts.Confirm(entry.Decision, entry.Treatment, entry.Channel, ContactKind.Impression, entry.Time);
        }

        customer.Contacts.Confirm(entry.Decision, entry.Treatment, entry.Channel, entry.Kind, entry.Time);
        entry = entry with { IsLate = open is null || entry.Time > open.WindowEnd };
        MarkShown(customer, open, entry);
        var (policy, treatment) = TreatmentOf(serving, new DecisionId(lane.Key, entry.Decision), entry.Treatment);
        ChangeConsent(lane, serving, treatment is null ? null : policy.Actions[treatment.Action].Purpose, entry);
        var counted = credits ?? HeadCredits.Of(treatment, entry.Kind);
        var positive = counted.IsPositive(null);
        if (positive && open is { PositiveLearned: false })
        {
            events.Count(lane, serving, entry.Decision, entry.Treatment, new TriggerCounts { Responded = 1 });
        }

        if (open is not null && open.ShownAt > 0)
        {
            LearnFrom(lane, open, open, null, counted, entry.Time);
            foreach (var head in open.Heads)
            {
                LearnFrom(lane, open, head, head.Head, counted, entry.Time);
            }
        }

        if (entry.Kind is ContactKind.Click or ContactKind.Accept or ContactKind.Reject or ContactKind.Dismiss or ContactKind.Conversion)
        {
            customer.Sticky.Forget(entry.Decision);
        }

        entry = entry with { IsPositive = positive, Value = entry.Amount > 0 ? entry.Amount : positive ? open?.Value ?? 0 : 0 };
        lane.Append(JournalKind.Outcome, JournalPayloads.Outcome(entry));
        customer.JournalPosition++;
        if (entry.Kind is not (ContactKind.Sent or ContactKind.Delivered))
        {
            var action = treatment is null ? "" : policy.Actions[treatment.Action].Id;
            customer.Timeline.Add(new TimelineItem(entry.Time, TimelineKind.Outcome, entry.Kind.ToName(), action, entry.Decision));
        }

        Tell(lane, entry);
        events.Raise(lane, serving, entry.Kind, entry.Decision, entry.Treatment, entry.Channel, entry.Time, entry.Amount, entry.Simulated);
    }

    private static bool ShowsThatItWasSeen(ContactKind kind) =>
        kind is ContactKind.Open or ContactKind.Click or ContactKind.Accept or ContactKind.Reject or ContactKind.Dismiss or ContactKind.Unsubscribe or ContactKind.Conversion;

    private static void MarkShown(CustomerState customer, OpenResponse? open, in OutcomeEntry entry)
    {
        if (open is null || open.ShownAt > 0 || entry.Kind is ContactKind.Sent or ContactKind.Bounce or ContactKind.NoResponse)
        {
            return;
        }

        // Whoever opens, clicks or answers has seen it, whether or not an impression was reported.
        open.ShownAt = entry.Time;
        customer.Timers.Cancel(TimerKind.Validity, entry.Decision, entry.Treatment);
    }

    /// <param name="purpose">Of the action; null = the channel's.</param>
    private static void ChangeConsent(LaneContext<CustomerState> lane, ServingState serving, string? purpose, in OutcomeEntry entry)
    {
        var channel = serving.Snapshot.ChannelIndexOfKey(entry.Channel) is var index and >= 0 ? serving.Snapshot.Channels[index] : null;
        if (channel is null)
        {
            return;
        }

        // An event that counts as harm says nothing about consent: only what the customer states does.
        if (entry is { Kind: ContactKind.Unsubscribe or ContactKind.Complaint, IsAttributed: false })
        {
            ConsentLedger.Take(lane, ConsentRecord.Refusal(channel.Id, purpose ?? channel.PurposeDefault, entry.Time, entry.Kind), by: null);
        }
        else if (entry.Kind == ContactKind.Bounce)
        {
            lane.Customer.Addresses.Refuse(channel.Id, null, entry.Time, "bounce");
        }
    }

    /// <param name="head">Kind of the further head; null = the primary one.</param>
    private void LearnFrom(LaneContext<CustomerState> lane, OpenResponse open, AwaitedAnswer answer, HeadKind? head, HeadCredits credits, long time)
    {
        if (credits.IsPositive(head) && !answer.PositiveLearned)
        {
            var correction = answer.NegativeLearned;
            answer.PositiveLearned = true;
            Learn(lane, open, answer, head, true, correction, time);
        }
        else if (credits.IsNegative(head) && !answer.IsResolved)
        {
            LearnNegative(lane, open, answer, head, time);
        }
    }

    private void LearnNegative(LaneContext<CustomerState> lane, OpenResponse open, AwaitedAnswer answer, HeadKind? head, long time)
    {
        answer.NegativeLearned = true;
        answer.NegativeTime = time;
        Learn(lane, open, answer, head, false, false, time);
    }

    private void Learn(LaneContext<CustomerState> lane, OpenResponse open, AwaitedAnswer answer, HeadKind? head, bool positive, bool correction, long time)
    {
        var arm = head is null ? ResponseArm.Of(open) : new ResponseArm(ChoiceDraw.None, open.Channel, answer.WindowEnd, 0, open.DecidedAt);
        lane.Append(JournalKind.Model, JournalPayloads.Response(
            new LearnedResponse(open.Treatment, time, positive, correction, answer.NegativeTime, open.PredictorSchema, open.Predictors, arm, head) { Served = answer.Served }));
        lane.Customer.JournalPosition++;
        if (arm.Draw == ChoiceDraw.None || services.Observers.Count == 0)
        {
            return;
        }

        var notice = new ResponseNotice(open.Treatment, arm, positive, correction);
        lane.AfterCommit(() =>
        {
            foreach (var observer in services.Observers)
            {
                observer.OnResponse(notice);
            }
        });
    }

    private void Tell(LaneContext<CustomerState> lane, OutcomeEntry entry)
    {
        if (services.Observers.Count == 0)
        {
            return;
        }

        var notice = new OutcomeNotice(
            new DecisionId(lane.Key, entry.Decision), lane.Customer.PrimaryId, entry.Treatment, entry.Channel, entry.Kind, DateTimeOffset.FromUnixTimeMilliseconds(entry.Time),
            entry.Value, entry.IsPositive, entry.IsLate, entry.Simulated);
        lane.AfterCommit(() =>
        {
            foreach (var observer in services.Observers)
            {
                observer.OnOutcome(notice);
            }
        });
    }

    // What was answered may be gone from what decides for the customer now: published since, or before a trial began or ended. It means what it meant.
    private (PolicySnapshot Policy, TreatmentSnapshot? Treatment) TreatmentOf(ServingState serving, DecisionId decision, int key)
    {
        var policy = Known(serving, key) ?? decidedBy(decision);
        return policy?.TreatmentIndexOfKey(key) is { } index and >= 0 ? (policy, policy.Treatments[index]) : (serving.Snapshot, null);
    }

    /// <summary>The policy that has a treatment: the customer's, else the one in force or its trial; null = none of them.</summary>
    private PolicySnapshot? Known(ServingState serving, int key)
    {
        var state = services.State;
        return serving.Snapshot.TreatmentIndexOfKey(key) >= 0 ? serving.Snapshot
            : state.Snapshot.TreatmentIndexOfKey(key) >= 0 ? state.Snapshot
            : state.Challenger is { } challenger && challenger.Snapshot.TreatmentIndexOfKey(key) >= 0 ? challenger.Snapshot : null;
    }

    private static UInt128 Hash128(ulong upper, ulong lower) => new(upper, lower);
}
